/// What the folders above a file tell about its series.
struct SeriesFolders {
    /// The season that the nearest folder stands for.
    var season: Int?
    var series: SeriesName?
    /// How many folders from the top lead to the series' own, and to the season's; nil where there is none.
    var seriesDepth: Int?
    var seasonDepth: Int?

    /// - Parameter folders: from the top down.
    init(_ folders: [Name]) {
        var rest = folders[...]
        while let folder = rest.last {
            let above = rest.dropLast().last.flatMap { Shelf.isShelf($0) ? nil : $0 }
            if let found = SeasonFolder(folder, below: above) {
                if season == nil {
                    season = found.number
                    seasonDepth = rest.count
                }
                rest = rest.dropLast()
                if above == nil, let title = found.series {
                    series = SeriesName(Name(Array(title.utf8)))
                    return
                }
            } else if ExtraNames.folder(folder) != nil && rest.count > 1 || SeriesFolders.isSubtitleFolder(folder) {
                rest = rest.dropLast()
            } else {
                break
            }
        }
        guard let folder = rest.last, !Shelf.isShelf(folder) else { return }
        series = SeriesName(folder)
        seriesDepth = rest.count
    }

    static func isSubtitleFolder(_ name: Name) -> Bool {
        name.words.count == 1 && ["subs", "subtitles", "sub"].contains(name.words[0].text)
    }
}
