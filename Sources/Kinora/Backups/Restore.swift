import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraSQLiteDocuments
import Logging

/// Brings a backup into an empty house.
///
/// 1. Every file of the backup is read and compared with its digest, and the documents are counted, before anything is written.
/// 2. Files are copied into `.restoring/` in the data folder, and then given their names by renaming; the documents come last. Whoever opens
///    the house while `.restoring/` is there is told to restore again, which begins anew.
struct Restore: Sendable {
    let backup: String
    let settings: Settings
    let time: any TimeSource

    /// While it is there, the folder holds half a house.
    static func draft(in data: String) -> String { "\(data)/.restoring" }

    /// Reads all of a backup.
    /// - Throws: `BackupFailure` at the first thing that is wrong.
    func check() async throws -> BackupManifest {
        let manifest = try await BlockingWork.run { [backup] cancellation in
            let manifest = try BackupManifest.read(in: backup)
            for file in manifest.files {
                try cancellation.check()
                guard isInside(file.path), try BackupFiles.look(at: "\(backup)/\(file.path)", as: file.path, atMost: file.bytes) == file
                else {
                    throw BackupFailure.damaged(file.path)
                }
            }
            return manifest
        }
        let file = "\(backup)/\(manifest.kind.file)"
        let counts =
            switch manifest.kind {
            case .sqlite: try await BlockingWork.run { _ in try DatabaseSnapshot.counts(in: file) }
            case .export: try await Backup.counts(inExport: file)
            }
        for (collection, count) in manifest.documents where counts[collection, default: 0] != count {
            throw BackupFailure.miscounted(collection: collection)
        }
        return manifest
    }

    /// Whether no folder on the way to a file of the backup is a link that leads out of it.
    private func isInside(_ path: String) -> Bool {
        let root = URL(fileURLWithPath: backup).resolvingSymlinksInPath().path
        let folder = URL(fileURLWithPath: "\(backup)/\(path)").deletingLastPathComponent().resolvingSymlinksInPath().path
        return folder == root || folder.hasPrefix(root + "/")
    }

    /// - Returns: what was restored.
    func run() async throws -> BackupManifest {
        if settings.engine.isRemote { throw BackupFailure.notHere(settings.engine.name) }
        let manifest = try await check()
        let isFile = if case .sqlite = settings.engine { true } else { false }
        guard isFile || manifest.kind == .export else { throw BackupFailure.otherEngine(settings.engine.name) }
        if !isFile, !FileManager.default.fileExists(atPath: Self.draft(in: settings.data)) { try await lookForDocuments() }
        try await BlockingWork.run { [self] _ in
            try begin()
            try place(manifest, withDatabase: manifest.kind == .sqlite)
        }
        if manifest.kind == .export { try await bringIn(manifest) }
        try await BlockingWork.run { [settings] _ in
            try FileManager.default.removeItem(atPath: Self.draft(in: settings.data))
            BackupFiles.settle(settings.data)
        }
        return manifest
    }

    /// Makes sure that nothing is overwritten, and takes away what an interrupted restore left.
    private func begin() throws {
        let data = settings.data
        try BackupFiles.makeFolder(data)
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: data)) ?? []).filter { $0 != "lost+found" }
        let draft = Self.draft(in: data)
        if FileManager.default.fileExists(atPath: draft) {
            for name in names { try? FileManager.default.removeItem(atPath: "\(data)/\(name)") }
        } else if !names.isEmpty {
            throw BackupFailure.notEmpty(data)
        }
        if case .sqlite(let path) = settings.engine, FileManager.default.fileExists(atPath: path) { throw BackupFailure.notEmpty(path) }
        try BackupFiles.makeFolder(draft)
    }

    private func place(_ manifest: BackupManifest, withDatabase: Bool) throws {
        let (data, draft) = (settings.data, Self.draft(in: settings.data))
        for file in manifest.files where file.path != BackupManifest.Kind.export.file {
            guard isInside(file.path),
                try BackupFiles.copy("\(backup)/\(file.path)", to: "\(draft)/\(file.path)", as: file.path, atMost: file.bytes) == file
            else {
                throw BackupFailure.damaged(file.path)
            }
        }
        let database = BackupManifest.Kind.sqlite.file
        let tops = Set(manifest.files.compactMap { $0.path.split(separator: "/").first.map(String.init) })
            .subtracting([database, BackupManifest.Kind.export.file])
        do {
            for top in tops.sorted() { try FileManager.default.moveItem(atPath: "\(draft)/\(top)", toPath: "\(data)/\(top)") }
            BackupFiles.settle(data)
            guard withDatabase, case .sqlite(let path) = settings.engine else { return }
            try FileManager.default.moveItem(atPath: "\(draft)/\(database)", toPath: path)
        } catch {
            throw BackupFailure.cannotWrite(data)
        }
    }

    /// Makes sure that an engine elsewhere has none of the house's documents, were they the same as the backup's.
    private func lookForDocuments() async throws {
        try await withStore { store in
            let collections = House.kept(by: settings.engine)
            try await store.prepare(collections)
            for collection in collections where try await store.count(.all, in: collection.name) > 0 {
                throw BackupFailure.notEmpty(settings.engine.name)
            }
        }
    }

    /// Imports documents into an engine that has none of the house's, or those only that an interrupted restore left there.
    private func bringIn(_ manifest: BackupManifest) async throws {
        try await withStore { store in
            let dump = DumpImport(
                FilePieces(path: "\(backup)/\(manifest.kind.file)"), into: store, collections: House.kept(by: settings.engine))
            let plan = try await dump.plan()
            guard plan.overwritten + plan.others == 0 else { throw BackupFailure.notEmpty(settings.engine.name) }
            try await dump.write()
        }
    }

    private func withStore(_ work: (any DocumentStore) async throws -> Void) async throws {
        let store = try await settings.engine.open(time: time, logger: House.logger("documents", at: .warning))
        do {
            try await work(store)
        } catch {
            try? await store.close()
            throw error
        }
        try await store.close()
    }
}
