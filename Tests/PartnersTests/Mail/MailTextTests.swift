import Foundation
import KinoraAccounts
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite("The text of mail")
struct MailTextTests {
    @Test(arguments: [
        "ida@example.org\r\nBcc: eve@example.org", "Ida\n <ida@example.org>", "ida@exam\u{0}ple.org", "ida@example.org>", "<>", "a@b@c",
        "i da@example.org", "ida@example.org\u{2028}x", "ida\u{200B}@example.org", "\(String(repeating: "a", count: 250))@b.org", "ida@",
    ])
    func noAddressBreaksOutOfItsPlace(text: String) {
        #expect(Mailbox(text) == nil)
    }

    @Test func anAddressMayHaveAName() throws {
        #expect(Mailbox("ida@example.org")?.name == nil)
        #expect(Mailbox("Ida <ida@example.org>")?.name == "Ida")
        #expect(Mailbox("\"Ida, of the cinema\" <ida@example.org>")?.name == "Ida, of the cinema")
        #expect(HeaderText.phrase("Ida, \"the\" 1st") == "\"Ida, \\\"the\\\" 1st\"")
    }

    @Test func aSubjectIsOneHeader() {
        let encoded = HeaderText.encoded("A\r\nBcc: eve@example.org")
        #expect(!encoded.contains("\r\nBcc") && encoded == "A Bcc: eve@example.org")
        for line in HeaderText.encoded(String(repeating: "ü🎬", count: 200)).components(separatedBy: "\r\n ") {
            #expect(line.hasPrefix("=?utf-8?B?") && line.hasSuffix("?=") && line.utf8.count <= 75)
        }
    }

    @Test(arguments: [
        "smtp://ida:secret@mail.example.org", "smtp+plain://mail.example.org:25", "http://mail.example.org", "smtps://", "mail.example.org",
        "smtps://mail.example.org/path", "smtps://mail.example.org?x=1", "smtp://a%0Ab@mail.example.org",
    ])
    func noUnsafeServerIsTaken(text: String) {
        #expect(MailServer(text) == nil)
    }

    @Test func aServerIsReadFromItsAddress() throws {
        let server = try MailServer("smtps://ida%40example.org@mail.example.org").unwrapped
        #expect(server.user == "ida@example.org" && server.port == 465 && server.security == .tls)
        #expect(MailServer("smtp://mail.example.org")?.port == 587 && MailServer("smtp+plain://[::1]:2525")?.host == "::1")
        #expect(!"\(try MailLogin(user: "a", password: "secret").unwrapped)".contains("secret"))
    }

    @Test(arguments: ["250", "250-", "250 OK\r\n250", "2x0 OK\r\n", "999 OK\r\n", "250-a\r\n251 b\r\n", "250+OK\r\n", "OK\r\n"])
    func halfAndWrongAnswersAreNone(text: String) {
        var parser = SMTPReplyParser(lineBytes: 100, answerBytes: 1000)
        let replies = try? parser.feed(text.utf8)
        #expect(replies == nil || replies == [] || replies?.count == 1 && parser.isInside)
    }

    @Test func anAnswerIsTheSameHoweverItsBytesAreCut() throws {
        let text = Array("250-mail\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n354 go\r\n".utf8)
        for cut in 0...text.count {
            var parser = SMTPReplyParser(lineBytes: 100, answerBytes: 1000)
            let replies = try parser.feed(text[..<cut]) + parser.feed(text[cut...])
            #expect(replies == [SMTPReply(code: 250, lines: ["mail", "AUTH PLAIN", "8BITMIME"]), SMTPReply(code: 354, lines: ["go"])])
        }
    }

    @Test func aFileComesBesideTheWords() throws {
        var letter = WrittenLetter(to: "ida@example.org", subject: "S", plain: "Words", html: "<p>Words", language: "en")
        let plain = MailMessage(
            letter, from: try Mailbox("kino@example.org").unwrapped, to: try Mailbox("ida@example.org").unwrapped, name: "x",
            at: Moment(milliseconds: 1_796_000_000_000)
        ).text
        #expect(plain.contains("Content-Type: multipart/alternative") && !plain.contains("multipart/mixed"))
        let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        letter.enclosure = .init(name: "2026-0001\"\r\nX: y.pdf", type: "application/pdf", bytes: bytes)
        let text = MailMessage(
            letter, from: try Mailbox("kino@example.org").unwrapped, to: try Mailbox("ida@example.org").unwrapped, name: "x",
            at: Moment(milliseconds: 1_796_000_000_000)
        ).text
        let head = try text.firstRange(of: "\r\n\r\n").map { text[..<$0.lowerBound] }.unwrapped
        #expect(head.contains("Content-Type: multipart/mixed; boundary=\"=_kinora_all_x\"") && !head.contains("alternative"))
        #expect(text.hasSuffix("\r\n--=_kinora_all_x--\r\n") && text.contains("\r\n--=_kinora_x--\r\n"))
        #expect(text.contains("filename=\"2026-0001Xy.pdf\"") && !text.contains("\r\nX: y"))
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 128 } })
        let file = try text.firstRange(of: "Content-Disposition: attachment").map { text[$0.upperBound...] }.unwrapped
        let body = try file.firstRange(of: "\r\n\r\n").map { file[$0.upperBound...] }.unwrapped
        let encoded = body.prefix { $0 != "-" }
        #expect(Data(base64Encoded: String(encoded), options: .ignoreUnknownCharacters).map { Array($0) } == bytes)
    }

    @Test func lettersMayBePutIntoAFolder() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-letters-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let postman = FolderPostman(
            folder: folder, from: try Mailbox("kino@example.org").unwrapped, time: StoppedTime(at: Moment(milliseconds: 1_796_000_000_000)))

        try await postman.deliver(
            WrittenLetter(to: "ida@example.org", subject: "S", plain: "P", html: "<p>H", language: "en"), named: "x")

        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        #expect(name.hasSuffix(".eml") && text.contains("\r\nTo: ida@example.org\r\n"))
    }
}
