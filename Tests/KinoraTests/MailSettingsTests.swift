import Foundation
import KinoraKernel
import KinoraPartners
import Testing

@testable import Kinora

@Suite("Settings of mail")
struct MailSettingsTests {
    private func mail(_ yaml: String) async throws -> Settings.Mail? {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(yaml.utf8).write(to: file)
        return try await SettingsReader(flags: .init(config: file.path)).settings().mail
    }

    @Test func withoutAnAddressOfAServerThereIsNoMail() async throws {
        #expect(try await mail("port: 8080\n") == nil)
    }

    @Test func aServerAndItsPasswordAreRead() async throws {
        let read = try await mail(
            "mail-url: smtps://ida%40example.org@mail.example.org\nmail-password: very secret\nmail-from: Kinora <kino@example.org>\n")

        guard case .server(let server, let login?, nil)? = read?.way else {
            Issue.record("\(read as Any)")
            return
        }
        #expect(server.host == "mail.example.org" && server.user == "ida@example.org")
        #expect(!"\(login) \(read as Any)".contains("very secret"))
    }

    @Test func aFolderMayTakeItsPlace() async throws {
        for url in ["file:/tmp/letters", "file:///tmp/letters"] {
            #expect(try await mail("mail-url: \(url)\nmail-from: kino@example.org\n")?.way == .folder("/tmp/letters"))
        }
    }

    @Test(arguments: [
        ("mail-url: smtps://mail.example.org", "mail-from"), ("mail-url: smtps://mail.example.org\nmail-from: nobody", "mail-from"),
        ("mail-url: \"smtps://ida:hush@mail.example.org\"\nmail-from: a@b.org", "mail-url"),
        ("mail-url: smtps://ida@mail.example.org\nmail-from: a@b.org", "mail-password"),
        ("mail-url: smtps://mail.example.org\nmail-password: hush\nmail-from: a@b.org", "mail-url"),
        ("mail-url: smtp+plain://mail.example.org\nmail-from: a@b.org", "mail-url"),
    ])
    func whatIsWrongIsSaidWithItsSetting(yaml: String, key: String) async throws {
        let failure = await #expect(throws: SettingsFailure.self) { try await mail(yaml + "\n") }

        #expect(failure?.sentence.contains(key) == true && failure?.sentence.contains("hush") == false)
    }
}
