import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraViewing
import Testing

@testable import Kinora

@Suite("A backup that somebody else made, or a disk has spoiled, brings nothing in", .serialized, .timeLimit(.minutes(10)))
struct HostileBackupTests {
    private func settings(_ data: URL) async throws -> Settings {
        var flags = SettingsReader.Flags()
        flags.data = data.path(percentEncoded: false)
        flags.log = "critical"
        return try await SettingsReader(flags: flags).settings()
    }

    /// A backup with documents, keys, a correction and a picture.
    private func withBackup(_ use: (_ backup: URL, _ folder: URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-hostile-backup-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let house = try await House.open(try await settings(folder.appending(path: "data")))
        _ = try KeysFile.keys(at: nil, unless: house.folders.keys)
        for (name, text) in [("corrections/a/b.nfo", "<movie/>"), ("artwork/cafe.jpg", "a picture")] {
            let file = folder.appending(path: "data/\(name)")
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        for number in 0..<20 {
            _ = try await house.store.insert(["profile": "p", "title": .string("\(number)")], id: nil, into: NotForMe.schema.name)
        }
        let shelf = BackupShelf(folder: folder.appending(path: "backups").path(percentEncoded: false))
        let outcome = try await Backup(settings: house.settings, time: house.time).make(on: shelf, of: house.store)
        try await house.close()
        try await use(URL(fileURLWithPath: outcome.folder), folder)
    }

    /// Restores into a new folder. Whatever is refused is refused with a sentence, and the folder is not there, or says that it is half a house.
    private func restores(_ backup: URL, in folder: URL) async throws -> Bool {
        let data = folder.appending(path: "elsewhere-\(UUID().uuidString)")
        let there = try await settings(data)
        defer { try? FileManager.default.removeItem(at: data) }
        do {
            _ = try await Restore(backup: backup.path(percentEncoded: false), settings: there, time: SystemTime()).run()
        } catch let complaint as any Complaint {
            #expect(complaint.sentence.hasSuffix("."))
            #expect(
                !FileManager.default.fileExists(atPath: there.data)
                    || FileManager.default.fileExists(atPath: Restore.draft(in: there.data)))
            return false
        }
        let house = try await House.open(there)
        #expect(try await house.store.count(.all, in: NotForMe.schema.name) == 20)
        try await house.close()
        return true
    }

    private func files(of backup: URL) -> [String] { BackupFiles.names(below: backup.path(percentEncoded: false)) }

    @Test func whateverByteIsWrongOrMissingNothingElseThanWhatWasBackedUpComesIn() async throws {
        try await withBackup { backup, folder in
            #expect(try await restores(backup, in: folder))
            var random = SystemRandomNumberGenerator()
            let spoiled = folder.appending(path: "spoiled")
            var refused = 0
            for name in files(of: backup) {
                for kind in 0..<6 {
                    try? FileManager.default.removeItem(at: spoiled)
                    try FileManager.default.copyItem(at: backup, to: spoiled)
                    var bytes = try Data(contentsOf: spoiled.appending(path: name))
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch kind {
                    case 0: bytes.removeLast(bytes.count - place)
                    case 1: bytes.removeAll()
                    case 2: bytes.append(contentsOf: [0, 1, 2])
                    default: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                    }
                    try bytes.write(to: spoiled.appending(path: name))
                    let isIn = try await restores(spoiled, in: folder)
                    // A manifest has words that nobody relies on, such as its moment. What every other file holds is held to its digest.
                    #expect(!isIn || name == BackupManifest.name, "\(name), \(kind), \(place)")
                    if !isIn { refused += 1 }
                }
                try? FileManager.default.removeItem(at: spoiled)
                try FileManager.default.copyItem(at: backup, to: spoiled)
                try FileManager.default.removeItem(at: spoiled.appending(path: name))
                #expect(try await !restores(spoiled, in: folder), "\(name) is missing")
            }
            #expect(refused >= 24)
        }
    }

    @Test(arguments: [
        "kinora.sqlite", "kinora.sqlite-wal", "kinora.version", ".restoring/x", "packages/ab/abcd/package.json", "work/x", "../keys",
        "/etc/passwd",
        "artwork/", "artwork/../keys", "artwork//a", "documents.jsonl", "backup.json",
    ])
    func aManifestBringsInNothingButWhatBackupsHold(path: String) async throws {
        try await withBackup { backup, folder in
            let name = backup.path(percentEncoded: false)
            var manifest = try BackupManifest.read(in: name)
            // The bytes are there and their digest is right.
            let file = backup.appending(path: path)
            if BackupFiles.isBelow(path), path != "backup.json" {
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data("x".utf8).write(to: file)
            }
            manifest.files.append(.init(path: path, bytes: 1, sha256: Digest(of: Array("x".utf8)).hex))
            try manifest.write(into: name)
            #expect(try await !restores(backup, in: folder))
        }
    }

    @Test func aManifestThatLiesAboutItsDocumentsIsRefused() async throws {
        try await withBackup { backup, folder in
            let name = backup.path(percentEncoded: false)
            let truth = try BackupManifest.read(in: name)
            let lies: [(inout BackupManifest) -> Void] = [
                { $0.documents[NotForMe.schema.name] = 21 }, { $0.documents[NotForMe.schema.name] = -1 }, { $0.documents["nothing"] = 1 },
                { $0.files.removeAll { $0.path == "documents.sqlite" } }, { $0.files.append($0.files[0]) }, { $0.kind = .export },
                { $0.files[0].bytes = .max }, { $0.files[0].bytes = -1 }, { $0.format = 2 },
            ]
            for (number, lie) in lies.enumerated() {
                var manifest = truth
                lie(&manifest)
                try manifest.write(into: name)
                #expect(try await !restores(backup, in: folder), "lie \(number)")
            }
            for text in ["", "{}", "[]", "null", String(repeating: "[", count: 100_000), #"{"format": 1e400, "kinora": ""}"#] {
                try Data(text.utf8).write(to: backup.appending(path: BackupManifest.name))
                #expect(try await !restores(backup, in: folder), "\(text.prefix(20))")
            }
        }
    }

    @Test func linksAndPipesInABackupLeadNowhere() async throws {
        try await withBackup { backup, folder in
            let secret = folder.appending(path: "secret")
            try FileManager.default.createDirectory(at: secret, withIntermediateDirectories: true)
            try Data("a picture".utf8).write(to: secret.appending(path: "cafe.jpg"))
            let picture = backup.appending(path: "artwork/cafe.jpg")
            let pictures = backup.appending(path: "artwork")

            // The same bytes and so the right digest, behind a link.
            try FileManager.default.removeItem(at: picture)
            try FileManager.default.createSymbolicLink(at: picture, withDestinationURL: secret.appending(path: "cafe.jpg"))
            #expect(try await !restores(backup, in: folder))
            try FileManager.default.removeItem(at: pictures)
            try FileManager.default.createSymbolicLink(at: pictures, withDestinationURL: secret)
            #expect(try await !restores(backup, in: folder))
            // A pipe that nobody writes into: whoever waited for it would wait for ever.
            try FileManager.default.removeItem(at: pictures)
            try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
            #expect(mkfifo(picture.path(percentEncoded: false), 0o600) == 0)
            #expect(try await !restores(backup, in: folder))
            try FileManager.default.removeItem(at: picture)
            try FileManager.default.createSymbolicLink(atPath: picture.path(percentEncoded: false), withDestinationPath: "/dev/zero")
            #expect(try await !restores(backup, in: folder))
        }
    }
}
