import Foundation
import KinoraAccounts
import KinoraKernel

/// One conversation with a mail server, step by step:
///
/// 1. The greeting, and `EHLO`.
/// 2. With STARTTLS: it must be offered; afterwards everything that was said before is forgotten and `EHLO` is said again.
/// 3. Signing in, where there is a login: PLAIN (RFC 4616), otherwise LOGIN. Never in the clear, except to this machine itself.
/// 4. Sender, recipient, the letter.
///
/// What is refused before the recipient was named is the house's matter and may be mended: the letter is put off. What is refused for good from
/// then on is the letter's.
struct SMTPSession: Sendable {
    private let connection: SMTPConnection
    private let host: String
    private let limits: MailLimits
    private var extensions: [String: String] = [:]

    /// Opens, makes safe and signs in.
    /// - Throws: `PostTrouble`, `SMTPFault`.
    init(_ server: MailServer, _ login: MailLogin?, _ tls: SMTPSecurity, _ limits: MailLimits) async throws {
        connection = try await SMTPConnection.open(server, tls, limits)
        host = server.host
        self.limits = limits
        do {
            try await begin(server, login)
        } catch {
            connection.close()
            throw error
        }
    }

    private mutating func begin(_ server: MailServer, _ login: MailLogin?) async throws {
        let greeting = try await connection.answer(within: limits.answering)
        guard greeting.code == 220 else { throw trouble("does not let anybody in now", greeting) }
        try await greet()
        if server.security == .startTLS {
            guard extensions["STARTTLS"] != nil else {
                throw PostTrouble.later("The mail server \(host) does not offer STARTTLS; nothing was sent. See whether mail-url is right.")
            }
            let reply = try await ask("STARTTLS")
            guard reply.code == 220 else { throw trouble("does not begin TLS", reply) }
            try await connection.startTLS()
            extensions = [:]
            try await greet()
        }
        if let login { try await signIn(login) }
    }

    private mutating func greet() async throws {
        let reply = try await ask("EHLO \(connection.literal)")
        guard reply.code == 250 else { throw trouble("does not want to be greeted", reply) }
        for line in reply.lines.dropFirst() {
            let words = line.split(separator: " ", maxSplits: 1)
            if let name = words.first { extensions[name.uppercased()] = words.count > 1 ? words[1].uppercased() : "" }
        }
    }

    private func signIn(_ login: MailLogin) async throws {
        let ways = Set((extensions["AUTH"] ?? "").split(separator: " "))
        var reply: SMTPReply
        if ways.contains("PLAIN") {
            reply = try await ask("AUTH PLAIN " + Self.base64("\0\(login.user)\0\(login.password)"))
        } else if ways.contains("LOGIN") {
            reply = try await ask("AUTH LOGIN")
            for text in [login.user, login.password] where reply.code == 334 { reply = try await ask(Self.base64(text)) }
        } else {
            throw PostTrouble.later("The mail server \(host) offers no way to sign in that Kinora knows (PLAIN, LOGIN).")
        }
        guard reply.code == 235 else {
            // Its words are left out: they might repeat what was sent.
            let why =
                reply.code == 535 ? "does not accept the user of mail-url with the password of mail-password" : "does not let Kinora in"
            throw PostTrouble.later("The mail server \(host) \(why) (\(reply.code)).")
        }
    }

    /// - Throws: `PostTrouble`, `SMTPFault`. After the letter was accepted, nothing is thrown.
    func send(_ message: MailMessage, from: Mailbox, to: Mailbox) async throws {
        let isWide = !from.isASCII || !to.isASCII
        if isWide, extensions["SMTPUTF8"] == nil {
            throw PostTrouble.refused("The mail server \(host) takes no addresses with letters beyond a–z.")
        }
        let sender = try await ask("MAIL FROM:<\(from.address)>" + (isWide ? " SMTPUTF8" : ""))
        guard sender.isPositive else { throw trouble("does not take letters from the address of mail-from", sender) }
        try await judge(try await ask("RCPT TO:<\(to.address)>"), "does not take letters for the recipient")
        let data = try await ask("DATA")
        guard data.code == 354 else { throw fate(of: data, "does not take the letter") }
        try await judge(
            try await connection.ask(text: message.stuffed, within: limits.accepting), "does not take the letter")
    }

    /// Says good-bye; nothing depends on the answer.
    func leave() async {
        _ = try? await connection.ask("QUIT", within: limits.leaving)
        connection.close()
    }

    func breakOff() { connection.close() }

    private func ask(_ line: String) async throws -> SMTPReply { try await connection.ask(line, within: limits.answering) }

    private func judge(_ reply: SMTPReply, _ what: String) async throws {
        if !reply.isPositive { throw fate(of: reply, what) }
    }

    private func fate(of reply: SMTPReply, _ what: String) -> PostTrouble {
        let sentence = "The mail server \(host) \(what): \(reply.said)"
        return reply.code >= 500 ? .refused(sentence) : .later(sentence)
    }

    private func trouble(_ what: String, _ reply: SMTPReply) -> PostTrouble {
        .later("The mail server \(host) \(what): \(reply.said)")
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
