import KinoraCatalogue
import KinoraKernel
import KinoraPreparation

/// A film or a series as TMDB describes it, with what was appended to the answer.
struct TMDBTitle {
    private let field: Field
    private let kind: TitleKind
    private let speech: TMDBLanguage
    private let pictures: String

    init(_ field: Field, _ kind: TitleKind, _ speech: TMDBLanguage, _ pictures: String) {
        self.field = field
        self.kind = kind
        self.speech = speech
        self.pictures = pictures
    }

    /// How many genres, countries and so on are taken.
    private static let most = 50
    private static let mostTrailers = 3

    var facts: Facts {
        var facts = Facts()
        facts.title = title
        facts.originalTitle = field[kind == .film ? "original_title" : "original_name"].name
        let date = field[kind == .film ? "release_date" : "first_air_date"]
        facts.date = date.date
        facts.year = date.year
        facts.plot = field["overview"].text ?? english["overview"].text
        facts.tagline = field["tagline"].name ?? english["tagline"].name
        facts.genres = names(field["genres"])
        facts.countries = names(field["production_countries"])
        facts.languages = field["original_language"].text.map { LanguageTag($0) }.flatMap { $0.isKnown ? [$0.tag] : nil } ?? []
        facts.studios = names(field["networks"]) + names(field["production_companies"])
        facts.certificates = certificates
        facts.certificate =
            speech.countries.lazy.compactMap { country in facts.certificates[country].map { Self.written($0, country) } }.first
        facts.runtime = field["runtime"].whole.flatMap { (1...2000).contains($0) ? $0 : nil }
        facts.collection = field["belongs_to_collection"]["name"].name
        facts.credits = TMDBCredits(field, kind, pictures).credits
        facts.trailers = trailers
        facts.ids = ids
        facts.ratings = [rating].compactMap(\.self)
        facts.pictures = TMDBPictures(field, speech.language, pictures).pictures
        return facts
    }

    private func names(_ list: Field) -> [String] {
        var seen: Set<String> = []
        return list.items.prefix(Self.most).compactMap { $0["name"].name }.filter { seen.insert($0.lowercased()).inserted }
    }

    // MARK: - Words

    /// Where nobody wrote a title in the language, TMDB gives the original one; the English one says more to most.
    private var title: String? {
        let name = kind == .film ? "title" : "name"
        let given = field[name].name
        guard field["original_language"].text != speech.language, translation(speech.language)[name].name == nil else { return given }
        return english[name].name ?? given
    }

    private var english: Field { translation("en") }

    private func translation(_ language: String) -> Field {
        let all = field["translations"]["translations"].items.filter { $0["iso_639_1"].text == language }
        let best = all.first { $0["iso_3166_1"].text == speech.countries.first } ?? all.first
        return best?["data"] ?? Field(nil)
    }

    // MARK: - Numbers

    private var certificates: [String: String] {
        var ratings: [String: String] = [:]
        let list = kind == .film ? field["release_dates"]["results"] : field["content_ratings"]["results"]
        for item in list.items {
            guard let country = item["iso_3166_1"].text, country.wholeMatch(of: /[A-Z]{2}/) != nil else { continue }
            let rating = kind == .film ? Self.certificate(item["release_dates"].items) : item["rating"].name
            if let rating, rating.count <= 20 { ratings[country] = rating }
        }
        return ratings
    }

    /// Of showings in cinemas (type 3) before those of premieres, discs and television.
    private static func certificate(_ releases: [Field]) -> String? {
        let rated = releases.filter { $0["certification"].name != nil }
        return (rated.first { $0["type"].whole == 3 } ?? rated.first)?["certification"].name
    }

    /// Germany's are kept as bare numbers.
    private static func written(_ rating: String, _ country: String) -> String {
        country == "DE" && rating.allSatisfy(\.isNumber) ? "FSK \(rating)" : rating
    }

    private var ids: [String: String] {
        var ids: [String: String] = [:]
        if let id = field["id"].whole, id > 0 { ids["tmdb"] = String(id) }
        let imdb = field["imdb_id"].text ?? field["external_ids"]["imdb_id"].text
        if let imdb, imdb.wholeMatch(of: /tt\d{6,10}/) != nil { ids["imdb"] = imdb }
        if let tvdb = field["external_ids"]["tvdb_id"].whole, tvdb > 0 { ids["tvdb"] = String(tvdb) }
        return ids
    }

    private var rating: Rating? { Self.rating(field) }

    static func rating(_ field: Field) -> Rating? {
        guard let votes = field["vote_count"].whole, votes > 0, let value = field["vote_average"].number else { return nil }
        return Rating(source: "tmdb", value: value, votes: votes)
    }

    private var trailers: [String] {
        let videos = field["videos"]["results"].items.filter { $0["site"].text == "YouTube" && $0["type"].text == "Trailer" }
        let own = videos.filter { $0["iso_639_1"].text == speech.language }
        let all = own + videos.filter { $0["iso_639_1"].text != speech.language }
        return Array(all.compactMap { $0["key"].text.flatMap(TrailerAddress.youTube) }.prefix(Self.mostTrailers))
    }
}
