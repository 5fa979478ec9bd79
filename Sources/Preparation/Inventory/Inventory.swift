import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Compares the data folder with the documents, both ways, and changes nothing.
///
/// What is younger than an hour is left out: somebody may be about to write down what it is. Folders and files that are not Kinora's are named
/// and never touched.
package struct Inventory: Sendable {
    let folders: DataFolders
    let editor: CatalogueEditor
    let sources: Records<Source>
    let jobs: Records<Job>
    let pictures: ArtworkSweep
    let sweep: PackageSweep

    package init(
        folders: DataFolders, store: any DocumentStore, editor: CatalogueEditor, time: any TimeSource, artwork: ArtworkShelf,
        sweep: PackageSweep
    ) {
        self.folders = folders
        self.editor = editor
        sources = Records(in: store)
        jobs = Records(in: store)
        pictures = ArtworkSweep(store: store, shelf: artwork, time: time)
        self.sweep = sweep
    }

    static let youth = Duration.seconds(3600)

    /// Everything that does not fit together.
    package func look() async throws -> [Stray] {
        let listing = try await BlockingWork.run { [folders] _ in try PackageFolders(folders.packages).listing() }
        let played = try await playables()
        return try await unclaimed(listing, played: Set(played.map(\.playable.package))) + lost(played) + work() + unneededPictures()
            + strangers(listing)
    }

    // MARK: - Packages

    private func unclaimed(_ listing: PackageFolders.Listing, played: Set<PackageID>) async throws -> [Stray] {
        var remembered: Set<String> = []
        for try await source in sources.all() { if let package = source.value.package { remembered.insert(package) } }
        var noted: Set<String> = []
        for try await note in editor.superseded.all() { noted.insert(note.id) }
        let (claimed, kept) = (remembered, noted)
        return try await BlockingWork.run { [folders] _ in
            let folder = folders.packages
            let unplayed = try listing.packages.filter { !played.contains($0) }.compactMap { id -> Stray? in
                let place = "\(folder)/\(PackageLayout.folder(of: id))"
                let name = "packages/\(PackageLayout.folder(of: id))"
                if kept.contains(id.rawValue) { return Stray(.kept, name: name, size: try FileTree.size(of: place), key: id.rawValue) }
                guard !claimed.contains(id.rawValue), Self.isOld(place) else { return nil }
                return Stray(.package, name: name, size: try FileTree.size(of: place), key: id.rawValue)
            }
            let leftovers = try listing.leftovers.map { leftover in
                Stray(.leftover, name: Self.short(leftover.path, folders), size: try FileTree.size(of: leftover.path), key: leftover.path)
            }
            return unplayed + leftovers
        }
    }

    private func playables() async throws -> [(title: String, playable: Playable)] {
        var found: [(String, Playable)] = []
        for try await film in editor.films.all() { found += film.value.versions.map { (film.value.description.title, $0) } }
        for try await episode in editor.episodes.all() { found += episode.value.versions.map { (episode.value.description.title, $0) } }
        for try await extra in editor.extras.all() {
            found += extra.value.versions.map { (extra.value.name ?? extra.value.kind.rawValue.replacing("_", with: " "), $0) }
        }
        return found
    }

    private func lost(_ played: [(title: String, playable: Playable)]) async throws -> [Stray] {
        let shelf = PackageShelf(folder: folders.packages)
        var strays: [Stray] = []
        for (title, playable) in played {
            guard let problem = try await problem(of: playable.package, on: shelf) else { continue }
            let source = try await sources.read(playable.source)?.value
            let canBeMade = try await isThere(source)
            strays.append(Stray(canBeMade ? .lost : .lostForGood, name: title, problem: problem, key: playable.source))
        }
        return strays
    }

    private func isThere(_ source: Source?) async throws -> Bool {
        guard let source else { return false }
        let path = FilePath(text: source.library).appending(FilePath(text: source.path))
        return try await BlockingWork.run { _ in (try? FileStatus(path, followingLinks: true).kind) == .file }
    }

    private func problem(of id: PackageID, on shelf: PackageShelf) async throws -> String? {
        do {
            guard let contents = try await shelf.contents(of: id) else {
                return "The package \(id.rawValue.prefix(12)) is missing."
            }
            let folder = folders.folder(of: id)
            let isPresent = try await BlockingWork.run { _ in try PackageCheck.isPresent(contents, in: folder) }
            return isPresent ? nil : "Files of the package \(id.rawValue.prefix(12)) are missing or have another size."
        } catch let problem as any Complaint {
            return problem.sentence
        }
    }

    // MARK: - The rest

    private func work() async throws -> [Stray] {
        var strays: [Stray] = []
        let names = try await BlockingWork.run { [folders] _ in try FileTree.names(in: folders.work) }
        for name in names where JobID(name).isPlain {
            if let job = try await jobs.read(name)?.value, !job.isOver { continue }
            let path = "\(folders.work)/\(name)"
            let stray = try await BlockingWork.run { _ -> Stray? in
                Self.isOld(path) ? Stray(.work, name: "work/\(name)", size: try FileTree.size(of: path), key: path) : nil
            }
            if let stray { strays.append(stray) }
        }
        return strays
    }

    private func unneededPictures() async throws -> [Stray] {
        let paths = try await pictures.unneeded()
        return try await BlockingWork.run { [folders] _ in
            try paths.map { Stray(.picture, name: Self.short($0, folders), size: try FileTree.size(at: $0), key: $0) }
        }
    }

    private func strangers(_ listing: PackageFolders.Listing) async throws -> [Stray] {
        try await BlockingWork.run { [folders] _ in
            var paths = listing.strangers
            paths += try FileTree.names(in: folders.work).filter { !JobID($0).isPlain }.map { "\(folders.work)/\($0)" }
            var strays: [Stray] = []
            for name in try FileTree.names(in: folders.root) where !DataFolders.isKnown(name) { paths.append("\(folders.root)/\(name)") }
            for name in try FileTree.names(in: folders.corrections) where name.contains(".nfo.part-") {
                let path = "\(folders.corrections)/\(name)"
                if Self.isOld(path) {
                    strays.append(Stray(.leftover, name: Self.short(path, folders), size: try FileTree.size(at: path), key: path))
                }
            }
            return try strays + paths.map { Stray(.stranger, name: Self.short($0, folders), size: try FileTree.size(at: $0), key: $0) }
        }
    }

    private static func isOld(_ path: String) -> Bool { FileTree.age(of: path).map { $0 >= youth } ?? false }

    private static func short(_ path: String, _ folders: DataFolders) -> String {
        path.hasPrefix(folders.root + "/") ? String(path.dropFirst(folders.root.count + 1)) : path
    }
}
