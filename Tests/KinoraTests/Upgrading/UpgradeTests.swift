import Foundation
import KinoraKernel
import Synchronization
import Testing

@testable import Kinora

@Suite("A newer program makes a backup first, an older one changes nothing", .timeLimit(.minutes(10)))
struct UpgradeTests {
    private final class Lines: Sendable {
        let said = Mutex<[String]>([])
    }

    /// Opens and closes a house, and says what the check before it told.
    private func open(_ folder: URL, as program: DataMark = DataMark()) async throws -> [String] {
        var flags = SettingsReader.Flags()
        flags.data = folder.path(percentEncoded: false)
        flags.log = "critical"
        let settings = try await SettingsReader(flags: flags).settings()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let lines = Lines()
        let upgrade = Upgrade(settings: settings, time: SystemTime(), program: program) { line in lines.said.withLock { $0.append(line) } }
        try await upgrade.check()
        // A program of a form that is not there yet opens nothing.
        if program.format == DataMark.newestFormat { try await House.open(settings).close() }
        return lines.said.withLock { $0 }
    }

    private func inNewFolder(_ use: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-upgrade-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await use(folder)
    }

    private func backups(_ folder: URL) -> [String] { BackupShelf(folder: folder.path(percentEncoded: false) + "/backups").backups() }

    @Test func aNewHouseIsMarkedAndNothingIsBackedUp() async throws {
        try await inNewFolder { folder in
            let said = try await open(folder) + open(folder)
            #expect(said.isEmpty)
            #expect(backups(folder).isEmpty)
        }
    }

    @Test func anUpgradeBeginsWithABackupAndSaysHowLong() async throws {
        try await inNewFolder { folder in
            _ = try await open(folder)
            let said = try await open(folder, as: DataMark(format: 1, version: "0.2.0"))
            #expect(said.count == 2)
            #expect(said.first?.contains(Version.current) == true && said.first?.contains("seconds") == true)
            let made = try #require(backups(folder).first)
            #expect(said.last?.contains(made) == true)
            // The older program of the same form goes on, and does not take the mark back.
            #expect(try await open(folder).isEmpty)
            #expect(try await open(folder, as: DataMark(format: 1, version: "0.2.0")).isEmpty)
        }
    }

    @Test func anOlderProgramSaysWhatToDoAndChangesNothing() async throws {
        try await inNewFolder { folder in
            _ = try await open(folder)
            _ = try await open(folder, as: DataMark(format: 2, version: "2.0.0"))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()

            let refused = await #expect(throws: SettingsFailure.self) { try await open(folder) }

            let made = try #require(backups(folder).first)
            #expect(refused?.sentence.contains("2.0.0") == true)
            #expect(refused?.sentence.contains("kinora restore") == true && refused?.sentence.contains(made) == true)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == names)
            // The way back: the backup opens with the older program.
            var flags = SettingsReader.Flags()
            flags.data = folder.path(percentEncoded: false) + "-back"
            defer { try? FileManager.default.removeItem(atPath: flags.data ?? "") }
            let settings = try await SettingsReader(flags: flags).settings()
            _ = try await Restore(backup: folder.path(percentEncoded: false) + "/backups/" + made, settings: settings, time: SystemTime())
                .run()
            try await House.open(settings).close()
        }
    }

    @Test func versionsAreComparedByTheirNumbers() {
        let program = DataMark(format: 3, version: "1.10.0")
        #expect(DataMark.meaning(of: DataMark(format: 3, version: "1.9.9"), for: program) == .upgrade(from: "1.9.9"))
        #expect(DataMark.meaning(of: DataMark(format: 3, version: "1.10.0"), for: program) == .nothing)
        #expect(DataMark.meaning(of: DataMark(format: 3, version: "1.11.0"), for: program) == .nothing)
        #expect(DataMark.meaning(of: DataMark(format: 2, version: "9.0.0"), for: program) == .upgrade(from: "9.0.0"))
        #expect(DataMark.meaning(of: DataMark(format: 4, version: "1.0.0"), for: program) == .tooNew(version: "1.0.0"))
        #expect(DataMark.meaning(of: nil, for: program) == .upgrade(from: nil))
    }
}
