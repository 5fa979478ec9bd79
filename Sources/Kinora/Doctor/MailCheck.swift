import Foundation
import KinoraKernel
import KinoraPartners

/// Does the mail server let Kinora in? Nothing is sent. Nothing is said where no mail is set up.
struct MailCheck: Sendable {
    let settings: Settings

    func findings() async -> [Finding] {
        guard let mail = settings.mail else { return [] }
        switch mail.way {
        case .folder(let folder):
            return [
                .warning(
                    "mail", "letters are written to \(folder) and not sent", do: "Set mail-url to a mail server when you are done trying.")
            ]
        case .server(let server, let login, let authorities): return [await finding(server, login, authorities, from: mail.from)]
        }
    }

    private func finding(_ server: MailServer, _ login: MailLogin?, _ authorities: String?, from: Mailbox) async -> Finding {
        let advice = "Correct mail-url, mail-password or mail-ca-file, then try: kinora mail test ADDRESS"
        do {
            try await SMTPPostman(server, login: login, from: from, authorities: authorities, time: SystemTime()).check()
            return .fine("mail", "\(server.host) answers" + (login == nil ? "" : " and accepts user and password"))
        } catch {
            return .broken("mail", (error as? any Complaint)?.sentence ?? "The mail server cannot be used.", do: advice)
        }
    }
}
