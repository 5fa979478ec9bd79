import KinoraCatalogue
import KinoraKernel

/// Takes the fields of one film, series, season or episode out of the tree.
struct NFOFields {
    private(set) var nfo = NFO()
    private let item: XMLTree

    /// How many people, genres and so on are taken of one file.
    private static let most = 200
    /// How long a text may be, in characters.
    private static let longestText = 20_000
    /// How long a genre, a country or a person's name may be, in Unicode scalars: they stand in addresses and lists.
    private static let longestName = 200

    init(_ item: XMLTree) {
        self.item = item
        readTexts()
        readDates()
        readNumbers()
        readClasses()
        readPeople()
        readIDs()
        readRest()
    }

    /// What became a part of the format later, or is written by few.
    private mutating func readRest() {
        nfo.runtime = number("runtime").flatMap { (1...2000).contains($0) ? $0 : nil }
        let trailers = item.children("trailer").prefix(Self.most).compactMap(\.trimmed).compactMap(TrailerAddress.of)
        nfo.trailers = trailers.isEmpty ? nil : trailers
        let languages = list("language", splitting: true).map(LanguageTag.init).filter(\.isKnown).map(\.tag)
        nfo.languages = languages.isEmpty ? nil : languages
        nfo.lock = lock
    }

    private var lock: FactLock? {
        if item.first("lockdata")?.lowercased() == "true" { return .everything }
        let words = (item.first("lockedfields") ?? "").split(separator: "|").flatMap { Self.lockable[$0.lowercased()] ?? [] }
        return words.isEmpty ? nil : .fields(Set(words))
    }

    /// Names that Jellyfin and Emby give to fields, and ours.
    private static let lockable: [String: [String]] = [
        "name": ["title", "sortTitle", "originalTitle"], "overview": ["plot"], "genres": ["genres"], "officialrating": ["certificate"],
        "cast": ["directors", "writers", "actors"], "studios": ["studios"], "tags": ["tags"], "runtime": ["runtime"],
        "productionlocations": ["countries"],
    ]

    private mutating func readTexts() {
        nfo.title = text("title") ?? text("name") ?? text("localtitle")
        nfo.originalTitle = text("originaltitle")
        nfo.sortTitle = text("sorttitle") ?? text("sortname")
        nfo.showTitle = text("showtitle")
        nfo.plot = text("plot") ?? text("review") ?? text("biography")
        nfo.outline = text("outline")
        nfo.tagline = text("tagline")
        if let set = item.children("set").first { nfo.collection = set.first("name") ?? set.trimmed }
        nfo.collection = nfo.collection ?? text("collection")
    }

    private func text(_ name: String) -> String? {
        item.first(name).map { HTMLEntities.unescaped(String($0.prefix(Self.longestText))) }
    }

    private mutating func readDates() {
        for name in ["premiered", "aired", "releasedate"] {
            guard let text = item.first(name), let day = AirDate.find(in: Name(Array(text.prefix(10).utf8))) else { continue }
            nfo.date = day.text
            break
        }
        nfo.year = number("year").flatMap { (1870...2100).contains($0) ? $0 : nil } ?? nfo.date.flatMap { Int($0.prefix(4)) }
    }

    private func number(_ names: String...) -> Int? {
        for name in names {
            if let text = item.first(name), let number = Int(text.prefix(9)), (0...100_000).contains(number) { return number }
        }
        return nil
    }

    private mutating func readNumbers() {
        nfo.season = number("season", "seasonnumber")
        nfo.episode = number("episode")
        nfo.lastEpisode = number("episodenumberend")
        nfo.airsAfterSeason = number("airsafter_season", "displayafterseason")
        nfo.airsBeforeSeason = number("airsbefore_season", "displayseason")
        nfo.airsBeforeEpisode = number("airsbefore_episode", "displayepisode")
        let ratings = item.children("ratings").flatMap { $0.children("rating") }
        let preferred = ratings.first { $0.attributes["default"] == "true" } ?? ratings.first
        let all = ratings.prefix(Self.most).compactMap(Self.stated)
        nfo.ratings = all.isEmpty ? nil : all
        nfo.rating =
            preferred.flatMap(Self.stated)?.value ?? Self.rating(item.first("rating")) ?? Self.rating(item.first("communityrating"))
        for season in item.children("namedseason").prefix(Self.most) {
            if let number = season.attributes["number"].flatMap({ Int($0) }), let name = season.trimmed { nfo.namedSeasons[number] = name }
        }
    }

