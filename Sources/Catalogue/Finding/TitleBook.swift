import KinoraKernel
import Synchronization

/// The listed titles at one moment, in every order. What is costly is made when it is first asked for, and kept.
package final class TitleBook: Sendable {
    let entries: [TitleEntry]
    /// The genres in use, the most frequent first; at most `Query.mostPerPage`.
    let genres: [Genre]
    /// Where a title stands among the entries.
    private let places: [String: Int32]
    /// Names of titles that others took in, with those of the others.
    private let aliases: [String: String]
    private let kept = Mutex<Kept>(Kept())

    private struct Kept {
        var orders: [Shelf: [Int32]] = [:]
        var words: SearchWords?
    }

    private struct Shelf: Hashable {
        var kind: TitleEntry.Kind
        var order: DirectoryChoice.Order
    }

    /// - Parameter entries: each title once.
    init(_ entries: [TitleEntry], genres: [Genre]) {
        self.entries = entries
        var places: [String: Int32] = [:]
        places.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() { places[entry.id] = Int32(place) }
        self.places = places
        var aliases: [String: String] = [:]
        for entry in entries { for alias in entry.aliases { aliases[alias] = entry.id } }
        self.aliases = aliases
        self.genres = genres
    }

    /// The name under which a title stands that another took in; every other name stays as it is.
    func standing(_ id: String) -> String { places[id] == nil ? aliases[id] ?? id : id }

    /// All names of a title: the one under which it stands, then those of titles that it took in.
    func names(of id: String) -> [String] {
        let standing = standing(id)
        return [standing] + (entry(standing)?.aliases ?? []).filter { aliases[$0] == standing && places[$0] == nil }
    }

    /// What a name belongs to; nil where no such title is listed.
    func kind(of id: String) -> TitleEntry.Kind? { entry(id)?.kind }

    private func entry(_ id: String) -> TitleEntry? { places[id].map { entries[Int($0)] } }

    /// The keys of a genre: its spellings may have several.
    func keys(of genre: String?) -> [String] {
        guard let key = genre.flatMap(Genre.key) else { return [] }
        let spellings = genres.first { $0.key == key }?.spellings ?? []
        return Set(spellings.compactMap(Genre.key) + [key]).sorted()
    }

    /// The words of all titles and people. Whoever comes while they are gathered gathers them too, rather than hold a thread.
    var words: SearchWords {
        if let known = kept.withLock({ $0.words }) { return known }
        let made = SearchWords(entries)
        kept.withLock { $0.words = made }
        return made
    }

    /// The titles of a kind in an order, as places among the entries.
    private func ordered(_ kind: TitleEntry.Kind, by order: DirectoryChoice.Order) -> [Int32] {
        let shelf = Shelf(kind: kind, order: order)
        if let known = kept.withLock({ $0.orders[shelf] }) { return known }
        let places = entries.indices.filter { entries[$0].kind == kind }.sorted { Self.precedes(entries[$0], entries[$1], by: order) }
        let made = places.map { Int32($0) }
        kept.withLock { $0.orders[shelf] = made }
        return made
    }

    /// What is unknown stands last in every order; equals stand by title.
    private static func precedes(_ left: TitleEntry, _ right: TitleEntry, by order: DirectoryChoice.Order) -> Bool {
        switch order {
        case .title: break
        case .newest where left.listedAt != right.listedAt:
            guard let one = left.listedAt, let other = right.listedAt else { return left.listedAt != nil }
            return one > other
        case .newest: return left.id < right.id
        case .year where left.year != right.year: return (left.year ?? .min) > (right.year ?? .min)
        case .rating where left.rating != right.rating: return (left.rating ?? -1) > (right.rating ?? -1)
        case .length where left.minutes != right.minutes: return (left.minutes ?? .max) < (right.minutes ?? .max)
        case .year, .rating, .length: break
        }
        return left.sortTitle == right.sortTitle ? left.id < right.id : left.sortTitle < right.sortTitle
    }
}

// MARK: - Directories

extension TitleBook {
    /// Names of the titles on a page, how many there are on all pages, and what could be chosen besides.
    struct Page {
        var names: [String] = []
        var total = 0
        var page = 1
        var pages = 1
        var facets = DirectoryFacets()
    }

