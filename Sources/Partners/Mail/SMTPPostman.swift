import KinoraAccounts
import KinoraKernel

/// Takes letters to a mail server, each in a conversation of its own.
package struct SMTPPostman: Postman {
    private let server: MailServer
    private let login: MailLogin?
    private let from: Mailbox
    private let tls: SMTPSecurity
    private let limits: MailLimits
    private let time: any TimeSource

    /// Reads certificates; blocks for a moment.
    /// - Parameters:
    ///   - login: nil where the server wants none.
    ///   - authorities: a PEM file of certificate authorities that takes the place of the system's.
    package init(
        _ server: MailServer, login: MailLogin?, from: Mailbox, authorities: String?, time: any TimeSource,
        limits: MailLimits = MailLimits()
    ) throws {
        self.server = server
        self.login = login
        self.from = from
        self.time = time
        self.limits = limits
        tls = try SMTPSecurity(host: server.host, authorities: authorities)
    }

    package var patience: Duration { limits.total }

    package func deliver(_ letter: WrittenLetter, named name: String) async throws {
        guard let to = Mailbox(letter.to), to.name == nil else {
            throw PostTrouble.refused("The address is none that mail can be sent to.")
        }
        let message = MailMessage(letter, from: from, to: to, name: name, at: time.now)
        try await talk { session in try await session.send(message, from: from, to: to) }
    }

    /// Goes as far as signing in, and sends nothing.
    package func check() async throws {
        try await talk { _ in }
    }

    private func talk(_ body: @Sendable (SMTPSession) async throws -> Void) async throws {
        do {
            let session = try await SMTPSession(server, login, tls, limits)
            do {
                try await body(session)
            } catch {
                session.breakOff()
                throw error
            }
            await session.leave()
        } catch let trouble as PostTrouble {
            throw trouble
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw PostTrouble.later("The mail server \(server.host):\(server.port) \(SMTPFault(error).reason).")
        }
    }
}
