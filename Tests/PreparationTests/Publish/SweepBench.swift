import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraPreparation

/// A data folder with packages of text files alone, a catalogue and a clock that stands still.
final class SweepBench: Sendable {
    let folders: DataFolders
    let store: MemoryStore
    let editor: CatalogueEditor
    let time = StoppedTime(at: SystemTime().now)

    init() async throws {
        folders = DataFolders(root: FileManager.default.temporaryDirectory.appending(path: "kinora-sweep-\(UUID().uuidString)").path)
        store = MemoryStore(time: time)
        try await store.prepare([Job.schema, Source.schema, FactSheet.schema] + CatalogueEditor.schemas)
        editor = CatalogueEditor(store: store, time: time)
        try FileTree.makeFolder(folders.packages)
        try FileTree.makeFolder(folders.work)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folders.root)
    }

    var sweep: PackageSweep {
        PackageSweep(folders: folders, store: store, editor: editor, time: time, grace: .seconds(3600))
    }

    var inventory: Inventory {
        Inventory(
            folders: folders, store: store, editor: editor, time: time, artwork: ArtworkShelf(folder: "\(folders.root)/artwork"),
            sweep: sweep)
    }

    static func contents(_ number: Int64) -> PackageContents {
        PackageContents(duration: number, presentationOffset: 0, video: [], audio: [], text: [])
    }

    /// A finished package in a work folder.
    func staged(_ contents: PackageContents) throws -> String {
        let folder = "\(folders.work)/staged-\(UUID().uuidString)"
        try FileTree.makeFolder(folder)
        for (path, data) in try PackageText.files(of: contents) { try FileTree.write(data, to: "\(folder)/\(path)") }
        return folder
    }

    /// Puts a film with its source into the catalogue.
    func film(_ source: String) async throws {
        _ = try await Records<Source>(in: store).insert(
            Source(library: folders.root, path: "\(source).mkv", size: 1, modified: 1), id: source)
        _ = try await editor.place(film: Description(title: "Film \(source)"), source: source)
    }

    @discardableResult
    func publish(_ contents: PackageContents, of source: String) async throws -> PackageID {
        _ = try await PublishStage(folders: folders, store: store, editor: editor).run(
            contents, staged: try staged(contents), source: source)
        // As if that were long ago.
        age(folders.folder(of: try contents.id()))
        return try contents.id()
    }

    func stands(_ id: PackageID) -> Bool { FileTree.stands("\(folders.folder(of: id))/package.json") }

    func isNoted(_ id: PackageID) async throws -> Bool { try await editor.superseded.read(id.rawValue) != nil }

    /// What lies among the packages, without the folders that hold them.
    func names() throws -> [String] {
        try FileTree.names(in: folders.packages).flatMap { try FileTree.names(in: "\(folders.packages)/\($0)") }
    }

    /// Makes a file or folder look as if it had been there for long.
    func age(_ path: String) {
        var times = [timespec(tv_sec: 1_600_000_000, tv_nsec: 0), timespec(tv_sec: 1_600_000_000, tv_nsec: 0)]
        utimensat(AT_FDCWD, path, &times, 0)
    }
}