    /// - Parameter watched: names of titles that count as watched; only asked where the choice leaves them out.
    func page(
        _ kind: TitleEntry.Kind, _ choice: DirectoryChoice, for audience: Audience, genres: [String], watched: Set<String>, perPage: Int
    ) -> Page {
        var found: [Int32] = []
        var facets = DirectoryFacets.Tally()
        for place in ordered(kind, by: choice.order) {
            let entry = entries[Int(place)]
            guard entry.isSeen(by: audience) else { continue }
            let misses = Self.misses(entry, choice, genres, watched)
            if misses.isEmpty { found.append(place) }
            facets.count(entry, missing: misses)
        }
        var page = Page()
        page.total = found.count
        page.pages = max(1, (found.count + perPage - 1) / perPage)
        page.page = min(choice.page, page.pages)
        page.names = found.dropFirst((page.page - 1) * perPage).prefix(perPage).map { entries[Int($0)].id }
        page.facets = facets.facets
        return page
    }

    /// The names of the first titles that meet a choice.
    func first(
        _ count: Int, _ kind: TitleEntry.Kind, _ choice: DirectoryChoice, for audience: Audience, genres: [String]
    ) -> [String] {
        var names: [String] = []
        for place in ordered(kind, by: choice.order) {
            if names.count >= count { break }
            let entry = entries[Int(place)]
            if entry.isSeen(by: audience), Self.misses(entry, choice, genres, []).isEmpty { names.append(entry.id) }
        }
        return names
    }

    /// The names of the films of a collection, by year; what has none stands last.
    func films(of collection: CollectionID, for audience: Audience) -> [String] {
        entries.filter { $0.collection == collection && $0.isSeen(by: audience) }
            .sorted { ($0.year ?? .max, $0.sortTitle, $0.id) < ($1.year ?? .max, $1.sortTitle, $1.id) }.map(\.id)
    }

    /// The collections with at least so many films, each with how many and its first, the largest first.
    func collections(for audience: Audience, fewest: Int) -> [(id: CollectionID, films: Int, first: String)] {
        var found: [CollectionID: [TitleEntry]] = [:]
        for entry in entries where entry.isSeen(by: audience) {
            if let id = entry.collection { found[id, default: []].append(entry) }
        }
        return found.filter { $0.value.count >= fewest }.compactMap { id, entries in
            let first = entries.min { ($0.year ?? .max, $0.sortTitle, $0.id) < ($1.year ?? .max, $1.sortTitle, $1.id) }
            return first.map { (id, entries.count, $0.id) }
        }.sorted { ($1.films, $0.id) < ($0.films, $1.id) }
    }

    /// How many titles of each genre there are, by its key.
    func genres(for audience: Audience) -> [String: (films: Int, series: Int)] {
        var counts: [String: (films: Int, series: Int)] = [:]
        for entry in entries where entry.isSeen(by: audience) {
            for genre in Set(entry.genres) {
                switch entry.kind {
                case .film: counts[genre, default: (0, 0)].films += 1
                case .series: counts[genre, default: (0, 0)].series += 1
                }
            }
        }
        return counts
    }

    /// Which parts of a choice a title does not meet.
    private static func misses(
        _ entry: TitleEntry, _ choice: DirectoryChoice, _ genres: [String], _ watched: Set<String>
    ) -> DirectoryFacets.Parts {
        var misses: DirectoryFacets.Parts = []
        if choice.genre != nil, !entry.genres.contains(where: genres.contains) { misses.insert(.genre) }
        if let decade = choice.decade, !(entry.year.map { $0 >= decade && $0 < decade + 10 } ?? false) { misses.insert(.decade) }
        if let country = choice.country, !entry.countries.contains(country) { misses.insert(.country) }
        if let language = choice.language, !entry.languages.contains(language) { misses.insert(.language) }
        if let length = choice.length, !(entry.minutes.map { length.minutes.contains($0) } ?? false) { misses.insert(.length) }
        if let age = choice.age, !(entry.minimumAge.map { $0 <= age } ?? false) { misses.insert(.age) }
        if choice.isUnwatched, watched.contains(entry.id) { misses.insert(.watched) }
        return misses
    }
}
