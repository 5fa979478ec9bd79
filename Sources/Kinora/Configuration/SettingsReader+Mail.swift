import KinoraPartners

extension SettingsReader {
    /// How letters leave the house; nil where they do not.
    func mail() throws -> Settings.Mail? {
        guard let url = text("mail-url") else { return nil }
        guard let sender = text("mail-from") else {
            throw SettingsFailure(
                sentence: "The setting mail-url is given without mail-from; say which address letters come from, such as "
                    + "Kinora <kinora@example.org>.")
        }
        guard let from = Mailbox(sender) else {
            throw SettingsFailure.wrong("mail-from", sender, wanted: "an address like kinora@example.org or Kinora <kinora@example.org>")
        }
        return Settings.Mail(way: try way(url), from: from)
    }

    private func way(_ url: String) throws -> Settings.Mail.Way {
        if url.hasPrefix("file:/") {
            let path = url.dropFirst("file:".count)
            return .folder(Self.absolute(String(path.hasPrefix("///") ? path.dropFirst(2) : path)))
        }
        guard let server = MailServer(url) else {
            // It is not repeated: it might hold a password.
            throw SettingsFailure(
                sentence: "The setting mail-url must be smtps://USER@HOST:465, smtp://USER@HOST:587 (with STARTTLS), file:/FOLDER, or "
                    + "smtp+plain://localhost:25 for this machine itself; the password belongs into mail-password.")
        }
        return .server(server, try login(server), authorities: text("mail-ca-file").map(Self.absolute))
    }

    private func login(_ server: MailServer) throws -> MailLogin? {
        let password = try secret("mail-password")
        switch (server.user, password) {
        case (nil, nil): return nil
        case (let user?, let password?):
            guard let login = MailLogin(user: user, password: password.text) else {
                throw SettingsFailure(sentence: "The setting mail-password holds characters that no password has.")
            }
            return login
        case (_?, nil):
            throw SettingsFailure(
                sentence: "The setting mail-url names a user; give the password with mail-password or mail-password-file.")
        case (nil, _?):
            throw SettingsFailure(
                sentence: "The setting mail-password is given, but mail-url names no user: smtps://USER@HOST, with %40 for an @ in USER.")
        }
    }
}
