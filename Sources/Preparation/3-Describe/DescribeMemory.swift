import KinoraCatalogue

/// What was described during one scan, so that a series of many episodes is described once, and a folder of many films listed once.
struct DescribeMemory: Sendable {
    struct SeriesKey: Hashable {
        var folder: FilePath
        var title: String
        var year: Int?
    }

    struct Series: Sendable {
        var id: SeriesID
        /// Whether it is another series, which took in the one that the names tell of.
        var isGuest = false
        /// Which season of that other one it is; nil where its own numbers count.
        var season: Int?
    }

    struct SeasonKey: Hashable {
        var series: SeriesID
        var number: Int
    }

    /// The last folder; files come in the order of their paths.
    var listing: FolderListing?
    var series: [SeriesKey: Series] = [:]
    var seasons: Set<SeasonKey> = []
}
