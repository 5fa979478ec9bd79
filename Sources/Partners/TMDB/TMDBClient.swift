import KinoraCatalogue
import KinoraKernel
import KinoraPreparation
import Logging

/// Asks TMDB (themoviedb.org, version 3 of its API).
package struct TMDBClient: Lookup {
    private let wire: PartnerWire
    private let key: PartnerKey
    private let speech: TMDBLanguage
    private let pictures: String

    package static let usualAddress = "https://api.themoviedb.org/3"
    package static let usualPictures = "https://image.tmdb.org/t/p"

    /// - Parameters:
    ///   - language: of titles and texts, as BCP 47 names it; what is not written in it comes in English.
    ///   - pictures: where its pictures lie, sizes below.
    package init(
        _ address: PartnerAddress, key: PartnerKey, language: String = "en", pictures: PartnerAddress,
        limits: PartnerLimits = PartnerLimits(), log: Logger
    ) {
        wire = PartnerWire(.tmdb, address, limits, log)
        self.key = key
        self.pictures = pictures.base
        speech = TMDBLanguage(language)
    }

    package var origin: Origin { .tmdb }
    package var manner: String { speech.tag }

    // MARK: - Which title

    package func identify(_ ids: [String: String], _ kind: TitleKind) async throws -> String? {
        if let own = ids["tmdb"], Self.isID(own) { return own }
        for (provider, name) in [("imdb", "imdb_id"), ("tvdb", "tvdb_id")] {
            guard let id = ids[provider], let answer = try await ask("/find/" + PartnerAddress.encode(id), [("external_source", name)])
            else { continue }
            let list = answer[kind == .film ? "movie_results" : "tv_results"].items
            if let found = list.lazy.compactMap({ $0["id"].whole }).first { return String(found) }
        }
        return nil
    }

    private static func isID(_ text: String) -> Bool {
        (1...12).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    package func candidates(for question: TitleQuestion) async throws -> [Candidate] {
        var found: [Candidate] = []
        for title in question.titles where found.isEmpty {
            found = try await search(title, question.year, question.kind)
            // The year of its search is exact; a copy's may be a little off.
            if let year = question.year, !found.contains(where: { $0.year == year }) {
                found += try await search(title, nil, question.kind)
            }
        }
        return found
    }

    private func search(_ title: String, _ year: Int?, _ kind: TitleKind) async throws -> [Candidate] {
        var query = [("query", title), ("language", speech.tag), ("include_adult", "false")]
        if let year { query.append((kind == .film ? "year" : "first_air_date_year", String(year))) }
        let answer = try await ask(kind == .film ? "/search/movie" : "/search/tv", query)
        return (answer?["results"].items ?? []).compactMap { Self.candidate($0, kind) }
    }

    private static func candidate(_ item: Field, _ kind: TitleKind) -> Candidate? {
        let (name, original, date) =
            kind == .film ? ("title", "original_title", "release_date") : ("name", "original_name", "first_air_date")
        guard let id = item["id"].whole, id > 0, let title = item[name].name ?? item[original].name else { return nil }
        return Candidate(
            provider: .tmdb, id: String(id), kind: kind, title: title, originalTitle: item[original].name, year: item[date].year)
    }

    // MARK: - What is said of it

    package func facts(of id: String, _ kind: TitleKind) async throws -> Facts? {
        guard Self.isID(id) else { return nil }
        let more =
            kind == .film
            ? "credits,images,videos,release_dates,translations,external_ids"
            : "aggregate_credits,images,videos,content_ratings,translations,external_ids"
        let query = [
            ("append_to_response", more), ("language", speech.tag), ("include_image_language", speech.forPictures),
            ("include_video_language", speech.forPictures),
        ]
        guard let answer = try await ask((kind == .film ? "/movie/" : "/tv/") + id, query) else { return nil }
        let title = TMDBTitle(answer, kind, speech, pictures)
        return title.facts
    }

    package func season(_ number: Int, of id: String) async throws -> SeasonFacts? {
        guard Self.isID(id), (0...9999).contains(number), let answer = try await season(number, id, speech.tag) else { return nil }
        let season = TMDBSeason(answer, number, pictures)
        guard speech.language != "en", season.lacksWords else { return season.facts }
        return season.facts(filledBy: try await self.season(number, id, "en-US").map { TMDBSeason($0, number, pictures) })
    }

    private func season(_ number: Int, _ id: String, _ language: String) async throws -> Field? {
        try await ask("/tv/\(id)/season/\(number)", [("language", language)])
    }

    package func check() async throws {
        guard try await ask("/configuration", []) != nil else {
            throw LookupTrouble.unreadable(.tmdb, reason: "there is no TMDB at this address")
        }
    }

    /// - Returns: nil where there is no such thing.
    private func ask(_ path: String, _ query: [(String, String)]) async throws -> Field? {
        // Tokens for reading (JWT) go into a header, the shorter keys into the address.
        let isToken = key.text.contains(".")
        let headers = isToken ? [("Authorization", "Bearer \(key.text)")] : []
        let reply = try await wire.get(path, query + (isToken ? [] : [("api_key", key.text)]), headers: headers)
        switch reply.status {
        case 200: break
        case 401, 403: throw LookupTrouble.keyRefused(.tmdb)
        case 404, 422: return nil
        default: throw LookupTrouble.unreadable(.tmdb, reason: "it answers \(reply.status)")
        }
        guard let body = reply.body, body.isObject else { throw LookupTrouble.unreadable(.tmdb, reason: "it is no JSON object") }
        return body
    }
}
