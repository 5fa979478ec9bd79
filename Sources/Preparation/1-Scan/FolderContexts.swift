/// Remembers, during one comparison, what folders mean for the videos in them; each folder is looked at once.
struct FolderContexts {
    private let walk: LibraryWalk
    private let reader: NameReader
    private let kind: LibraryKind
    /// Marks of the general files of a folder, its season's and its series'.
    private var general: [FilePath: Stamp] = [:]
    private var contexts: [FilePath: FolderContext] = [:]
    /// The videos of each folder; made when they are first needed.
    private var byFolder: [FilePath: [FilePath]] = [:]

    init(_ walk: LibraryWalk, _ reader: NameReader, _ kind: LibraryKind) {
        self.walk = walk
        self.reader = reader
        self.kind = kind
    }

    /// Whether what lies beside a video is not what it was described with. Siblings are not compared.
    mutating func differ(_ video: LibraryWalk.Video, from known: Surroundings?) -> (words: Bool, subtitles: Bool) {
        guard let known else { return (true, false) }
        return (words(of: video) != known.words, video.subtitles.text != known.subtitles)
    }

    mutating func surroundings(of video: LibraryWalk.Video, _ understanding: Understanding) -> Surroundings {
        Surroundings(
            words: words(of: video), subtitles: video.subtitles.text,
            siblings: context(of: PartFolder.home(of: video.path)).mark(video.path, understanding))
    }

    mutating func context(of folder: FilePath) -> FolderContext {
        if let known = contexts[folder] { return known }
        if byFolder.isEmpty { byFolder = Dictionary(grouping: walk.videos.flatMap(\.files), by: { PartFolder.home(of: $0) }) }
        let context = FolderContext(folder, byFolder[folder] ?? [], reader, kind) { walk.neighbours.seriesFolders.contains($0) }
        contexts[folder] = context
        return context
    }

    private mutating func words(of video: LibraryWalk.Video) -> String {
        let around = walk.neighbours.general.isEmpty ? Stamp() : general(of: video.path.folder)
        guard !around.isEmpty else { return video.words.text }
        var words = video.words
        words.add(around)
        return words.text
    }

    private mutating func general(of folder: FilePath) -> Stamp {
        if let known = general[folder] { return known }
        var stamp = walk.neighbours.general[folder] ?? Stamp()
        let home = PartFolder.home(ofFolder: folder)
        if home != folder { stamp.add(walk.neighbours.general[home] ?? Stamp()) }
        let parts = folder.bytes.split(separator: Byte.slash).map(Array.init)
        if parts.count > 1 {
            let above = SeriesFolders(parts.map { Name($0) })
            for depth in [above.seasonDepth, above.seriesDepth].compactMap({ $0 }) where depth < parts.count {
                let path = FilePath(bytes: Array(parts.prefix(depth).joined(separator: [Byte.slash])))
                stamp.add(walk.neighbours.general[path] ?? Stamp())
            }
        }
        general[folder] = stamp
        return stamp
    }
}
