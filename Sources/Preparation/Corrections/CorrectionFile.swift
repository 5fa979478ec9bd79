import Foundation
import KinoraKernel

/// A correction as an NFO file of Kodi's form, so that it can be read, and written, by hand and by other programs.
///
/// An episode's `showtitle` is its series, and its `year` the year in which the series began.
enum CorrectionFile {
    /// Bytes; what is longer was not written here.
    static let longest = 64 << 10

    static func data(_ correction: Correction) -> Data {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"]
        func add(_ name: String, _ value: String?) {
            if let value { lines.append("  <\(name)>\(escaped(value))</\(name)>") }
        }
        func add(_ name: String, _ value: Int?) { add(name, value.map { String($0) }) }
        let root = correction.kind == .film ? "movie" : "episodedetails"
        lines.append("<\(root)>")
        add("title", correction.title)
        add("showtitle", correction.series)
        add("year", correction.year)
        add("season", correction.season)
        add("episode", correction.episode)
        add("episodenumberend", correction.lastEpisode)
        for (provider, id) in correction.ids.sorted(by: { $0.key < $1.key }) where ProviderIDs.isPlain(provider) && ProviderIDs.isPlain(id)
        {
            lines.append("  <uniqueid type=\"\(provider)\">\(id)</uniqueid>")
        }
        lines.append("</\(root)>")
        return Data((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// - Throws: `NFOTrouble`.
    static func correction(of data: Data) throws -> Correction {
        let nfo = try NFOReader.fields(of: data)
        let title = nfo.title.map { $0.onOneLine(atMost: Correction.longestTitle) }
        if let series = nfo.showTitle, let season = nfo.season, let episode = nfo.episode {
            var correction = Correction.episode(
                of: series.onOneLine(atMost: Correction.longestTitle), year: nfo.year, season: season, episode, through: nfo.lastEpisode,
                title: title)
            correction.ids = nfo.ids
            return correction
        }
        guard let title else { throw NFOTrouble.isNoText }
        return .film(title, year: nfo.year, ids: nfo.ids)
    }

    /// Text on one line, as XML wants it (XML 1.0, section 2.4).
    private static func escaped(_ text: String) -> String {
        text.onOneLine(atMost: Correction.longestTitle).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
            ">", with: "&gt;")
    }
}
