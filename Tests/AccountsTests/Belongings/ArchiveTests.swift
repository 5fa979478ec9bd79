import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("The archive of one's data", .timeLimit(.minutes(10)))
struct ArchiveTests {
    /// Opens an archive with Python's zipfile and tells what is in it, as JSON: names and texts.
    private static let reading = """
        import json, sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as archive:
            assert archive.testzip() is None
            print(json.dumps({entry.filename: archive.read(entry).decode() for entry in archive.infolist()}))
        """
    /// The rows of a table, as JSON, by Python's csv.
    private static let table =
        "import csv, io, json, sys; print(json.dumps(list(csv.DictReader(io.StringIO(sys.stdin.read(), newline='')))))"

    private func file(_ bytes: [UInt8]) throws -> URL {
        let file = FileManager.default.temporaryDirectory.appending(path: "kinora-\(UUID().uuidString).zip")
        try Data(bytes).write(to: file)
        return file
    }

    private func entries(_ bytes: [UInt8]) async throws -> [String: String] {
        let file = try file(bytes)
        defer { try? FileManager.default.removeItem(at: file) }
        let text = try await Judge.ask("python3", ["-c", Self.reading, file.path])
        return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    }

    private func archive(of id: MemberID, in accounts: Accounts) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await accounts.belongings.archive(of: id, preface: "Hello\n") { bytes += $0 }
        return bytes
    }

    @Test func othersReadWhatIsWritten() async throws {
        var zip = ZIPArchive(at: Moment(milliseconds: 1_760_000_000_000))
        let large = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) & 0x7F }
        var bytes = try zip.begin("straße/日本.txt") + zip.add(Array("Grüße".utf8)) + zip.end()
        bytes += try zip.begin("nothing.csv") + zip.end()
        bytes += try zip.begin("large.txt") + zip.add(large) + zip.add(Array(large.prefix(65_535))) + zip.end() + zip.finish()
        let found = try await entries(bytes)

        #expect(found["straße/日本.txt"] == "Grüße" && found["nothing.csv"] == "" && found.count == 3)
        #expect(found["large.txt"].map { Array($0.utf8) } == large + large.prefix(65_535))
        let file = try file(bytes)
        defer { try? FileManager.default.removeItem(at: file) }
        let listed = try await Judge.ask(
            "python3", ["-c", "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).infolist()[0].date_time)", file.path])
        #expect(listed == "(2025, 10, 9, 8, 53, 20)")
    }

    @Test func everythingOfTheMemberIsInItAndNothingOfOthers() async throws {
        let house = try await SampleAccounts()
        let ida = try await FullAccount.make("ida@example.org", in: house)
        let jo = try await FullAccount.make("jo@example.org", in: house)
        let bytes = try await archive(of: ida.id, in: house.accounts)
        let found = try await entries(bytes)

        let kinds = ["account", "profiles", "sessions", "devices", "sign-ins", "passkeys", "identities", "invitations", "letters"]
        #expect(Set(found.keys) == Set(kinds.flatMap { ["\($0).json", "\($0).csv"] } + ["README.txt"]))
        let all = found.values.joined()
        for mark in ida.marks where mark != ida.id.rawValue { #expect(all.contains(mark), "\(mark)") }
        for mark in jo.marks { #expect(!all.contains(mark), "\(mark) is another's") }
        for kind in kinds {
            let rows = try #require(try JSONSerialization.jsonObject(with: Data((found["\(kind).json"] ?? "").utf8)) as? [[String: Any]])
            let text = try await Judge.ask("python3", ["-c", Self.table], input: found["\(kind).csv"] ?? "")
            let lines = try JSONDecoder().decode([[String: String]].self, from: Data(text.utf8))
            #expect(!rows.isEmpty && rows.count == lines.count, "\(kind)")
        }
    }

    @Test func noSecretIsInIt() async throws {
        let house = try await SampleAccounts()
        let ida = try await FullAccount.make("ida@example.org", in: house)
        let kept = try await FullAccount.texts(in: house.store).joined()
        let given = String(decoding: try await archive(of: ida.id, in: house.accounts), as: UTF8.self)

        for secret in ida.secrets {
            #expect(kept.contains(secret), "there is something to look for")
            #expect(!given.contains(secret), "\(secret)")
        }
        #expect(!given.contains("$argon2") && !given.contains("sealed"))
    }

    @Test func aTableRunsNoFormulaAndTheJSONIsExact() async throws {
        let house = try await SampleAccounts()
        let ida = try await FullAccount.make("ida@example.org", in: house)
        let found = try await entries(try await archive(of: ida.id, in: house.accounts))
        let name = "=mark-of-id profile, \"quoted\"\u{301}"
        let text = try await Judge.ask("python3", ["-c", Self.table], input: found["profiles.csv"] ?? "")
        let lines = try JSONDecoder().decode([[String: String]].self, from: Data(text.utf8))
        #expect(lines.contains { $0["name"] == "'" + name && $0["audio"] == "de" && $0["mobileLines"] == "480" })
        let rows = try #require(try JSONSerialization.jsonObject(with: Data((found["profiles.json"] ?? "").utf8)) as? [[String: Any]])
        #expect(rows.contains { $0["name"] as? String == name })
    }

    @Test func aLongHistoryIsWrittenInPieces() async throws {
        let house = try await SampleAccounts()
        let ida = MemberID(try await house.member("ida@example.org").id)
        let records = (0..<1201).map { _ in
            SignInRecord(member: ida.rawValue, way: .password, outcome: .refused, device: "curl", place: "192.0.2.0/24")
        }
        _ = try await Records(SignInRecord.self, in: house.store).append(records)
        var largest = 0
        var bytes: [UInt8] = []
        try await house.accounts.belongings.archive(of: ida, preface: "") { piece in
            largest = max(largest, piece.count)
            bytes += piece
        }
        let found = try await entries(bytes)
        #expect(found["sign-ins.csv"]?.split(separator: "\r\n").count == 1202)
        #expect(largest < bytes.count / 2)
    }
}