    /// On the scale that it names, 10 where it names none.
    private static func stated(_ item: XMLTree) -> Rating? {
        guard let value = item.first("value").flatMap({ Double($0.replacing(",", with: ".")) }) else { return nil }
        let best = item.attributes["max"].flatMap { Double($0.replacing(",", with: ".")) } ?? 10
        let votes = item.first("votes").flatMap { Int($0.filter { $0 != "," && $0 != "." }) }
        let name = (item.attributes["name"] ?? "nfo").lowercased()
        let source = name.utf8.allSatisfy { Byte.isLetter($0) || Byte.isDigit($0) } && name.utf8.count <= 20 ? name : "nfo"
        return Rating(source: source == "themoviedb" ? "tmdb" : source, value: value, best: best, votes: votes)
    }

    /// 0 … 10, with a point or a comma.
    private static func rating(_ text: String?) -> Double? {
        guard let text, let value = Double(text.replacing(",", with: ".")), value.isFinite, (0...10).contains(value) else { return nil }
        return value
    }

    private mutating func readClasses() {
        nfo.genres = list("genre", splitting: true)
        nfo.countries = list("country", splitting: true)
        nfo.studios = list("studio")
        nfo.tags = list("tag") + list("style")
        nfo.certificate = text("customrating") ?? text("mpaa")
        // Kodi's and Jellyfin's field for an owner who thinks otherwise than those who rate.
        nfo.ownersAge = (text("minimumage") ?? text("customrating")).flatMap { AgeReader.age($0) }
    }

    private func list(_ name: String, splitting: Bool = false) -> [String] {
        var seen = Set<String>()
        return item.children(name).prefix(Self.most).flatMap { child -> [String] in
            guard let text = child.trimmed else { return [] }
            guard splitting else { return [text] }
            return text.split(whereSeparator: { $0 == "/" || $0 == "|" || $0 == "," }).map { $0.trimming(while: \.isWhitespace) }
        }.map { $0.onOneLine(atMost: Self.longestName) }.filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
    }

    private mutating func readPeople() {
        for name in item.children("director").prefix(Self.most).compactMap(\.trimmed) {
            nfo.credits.append(Self.credit(name, .director))
        }
        var writers = Set<String>()
        for name in item.children("writer", "credits").prefix(Self.most).compactMap(\.trimmed) where writers.insert(name).inserted {
            nfo.credits.append(Self.credit(name, .writer))
        }
        for actor in item.children("actor").prefix(Self.most) {
            guard let name = actor.first("name") else { continue }
            var credit = Self.credit(name, .actor, as: actor.first("role"))
            credit.order = (actor.first("order") ?? actor.first("sortorder")).flatMap { Int($0) }.flatMap {
                (0...9999).contains($0) ? $0 : nil
            }
            credit.providerIDs = Self.ids(of: actor)
            nfo.credits.append(credit)
        }
    }

    private static func credit(_ name: String, _ role: Credit.Role, as character: String? = nil) -> Credit {
        Credit(name: name.onOneLine(atMost: longestName), role: role, character: character?.onOneLine(atMost: longestName))
    }

    /// What a person is called at providers, where the file tells.
    private static func ids(of person: XMLTree) -> [String: String]? {
        var ids: [String: String] = [:]
        for provider in ["imdb", "tmdb", "tvdb"] {
            guard let id = person.first("\(provider)id"), (1...40).contains(id.utf8.count) else { continue }
            ids[provider] = id
        }
        return ids.isEmpty ? nil : ids
    }

    private mutating func readIDs() {
        for id in item.children("uniqueid").prefix(Self.most) { note(id.attributes["type"], id.trimmed) }
        for provider in ["imdb", "tmdb", "tvdb", "tvmaze", "anidb"] { note(provider, item.first("\(provider)id", "\(provider)_id")) }
        guard let id = item.first("id") else { return }
        if ProviderIDs.isFilmNumber(id) { note("imdb", id) }
        // Kodi's old scraper for series wrote the number at TheTVDB alone.
        if item.name == "tvshow", id.utf8.allSatisfy(Byte.isDigit) { note("tvdb", id) }
    }

    private mutating func note(_ provider: String?, _ id: String?) {
        guard let provider = provider?.lowercased(), let id, (1...40).contains(id.utf8.count), nfo.ids[provider] == nil,
            (1...20).contains(provider.utf8.count), provider.utf8.allSatisfy({ Byte.isLetter($0) || Byte.isDigit($0) })
        else { return }
        nfo.ids[provider] = id
    }
}

extension Substring {
    fileprivate func trimming(while isEdge: (Character) -> Bool) -> String {
        var rest = drop(while: isEdge)
        while let last = rest.last, isEdge(last) { rest.removeLast() }
        return String(rest)
    }
}
