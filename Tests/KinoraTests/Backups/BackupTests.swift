import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraViewing
import Synchronization
import Testing

@testable import Kinora

@Suite("A backup of a house at work is whole", .serialized, .timeLimit(.minutes(10)))
struct BackupTests {
    private func settings(_ data: URL) async throws -> Settings {
        var flags = SettingsReader.Flags()
        flags.data = data.path(percentEncoded: false)
        flags.log = "critical"
        return try await SettingsReader(flags: flags).settings()
    }

    /// A house with keys, a correction and a picture; and a place for what is made of it.
    private func inNewHouse(_ use: (House, URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-backup-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let house = try await House.open(try await settings(folder.appending(path: "data")))
        _ = try KeysFile.keys(at: nil, unless: house.folders.keys)
        for (name, text) in [
            ("corrections/a/b.nfo", "<movie/>"), ("artwork/cafe.jpg", "a picture"), ("packages/ab/abcd/package.json", "{}"),
        ] {
            let file = folder.appending(path: "data/\(name)")
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try await use(house, folder)
        try await house.close()
    }

    private func shelf(_ folder: URL) -> BackupShelf { BackupShelf(folder: folder.appending(path: "backups").path(percentEncoded: false)) }

    private static let collection = NotForMe.schema.name

    @Test func whatWasAcknowledgedBeforeItIsInABackupThatIsMadeWhileOthersWrite() async throws {
        try await inNewHouse { house, folder in
            let acknowledged = Atomic(0)
            let isOver = Atomic(false)
            async let writing: Void = {
                var number = 0
                while !isOver.load(ordering: .relaxed) {
                    // Numbered, so that a hole would show.
                    _ = try await house.store.insert(
                        ["profile": .string("p"), "title": .string("\(number)"), "number": .int(Int64(number))], id: nil,
                        into: Self.collection)
                    number += 1
                    acknowledged.store(number, ordering: .relaxed)
                }
            }()
            while acknowledged.load(ordering: .relaxed) < 50 { try await Task.sleep(for: .milliseconds(5)) }

            let before = acknowledged.load(ordering: .relaxed)
            let outcome = try await Backup(settings: house.settings, time: house.time).make(on: shelf(folder), of: house.store)
            isOver.store(true, ordering: .relaxed)
            try await writing

            #expect(outcome.manifest.documents[Self.collection, default: 0] >= before)
            #expect(outcome.manifest.packages == ["abcd"])
            #expect(Set(outcome.manifest.files.map(\.path)) == ["documents.sqlite", "keys", "corrections/a/b.nfo", "artwork/cafe.jpg"])

            let there = try await settings(folder.appending(path: "elsewhere"))
            let restore = Restore(backup: outcome.folder, settings: there, time: SystemTime())
            _ = try await restore.run()
            let copy = try await House.open(there)
            let found = try await copy.store.find(Query(.all, sort: [.ascending("number")], limit: 1000), in: Self.collection)
            let numbers = found.map { $0.body["number"] }
            #expect(numbers == (0..<numbers.count).map { .int(Int64($0)) }, "no hole, whatever was written meanwhile")
            #expect(numbers.count == outcome.manifest.documents[Self.collection])
            try await copy.close()
            for name in ["keys", "corrections/a/b.nfo", "artwork/cafe.jpg"] {
                #expect(
                    try Data(contentsOf: folder.appending(path: "elsewhere/\(name)"))
                        == Data(contentsOf: folder.appending(path: "data/\(name)")))
            }
            // And never over something that is there.
            await #expect(throws: BackupFailure.notEmpty(there.data)) { try await restore.run() }
        }
    }

    @Test(arguments: ["documents.sqlite", "keys", "artwork/cafe.jpg"])
    func aDamagedBackupIsNotRestored(name: String) async throws {
        try await inNewHouse { house, folder in
            let outcome = try await Backup(settings: house.settings, time: house.time).make(on: shelf(folder), of: house.store)
            let file = URL(fileURLWithPath: "\(outcome.folder)/\(name)")
            var bytes = try Data(contentsOf: file)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: file)
            let there = try await settings(folder.appending(path: "elsewhere"))

            await #expect(throws: BackupFailure.damaged(name)) {
                try await Restore(backup: outcome.folder, settings: there, time: SystemTime()).run()
            }
            #expect(!FileManager.default.fileExists(atPath: there.data))
        }
    }

    @Test func anInterruptedRestoreIsNotServedAndBeginsAnew() async throws {
        try await inNewHouse { house, folder in
            let outcome = try await Backup(settings: house.settings, time: house.time).make(on: shelf(folder), of: house.store)
            let there = try await settings(folder.appending(path: "elsewhere"))
            for path in [Restore.draft(in: there.data), "\(there.data)/artwork"] {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            }

            await #expect(throws: BackupFailure.interrupted(there.data)) { try await House.open(there) }
            _ = try await Restore(backup: outcome.folder, settings: there, time: SystemTime()).run()
            try await House.open(there).close()
        }
    }

    @Test func theNewestStayAndStrangersToo() async throws {
        try await inNewHouse { house, folder in
            let time = StoppedTime(at: Moment(milliseconds: 1_790_000_000_000))
            let shelf = shelf(folder)
            try FileManager.default.createDirectory(atPath: "\(shelf.folder)/kinora-of-mine", withIntermediateDirectories: true)
            for _ in 0..<4 {
                _ = try await Backup(settings: house.settings, time: time).make(on: shelf, of: house.store)
                time.advance(by: .seconds(60))
            }

            let gone = shelf.keep(2)

            #expect(gone.count == 2)
            #expect(shelf.backups().count == 2)
            #expect(gone.allSatisfy { $0 < shelf.backups()[0] })
            #expect(FileManager.default.fileExists(atPath: "\(shelf.folder)/kinora-of-mine"))
        }
    }

    @Test func aFullDiskLeavesNoHalfBackup() async throws {
        try await inNewHouse { house, folder in
            // What is no folder cannot be written into, whoever one is.
            let file = folder.appending(path: "a-file")
            try Data().write(to: file)
            await #expect(throws: BackupFailure.self) {
                try await Backup(settings: house.settings, time: house.time).make(
                    on: BackupShelf(folder: file.path(percentEncoded: false)), of: house.store)
            }
        }
    }

    @Test func aBackupOfAnotherEngineIsAnExportWithItsDigest() async throws {
        try await inNewHouse { house, folder in
            for number in 0..<30 {
                _ = try await house.store.insert(
                    ["profile": "p", "title": .string("\(number)")], id: nil, into: Self.collection)
            }
            let draft = folder.appending(path: "documents.jsonl").path(percentEncoded: false)
            let sink = try DumpSink(file: draft)
            _ = try await DumpWriter(of: House.schemas.map(\.name), in: house.store, time: house.time).write { try await sink.write($0) }
            try await sink.finish()
            #expect(try await Backup.counts(inExport: draft)[Self.collection] == 30)

            // As a house with MongoDB makes it.
            let backup = folder.appending(path: "made").path(percentEncoded: false)
            try FileManager.default.createDirectory(atPath: backup, withIntermediateDirectories: true)
            let found = try BackupFiles.copy(draft, to: "\(backup)/documents.jsonl", as: "documents.jsonl")
            try BackupManifest(
                madeAt: "2026-11-28T18:00:00.000Z", kind: .export, documents: [Self.collection: 30], files: [found], packages: []
            ).write(into: backup)
            let there = try await settings(folder.appending(path: "elsewhere"))
            _ = try await Restore(backup: backup, settings: there, time: SystemTime()).run()
            let copy = try await House.open(there)
            #expect(try await copy.store.count(.all, in: Self.collection) == 30)
            try await copy.close()
        }
    }

    @Test func aManifestLeadsNowhereElse() throws {
        for path in ["../keys", "/etc/passwd", "a//b", "a/../../b", ""] { #expect(!BackupFiles.isBelow(path), "\(path)") }
        #expect(BackupFiles.isBelow("artwork/a.jpg"))
    }
}
