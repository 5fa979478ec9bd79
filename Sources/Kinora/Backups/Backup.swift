import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraSQLiteDocuments

/// Makes backups of a house, also while it is at work: documents, keys, corrections, pictures. Not the packages, which are large and can be
/// made again, nor what is made of the documents.
///
/// 1. Everything is written into a folder whose name begins with a dot. The documents come first, as they stand at one moment (SQLite), or as
///    an export; files that nobody changes follow.
/// 2. The copy of the documents is read again from end to end.
/// 3. `backup.json` says what there is, with digests, and the folder gets its name: it is there as a whole, or not at all.
struct Backup: Sendable {
    let settings: Settings
    let time: any TimeSource

    /// What was made, and where.
    struct Outcome: Sendable {
        var folder: String
        var manifest: BackupManifest

        var sentence: String {
            "\(manifest.documents.values.reduce(0, +)) documents and \(manifest.files.count - 1) files (\(manifest.bytes / 1_000_000) MB) are in "
                + "\(folder). \(manifest.packages.count) packages are listed there and not copied."
        }
    }

    /// - Parameters:
    ///   - shelf: where backups lie.
    ///   - store: the open documents; without them, those of an SQLite file that nobody has opened yet.
    func make(on shelf: BackupShelf, of store: (any DocumentStore)?) async throws -> Outcome {
        if settings.engine.isRemote { throw BackupFailure.notHere(settings.engine.name) }
        let moment = time.now
        let draft = try await BlockingWork.run { _ in try shelf.begin(at: moment) }
        do {
            let (kind, counts) = try await documents(into: draft, of: store)
            return try await BlockingWork.run { [settings] _ in
                var files = [try BackupFiles.look(at: "\(draft)/\(kind.file)", as: kind.file)]
                files += try Self.copyFiles(settings, into: draft)
                let manifest = BackupManifest(
                    madeAt: moment.iso8601, kind: kind, documents: counts, files: files, packages: Self.packages(settings))
                try manifest.write(into: draft)
                return Outcome(folder: try shelf.finish(draft, at: moment), manifest: manifest)
            }
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
    }

    private func documents(into draft: String, of store: (any DocumentStore)?) async throws -> (BackupManifest.Kind, [String: Int]) {
        if case .sqlite(let path) = settings.engine {
            return try await BlockingWork.run { _ in
                (.sqlite, try DatabaseSnapshot.make(of: path, at: "\(draft)/\(BackupManifest.Kind.sqlite.file)"))
            }
        }
        guard let store else { throw BackupFailure.notHere(settings.engine.name) }
        let file = "\(draft)/\(BackupManifest.Kind.export.file)"
        let schemas = House.kept(by: settings.engine)
        try await store.prepare(schemas)
        let sink = try DumpSink(file: file)
        _ = try await DumpWriter(of: schemas.map(\.name), in: store, time: time).write { try await sink.write($0) }
        try await sink.finish()
        return (.export, try await Self.counts(inExport: file))
    }

    /// Reads an export again, with everything that `DumpReader` looks at.
    static func counts(inExport file: String) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        let known = Set(House.schemas.map(\.name) + House.tokensToo)
        for try await line in DumpReader(FilePieces(path: file), collections: known) { counts[line.collection, default: 0] += 1 }
        return counts
    }

    /// Keys, corrections and pictures.
    private static func copyFiles(_ settings: Settings, into draft: String) throws -> [BackupManifest.File] {
        let folders = DataFolders(root: settings.data)
        var files: [BackupManifest.File] = []
        let keys = settings.keysFile ?? folders.keys
        if FileManager.default.fileExists(atPath: keys) { files.append(try BackupFiles.copy(keys, to: "\(draft)/keys", as: "keys")) }
        for (name, folder) in [("corrections", folders.corrections), ("artwork", "\(settings.data)/artwork")] {
            for path in BackupFiles.names(below: folder) {
                do {
                    files.append(try BackupFiles.copy("\(folder)/\(path)", to: "\(draft)/\(name)/\(path)", as: "\(name)/\(path)"))
                } catch BackupFailure.cannotRead(let file) where !FileManager.default.fileExists(atPath: file) {
                    // Somebody took it away meanwhile.
                    try? FileManager.default.removeItem(atPath: "\(draft)/\(name)/\(path)")
                }
            }
        }
        return files
    }

    private static func packages(_ settings: Settings) -> [String] {
        let root = DataFolders(root: settings.data).packages
        let shelves = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return shelves.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\($0)")) ?? [] }
            .filter { !$0.contains(".") }.sorted()
    }
}
