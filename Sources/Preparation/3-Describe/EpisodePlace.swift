import KinoraCatalogue
import KinoraKernel

/// Where an episode stands in the catalogue, and which folders are its season's and its series'.
///
/// A catalogue needs a season and a number. An episode with a date stands in the season of its year, under month and day; one with a running
/// number in season 1; one without any number gets one made of its name (`Episode.isNumbered`), which stays the same and which no other name has.
struct EpisodePlace: Hashable, Sendable {
    var title: String
    var season: Int
    var number: Int
    var last: Int?
    var isMadeUp = false
    /// Whether the owner named another series than the folders do: they say nothing about that one.
    var isElsewhere = false
    /// Relative to the library; nil where the series has no folder of its own.
    var seriesFolder: FilePath?
    var seasonFolder: FilePath?
    private var date: String?
    /// Of an episode without any number.
    private(set) var name: String?

    /// - Parameter isCorrected: whether the owner named the series: folders that bear another name are then not its own.
    init(_ understanding: Understanding, _ video: FilePath, in library: Library, isCorrected: Bool = false) {
        let parts = video.folder.bytes.split(separator: Byte.slash).map(Array.init)
        let folders = SeriesFolders(parts.map { Name($0) })
        seriesFolder = folders.seriesDepth.map { Self.path(parts.prefix($0)) }
        seasonFolder = folders.seasonDepth.map { Self.path(parts.prefix($0)) }
        if isCorrected, let series = understanding.series, folders.series?.title.map(Folded.text) != Folded.text(series) {
            seriesFolder = nil
            seasonFolder = nil
            isElsewhere = true
        }
        title =
            understanding.series ?? folders.series?.title ?? Name(library.folder.name).text(from: 0, to: library.folder.name.count) ?? "?"
        if let number = understanding.episode {
            season = understanding.season ?? 1
            self.number = number
            last = understanding.lastEpisode
        } else if let date = understanding.date, let day = AirDate.find(in: Name(Array(date.utf8))) {
            season = day.year
            number = day.month * 100 + day.day
            self.date = date
        } else if let absolute = understanding.absolute {
            season = understanding.season ?? 1
            number = absolute
            last = understanding.lastEpisode
        } else {
            season = understanding.season ?? 0
            name = understanding.title ?? String(decoding: Companions.stem(of: video.name), as: UTF8.self)
            number = Self.madeUp(understanding.title ?? video.text)
            isMadeUp = true
        }
    }

    /// `Night Ferry S01E02`.
    var label: String {
        if let name { return "\(title): \(name)" }
        if let date { return "\(title) \(date)" }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(title) S\(two(season))E\(two(number))" + (last.map { "-E\(two($0))" } ?? "")
    }

    private static func path(_ parts: ArraySlice<[UInt8]>) -> FilePath {
        FilePath(bytes: Array(parts.joined(separator: [Byte.slash])))
    }

    /// Ten hexadecimal digits of a digest: even among a thousand names two agree once in two million such collections.
    private static func madeUp(_ title: String) -> Int {
        let digits = Digest(of: Array(Folded.text(title).utf8)).hex.prefix(10)
        return Episode.firstUnnumbered + (Int(digits, radix: 16) ?? 0)
    }
}
