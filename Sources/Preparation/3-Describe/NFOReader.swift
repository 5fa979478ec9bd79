import Foundation
import KinoraCatalogue

/// Reads NFO files as Kodi, Jellyfin and others write them.
package enum NFOReader {
    private static let roots = ["movie", "tvshow", "season", "episodedetails", "video", "musicvideo"]

    /// - Throws: `NFOTrouble`. The caller goes on without the file.
    package static func fields(of data: Data) throws -> NFO {
        let text = try NFOText.decoded(data)
        let addresses = NFOAddresses.ids(in: text)
        guard text.contains("<") else {
            guard !addresses.isEmpty else { throw NFOTrouble.isNoText }
            var nfo = NFO()
            nfo.ids = addresses
            return nfo
        }
        let tree = try XMLTree.parse(NFOText.document(beforeTrailingText(text)))
        // Some programs put a shell of their own around the item.
        let here = tree.children.filter { roots.contains($0.name) }
        let items = here.isEmpty ? tree.children.flatMap(\.children).filter { roots.contains($0.name) } : here
        guard let first = items.first else { throw NFOTrouble.isNoText }
        var nfo = NFOFields(first).nfo
        if first.name == "episodedetails", items.count > 1 { join(items.map { NFOFields($0).nfo }, into: &nfo) }
        for (provider, id) in addresses where nfo.ids[provider] == nil { nfo.ids[provider] = id }
        return nfo
    }

    /// Addresses behind the last tag may hold characters that XML forbids.
    private static func beforeTrailingText(_ text: String) -> String {
        guard let end = text.lastIndex(of: ">") else { return text }
        return String(text[...end])
    }

    /// Several episodes in one file: titles joined, the first and the last number.
    private static func join(_ items: [NFO], into nfo: inout NFO) {
        let titles = items.compactMap(\.title)
        if !titles.isEmpty { nfo.title = titles.joined(separator: " / ") }
        let numbers = items.flatMap { [$0.episode, $0.lastEpisode] }.compactMap { $0 }
        nfo.episode = numbers.min()
        nfo.lastEpisode = numbers.count > 1 ? numbers.max() : nil
        let plots = items.compactMap(\.plot)
        if plots.count > 1 { nfo.plot = plots.joined(separator: "\n\n") }
    }
}
