import Foundation
import KinoraKernel
import KinoraPreparation
import Logging
import Testing

@testable import Kinora

@Suite("Settings")
struct SettingsTests {
    private func settings(yaml: String? = nil, _ flags: SettingsReader.Flags = .init()) async throws -> Settings {
        var flags = flags
        if let yaml {
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).yaml")
            try Data(yaml.utf8).write(to: file)
            flags.config = file.path
        }
        return try await SettingsReader(flags: flags).settings()
    }

    @Test func theExampleFileIsUnderstoodAndHoldsTheDefaults() async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let example = try String(contentsOf: root.appendingPathComponent("kinora.example.yaml"), encoding: .utf8)

        let read = try await settings(yaml: example)

        #expect(read.port == 8080)
        #expect(read.host == "127.0.0.1")
        #expect(read.libraries.isEmpty)
        #expect(read.settleSeconds == 30)
        #expect(read.url == .thisMachine)
        #expect(read.logLevel == .info)
    }

    @Test func aFlagGoesBeforeTheFile() async throws {
        let read = try await settings(yaml: "port: 9000\ndata: /somewhere\n", .init(port: 9001))

        #expect(read.port == 9001)
        #expect(read.data == "/somewhere")
    }

    @Test func librariesSayWhatIsInThem() async throws {
        let read = try await settings(yaml: "libraries: [\"films:/a/films/\", \"series:/a/tv\", /b]\n")

        #expect(
            read.libraries == [
                .init(path: "/a/films", kind: .films), .init(path: "/a/tv", kind: .series), .init(path: "/b", kind: .mixed),
            ])
    }

    @Test(arguments: [
        "port: many", "port: 70000", "workers: 0", "url: films.example.org", "url: ftp://films.example.org",
        "url: https://films.example.org/films", "log: loud", "settle-seconds: -1",
        "time-zone: Mars/Olympus", "encode-hours: [\"Mon-Fri\"]", "encode-hours: sometimes", "cpu-share: 0", "rescan: daily",
        "rescan: \"0 0 31 2 *\"", "cpu-share: 101", "backup-at: nightly", "backup-keep: 0",
        "encode-when-idle: -1",
    ])
    func aWrongValueIsRefusedWithItsKeyAndWhatWouldDo(line: String) async throws {
        let key = try #require(line.split(separator: ":").first)
        let failure = await #expect(throws: SettingsFailure.self) { try await settings(yaml: line + "\n") }

        #expect(failure?.sentence.contains(key) == true)
        #expect(failure?.sentence.contains("must be") == true)
    }

    @Test(arguments: [
        "encode-hours: [\"Mon-Fri 22:00-06:00\", \"Sat,Sun 00:00-24:00\"]", "encode-hours: Mon-Fri 22:00-06:00;Sat,Sun 00:00-24:00",
    ])
    func hoursAreAListOrOneTextWithSemicolons(line: String) async throws {
        let read = try await settings(yaml: line + "\ntime-zone: Europe/Berlin\n")

        #expect(
            try read.encodeHours
                == Hours(["Mon-Fri 22:00-06:00", "Sat,Sun 00:00-24:00"], in: #require(TimeZone(identifier: "Europe/Berlin"))))
        #expect(try await settings(yaml: "encode-hours: []\n").encodeHours == nil)
    }

    @Test func backupsAreMadeByThemselvesOnlyWhereTheyHaveAFolder() async throws {
        #expect(try await settings(yaml: "backup-keep: 3\n").backups == nil)
        let read = try #require(try await settings(yaml: "backup-into: /mnt/backups\n").backups)
        #expect(read.folder == "/mnt/backups" && read.keep == 7 && read.rule != nil)
        #expect(try await settings(yaml: "backup-into: /mnt/backups\nbackup-at: never\n").backups?.rule == nil)
    }

    @Test func inSafeModeNothingIsDoneButServing() async throws {
        let all = try await settings(yaml: "backup-into: /mnt/backups\ntmdb-key: x\nneo4j-uri: bolt://graph:7687\nroles: [prepare]\n")
        let safe = all.safe()
        #expect(!all.providers.asked.isEmpty && all.graphDatabase != nil)
        #expect(safe.roles == [.web] && safe.providers.asked.isEmpty && safe.graphDatabase == nil && safe.backups == nil && safe.isSafe)
    }

    @Test func anInboxHasALibraryThatItDoesNotLieIn() async throws {
        let lines = "libraries: [\"films:/a\", \"/b\"]\ninbox: /in\n"
        #expect(try await settings(yaml: lines).inbox == .init(path: "/in", library: .init(path: "/a", kind: .films)))
        #expect(try await settings(yaml: lines + "inbox-library: /b/\n").inbox?.library.path == "/b")
        #expect(try await settings(yaml: "libraries: [/b]\n").inbox == nil)
        for wrong in [
            lines + "inbox-library: /c\n", "libraries: [/a]\ninbox: /a/in\n", "libraries: [/in/a]\ninbox: /in\n", "inbox: /in\n",
        ] {
            let failure = await #expect(throws: SettingsFailure.self) { try await settings(yaml: wrong) }
            #expect(failure?.sentence.contains("inbox") == true)
        }
    }

    @Test func aFileThatIsNotYAMLIsRefused() async throws {
        await #expect(throws: SettingsFailure.self) { try await settings(yaml: "data: [unclosed\n\t- : :") }
    }

    @Test func aFileThatWasAskedForMustBeThere() async throws {
        await #expect(throws: SettingsFailure.self) { try await settings(.init(config: "/nowhere/kinora.yaml")) }
    }
}
