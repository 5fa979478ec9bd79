import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Makes a finished package visible: one rename and one document.
///
/// 1. Everything is on the disk. 2. The folder gets its place, which its content names. 3. The source remembers its package. 4. The
/// title gets something to play. Killed between any two steps, the same steps are done again and find what is done already.
///
/// The same content may stand there already, superseded and about to be removed (`PackageSweep`). So what was made is kept until the title
/// names it, and only then it is looked whether the place still holds it: the sweep empties the place first and asks the titles then, so
/// one of the two always sees the other.
struct PublishStage: Sendable {
    let folders: DataFolders
    let store: any DocumentStore
    let editor: CatalogueEditor

    /// - Parameter staged: the finished package's folder; gone afterwards.
    func run(_ contents: PackageContents, staged: String, source: String) async throws -> [Explanation] {
        let id = try contents.id()
        let place = folders.folder(of: id)
        try await BlockingWork.run { _ in
            try Self.move(staged, to: place, contents)
            // A worker that slept while another did its job has nothing to publish any more.
            guard FileTree.stands(place) || FileTree.stands(staged) else {
                throw Trouble.notAsPlanned("it was gone before it could be published")
            }
        }
        let said = try await announce(contents, id, source: source)
        try await BlockingWork.run { _ in
            try Self.move(staged, to: place, contents)
            try FileTree.remove(staged)
        }
        return said
    }

    /// Writes the documents about a package that stands in its place.
    /// - Returns: what the owner should know.
    func announce(_ contents: PackageContents, _ id: PackageID, source: String) async throws -> [Explanation] {
        var version: String?
        do {
            version = try await Records<Source>(in: store).change(source) { source in
                source.package = id.rawValue
                return source.version
            }
        } catch StoreError.missing {
            // A single file may be prepared that no scan has noted.
        }
        let playable = Playable(
            package: id, source: source, version: version, duration: contents.duration, height: contents.video.first?.height ?? 0,
            audioLanguages: Self.unique(contents.audio.map(\.language)), textLanguages: Self.unique(contents.text.map(\.language)),
            still: contents.still?.path, chapters: contents.chapters == nil ? nil : PackageLayout.chapters)
        let isListed = try await editor.publish(playable)
        // An extra has no credits that anybody wants to skip, and lends its title no picture.
        if isListed, try await editor.extra(of: source) != nil { return [] }
        try await MarkErrand.expect(id, of: source, in: store)
        // A title without a picture gets one of the film itself, now that there is something to take it of.
        try await Descriptions(store: store, editor: editor).note(.source(source)) { $0.wait(for: .pictures) }
        return isListed ? [] : ["It is prepared but belongs to no title yet; scan its library again."]
    }

    /// In the order in which they come first.
    static func unique(_ languages: [LanguageTag]) -> [LanguageTag] {
        var seen: Set<LanguageTag> = []
        return languages.filter { seen.insert($0).inserted }
    }

    /// Gives what was made its place, unless the same content stands there already: the name says so. What a bad disk left of it makes room.
    private static func move(_ staged: String, to place: String, _ contents: PackageContents) throws {
        guard FileTree.stands(staged) else { return }
        if FileTree.stands(place) {
            if try PackageCheck.isPresent(contents, in: place) { return }
            let packages = PackageFolders(FileTree.folder(of: FileTree.folder(of: place)))
            if let spoilt = try packages.take(try contents.id(), olderThan: .zero) { _ = try packages.delete(spoilt) }
        }
        try settle(staged)
        // From now on it is young: nothing sweeps it away before its title names it (`PackageFolders.youth`).
        FileTree.touch(staged)
        try FileTree.makeFolder(FileTree.folder(of: place))
        // Somebody else may publish the same at the same moment, or sweep it away.
        for attempt in 1...Self.mostRaces {
            do {
                try FileTree.rename(staged, to: place)
                break
            } catch  where attempt < Self.mostRaces {
                if FileTree.stands(place) { return }
            }
        }
        try FileTree.settle(FileTree.folder(of: place))
        try FileTree.settle(FileTree.folder(of: FileTree.folder(of: place)))
    }

    private static let mostRaces = 10

    private static func settle(_ folder: String) throws {
        for name in try FileTree.names(in: folder) {
            let path = "\(folder)/\(name)"
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            if isFolder.boolValue { try settle(path) } else { try FileTree.settle(path) }
        }
        try FileTree.settle(folder)
    }
}
