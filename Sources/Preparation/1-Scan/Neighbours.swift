/// Gathers, during a walk, marks of the files that say something about videos: NFO files, pictures, subtitles.
///
/// A file belongs to the video with the longest name it begins with; one with a general name (`poster.jpg`, `tvshow.nfo`) to its folder.
/// Every folder is dealt with once, so the work grows with the files and not with their pairs.
struct Neighbours: Sendable {
    struct File: Sendable {
        var name: [UInt8]
        var kind: FileEnding
        var size: Int64
        var modified: Int64
    }

    /// A subtitle in `Subs/` or `Subs/<name of the video>/`.
    private struct Track: Sendable {
        /// What it has to begin with, and what is compared.
        var owner: [UInt8]
        var file: File
    }

    /// Marks of the general files, by folder.
    private(set) var general: [FilePath: Stamp] = [:]
    /// Folders with a `tvshow.nfo`.
    private(set) var seriesFolders: Set<FilePath> = []
    /// By the folder of the videos.
    private var tracks: [FilePath: [Track]] = [:]

    private static let subtitleFolders: Set<String> = ["subs", "subtitles"]

    /// - Parameters:
    ///   - files: what lies in a folder beside videos, in the order of the names.
    ///   - begin: where the folder's own videos begin among the videos.
    mutating func note(_ files: [File], in folder: FilePath, beside videos: inout [LibraryWalk.Video], from begin: Int) {
        guard !files.isEmpty else { return }
        let above = folder.folder
        switch Self.lowered(folder.name) {
        case let name where Self.subtitleFolders.contains(name):
            tracks[above, default: []] += files.filter { $0.kind == .subtitle }.map { Track(owner: Self.stem(of: $0.name), file: $0) }
            return
        case "extrafanart":
            for file in files where file.kind == .picture { general[above, default: Stamp()].add(file) }
            return
        case _ where Self.subtitleFolders.contains(Self.lowered(above.name)):
            let owner = folder.name.map(Byte.lower)
            tracks[above.folder, default: []] += files.filter { $0.kind == .subtitle }.map { Track(owner: owner, file: $0) }
            return
        default: break
        }
        let owners = Self.owners(videos, Array(begin..<videos.count))
        for file in files {
            if let indices = Self.longest(Self.stem(of: file.name), owners) {
                for index in indices { videos[index].add(file) }
            } else if FolderListing.isGeneral(file.name, file.kind) {
                general[folder, default: Stamp()].add(file)
                if Self.lowered(file.name) == "tvshow.nfo" { seriesFolders.insert(folder) }
            }
        }
    }

    /// Gives the tracks in folders of their own to their videos, once all videos are known.
    mutating func finish(_ videos: inout [LibraryWalk.Video]) {
        guard !tracks.isEmpty else { return }
        var byFolder: [FilePath: [Int]] = [:]
        for index in videos.indices {
            let folder = videos[index].path.folder
            if tracks[folder] != nil { byFolder[folder, default: []].append(index) }
        }
        for (folder, indices) in byFolder {
            let owners = Self.owners(videos, indices)
            for track in tracks[folder] ?? [] {
                let chosen = Self.longest(track.owner, owners) ?? (indices.count == 1 ? indices : [])
                for index in chosen { videos[index].add(track.file) }
            }
        }
        tracks = [:]
    }

    /// By their names, and the parts of a film in several files also by its name without a part, unless a video bears that.
    private static func owners(_ videos: [LibraryWalk.Video], _ indices: [Int]) -> [[UInt8]: [Int]] {
        let owners = Dictionary(grouping: indices) { stem(of: videos[$0].path.name) }
        let parts = indices.filter { Stacks.mayBePart(videos[$0].path.name) }
        let wholes = Dictionary(grouping: parts) { PartSuffix.stem(ofPart: videos[$0].path.name)?.map(Byte.lower) ?? [] }
        return owners.merging(wholes.filter { !$0.key.isEmpty && $0.value.count > 1 }, uniquingKeysWith: { own, _ in own })
    }

    /// The name without its ending, in lower case as far as it is ASCII.
    private static func stem(of name: [UInt8]) -> [UInt8] { Companions.stem(of: name).map(Byte.lower) }

    private static func lowered(_ name: [UInt8]) -> String { String(decoding: name.map(Byte.lower), as: UTF8.self) }

    /// The videos of the longest name that a file begins with, up to a separator.
    private static func longest(_ stem: [UInt8], _ owners: [[UInt8]: [Int]]) -> [Int]? {
        if owners.isEmpty { return nil }
        if let whole = owners[stem] { return whole }
        for end in stem.indices.reversed() where [Byte.dot, Byte.dash, Byte.underscore, Byte.space].contains(stem[end]) {
            if let found = owners[Array(stem[..<end])] { return found }
        }
        return nil
    }
}

extension Stamp {
    fileprivate mutating func add(_ file: Neighbours.File) {
        add(file.name)
        add(file.size)
        add(file.modified)
    }
}

extension LibraryWalk.Video {
    fileprivate mutating func add(_ file: Neighbours.File) {
        if file.kind == .subtitle { subtitles.add(file) } else { words.add(file) }
    }
}
