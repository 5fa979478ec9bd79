/// What the videos of one folder mean for each other.
struct FolderContext: Sendable {
    /// The parts of films in several files.
    private let parts: [FilePath: PartPlace]
    /// Whether films of several titles lie here.
    private let isShared: Bool
    private let series: SeriesName?
    /// Whether the folder named like a series surely is one's, so that every episode in it belongs to that series.
    private let isSeries: Bool

    /// - Parameters:
    ///   - videos: all videos of the folder.
    ///   - hasSeriesNFO: whether a folder holds a `tvshow.nfo`.
    init(_ folder: FilePath, _ videos: [FilePath], _ reader: NameReader, _ kind: LibraryKind, hasSeriesNFO: (FilePath) -> Bool) {
        let parts = folder.bytes.split(separator: Byte.slash).map(Array.init)
        let names = parts.map { Name($0) }
        let above = SeriesFolders(names)
        series = above.series
        let readings = videos.map { ($0, reader.read($0, libraryKind: kind)) }
        isSeries = Self.isSeries(above, names, readings.map(\.1), hasSeriesNFO: hasSeriesNFO)
        isShared = FolderListing.holdsSeveral(videos.map(\.name), folder, reader)
        let readingOf = Dictionary(readings, uniquingKeysWith: { first, _ in first })
        self.parts = Self.parts(Stacks.find(in: videos) { readingOf[$0] ?? reader.read($0, libraryKind: kind) })
    }

    /// Looks at a folder itself, where no walk has. Blocking; a folder that cannot be read is empty.
    init(of folder: FilePath, in library: FilePath, _ reader: NameReader, _ kind: LibraryKind) {
        let listing = FolderListing(folder, in: library, reader)
        let videos = ([listing] + listing.partFolders(in: library, reader)).flatMap(\.videos)
        self.init(folder, videos, reader, kind) { series in
            FolderListing(series, in: library, reader).path(of: "tvshow.nfo") != nil
        }
    }

    /// A reading together with what the folder knows better.
    func correct(_ understanding: Understanding) -> Understanding {
        guard understanding.kind == .episode, let own = understanding.series, let series, let title = series.title,
            Folded.text(own) != Folded.text(title), isSeries || Self.isShortened(own, title)
        else { return understanding }
        var corrected = understanding
        corrected.series = title
        corrected.year = series.year
        return corrected
    }

    func part(_ video: FilePath, _ understanding: Understanding) -> PartPlace? {
        parts[video] ?? understanding.part.map { PartPlace(numbers: [$0]) }
    }

    /// See `Surroundings.siblings`.
    func mark(_ video: FilePath, _ understanding: Understanding) -> String {
        var mark = Stamp()
        if let part = parts[video] { mark.add(Array("\(part.numbers)".utf8)) }
        if understanding.kind == .episode {
            mark.add(Array((correct(understanding).series ?? "").utf8))
        } else if isShared {
            mark.add(Array("shared".utf8))
        }
        return mark.text
    }

    // MARK: - Series

    /// A folder is a series' own when a season's folder lies in it that names no other series, when it has a year, an id or a
    /// `tvshow.nfo`, or when one of the files in it bears its name.
    private static func isSeries(
        _ above: SeriesFolders, _ names: [Name], _ readings: [Understanding], hasSeriesNFO: (FilePath) -> Bool
    ) -> Bool {
        guard let series = above.series, let title = series.title, let depth = above.seriesDepth else { return false }
        if series.year != nil || !series.ids.isEmpty { return true }
        if let season = above.seasonDepth, season > depth {
            let named = SeasonFolder(names[season - 1], below: names[depth - 1])?.series
            if named.map({ Folded.text($0) == Folded.text(title) }) ?? true { return true }
        }
        if hasSeriesNFO(FilePath(bytes: Array(names.prefix(depth).map(\.bytes).joined(separator: [Byte.slash])))) { return true }
        return readings.contains { $0.kind == .episode && $0.series.map(Folded.text) == Folded.text(title) }
    }

    /// Whether files call the series by a part of its name or by its initials: `nf` for `Night Ferry`.
    private static func isShortened(_ own: String, _ title: String) -> Bool {
        let (mine, whole) = (Folded.text(own), Folded.text(title))
        if mine.utf8.count >= shortestPart, whole.hasPrefix(mine) || whole.hasSuffix(mine) { return true }
        let initials = title.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).compactMap(\.first)
        return initials.count > 1 && mine == Folded.text(String(initials))
    }

    private static let shortestPart = 4

    // MARK: - Parts

    private static func parts(_ stacks: [[Stacks.Part]]) -> [FilePath: PartPlace] {
        var parts: [FilePath: PartPlace] = [:]
        for stack in stacks {
            let place = PartPlace(numbers: stack.map(\.number))
            for part in stack { parts[part.path] = place }
        }
        return parts
    }
}
