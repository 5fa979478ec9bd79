import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Makes the subtitles of a published package anew after the files beside its film have changed. Nothing is encoded.
///
/// 1. What came from inside the film's file stays; what lies beside it is read as it is now. 2. A new package is put together that shares
/// all media with the old one: hard links where the disk can, copies else. 3. It is checked and published like any other; whoever watches
/// the old one goes on. Killed anywhere, it is begun again and comes to the same.
package struct TextRenewal: Sendable {
    private let store: any DocumentStore
    private let editor: CatalogueEditor
    private let folders: DataFolders

    package init(store: any DocumentStore, editor: CatalogueEditor, folders: DataFolders) {
        self.store = store
        self.editor = editor
        self.folders = folders
    }

    package enum Outcome: Hashable, Sendable {
        /// - Parameter notes: what the owner should know about the subtitles.
        case done(notes: [Explanation])
        /// Nothing is published yet, or what is cannot be made anew in this way: its subtitles do not say where they came from.
        case notPossible
    }

    package func run(_ source: String) async throws -> Outcome {
        guard let known = try await Records<Source>(in: store).read(source)?.value, let name = known.package else { return .notPossible }
        let contents: PackageContents?
        do {
            contents = try await PackageShelf(folder: folders.packages).contents(of: PackageID(name))
        } catch is PackageProblem {
            contents = nil
        }
        guard let contents, contents.text.allSatisfy({ $0.isFromInside != nil }), known.parts == nil || known.textPlaces != nil else {
            return .notPossible
        }
        let files = known.parts?.map(\.path) ?? [known.path]
        let beside = try await TextStage.beside(files, in: known.library, places: known.textPlaces ?? [])
        let staged = "\(folders.renewals)/\(source)-\(Identifier<TextRenewal>.make().rawValue.prefix(8))"
        defer { _ = try? FileTree.remove(staged) }
        let old = folders.folder(of: PackageID(name))
        let (renewed, notes) = try await BlockingWork.run { [folders] _ in
            try Self.clear(source, in: folders)
            return try Self.put(contents, beside.texts, from: old, to: staged)
        }
        if renewed != contents {
            _ = try await PublishStage(folders: folders, store: store, editor: editor).run(renewed, staged: staged, source: source)
        }
        return .done(notes: beside.notes + notes)
    }

    /// Removes what was left of an attempt that was killed. Blocks.
    private static func clear(_ source: String, in folders: DataFolders) throws {
        for name in try FileTree.names(in: folders.renewals) where name.hasPrefix("\(source)-") {
            try FileTree.remove("\(folders.renewals)/\(name)")
        }
    }

    /// Puts the new package together. Blocks.
    private static func put(
        _ contents: PackageContents, _ texts: [SourceText], from old: String, to staged: String
    ) throws -> (PackageContents, [Explanation]) {
        var renewed = contents
        let inside = contents.text.filter { $0.isFromInside == true }
        try FileTree.makeFolder(staged)
        let written = try TextWriter(folder: staged, offset: contents.presentationOffset)
            .write(texts, behind: inside, duration: contents.duration)
        renewed.text = written.tracks
        let made = try PackageText.files(of: renewed)
        let texts = Set(contents.text.map(\.path)).subtracting(inside.map(\.path))
        let generated = Set(try PackageText.files(of: contents).keys)
        for path in try PackageFiles(of: contents).contentTypes.keys.sorted() where !texts.contains(path) && !generated.contains(path) {
            try FileTree.makeFolder(FileTree.folder(of: "\(staged)/\(path)"))
            try FileTree.share("\(old)/\(path)", at: "\(staged)/\(path)")
        }
        for (path, data) in made { try FileTree.write(data, to: "\(staged)/\(path)") }
        try PackageCheck.run(renewed, in: staged, readingMedia: false)
        return (renewed, written.notes)
    }
}
