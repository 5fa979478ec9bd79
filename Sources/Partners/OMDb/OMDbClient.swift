import Foundation
import KinoraCatalogue
import KinoraKernel
import KinoraPreparation
import Logging

/// Asks OMDb (omdbapi.com). Its names for titles are IMDb's. It answers in English alone, and its free keys allow 1000 requests a day.
package struct OMDbClient: Lookup {
    private let wire: PartnerWire
    private let key: PartnerKey

    package static let usualAddress = "https://www.omdbapi.com"

    package init(_ address: PartnerAddress, key: PartnerKey, limits: PartnerLimits = PartnerLimits(), log: Logger) {
        var limits = limits
        limits.perSecond = min(limits.perSecond, 2)
        wire = PartnerWire(.omdb, address, limits, log)
        self.key = key
    }

    package var origin: Origin { .omdb }
    package var manner: String { "en" }

    package func identify(_ ids: [String: String], _ kind: TitleKind) async throws -> String? { ids["imdb"] }

    package func candidates(for question: TitleQuestion) async throws -> [Candidate] {
        var found: [Candidate] = []
        for title in question.titles where found.isEmpty {
            found = try await search(title, question.year, question.kind)
            // Where the year is a little off, its search finds nothing at all.
            if found.isEmpty, question.year != nil { found = try await search(title, nil, question.kind) }
        }
        return found
    }

    private func search(_ title: String, _ year: Int?, _ kind: TitleKind) async throws -> [Candidate] {
        var query = [("s", title), ("type", Self.type(kind))]
        if let year { query.append(("y", String(year))) }
        switch try await ask(query) {
        case .found(let answer): return answer["Search"].items.compactMap { OMDbTitle($0).candidate(kind) }
        case .nothing: return []
        case .tooMany: break
        }
        query[0].0 = "t"
        guard case .found(let answer) = try await ask(query) else { return [] }
        return [OMDbTitle(answer).candidate(kind)].compactMap(\.self)
    }

    package func facts(of id: String, _ kind: TitleKind) async throws -> Facts? {
        guard case .found(let answer) = try await ask([("i", id), ("plot", "full")]) else { return nil }
        let title = OMDbTitle(answer)
        return title.candidate(kind) == nil ? nil : title.facts
    }

    /// Titles, days and ratings of the episodes; plots would be a request each.
    package func season(_ number: Int, of id: String) async throws -> SeasonFacts? {
        guard case .found(let answer) = try await ask([("i", id), ("Season", String(number))]) else { return nil }
        let episodes = answer["Episodes"].items.compactMap { item -> SeasonFacts.EpisodeFacts? in
            guard let number = item["Episode"].whole, (0...99_999).contains(number) else { return nil }
            return SeasonFacts.EpisodeFacts(number: number, facts: OMDbTitle(item).episode(number))
        }
        return episodes.isEmpty ? nil : SeasonFacts(season: Facts(), episodes: episodes)
    }

    package func check() async throws { _ = try await ask([("i", "tt0000001")]) }

    private enum Answer {
        case found(Field)
        case nothing
        case tooMany
    }

    private func ask(_ query: [(String, String)]) async throws -> Answer {
        let reply = try await wire.get("/", [("apikey", key.text), ("r", "json")] + query)
        if let trouble = OMDbFailure.trouble(reply) { throw trouble }
        guard let body = reply.body, body.isObject else { throw LookupTrouble.unreadable(.omdb, reason: "it is no JSON object") }
        if body["Response"].text?.lowercased() == "false" || reply.status == 404 {
            return body["Error"].text?.lowercased().contains("too many results") == true ? .tooMany : .nothing
        }
        guard reply.status == 200 else { throw LookupTrouble.unreadable(.omdb, reason: "it answers \(reply.status)") }
        return .found(body)
    }

    private static func type(_ kind: TitleKind) -> String { kind == .film ? "movie" : "series" }
}
