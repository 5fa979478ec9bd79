import Foundation
import Hummingbird
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraViewing

/// Searching in what is said: “Where do they say …”.
extension Website {
    static let mostTitlesSaid = 12

    /// In which languages the viewer reads: as the profile wants subtitles and sound, then the language of pages.
    private func readingLanguages(_ visitor: Visitor) async throws -> [LanguageTag] {
        let wishes = try await wishes(visitor)
        return [wishes.subtitles, wishes.audio, words(.languageTag)].map { LanguageTag($0) }.filter(\.isKnown)
    }

    /// Whether the viewer may play each of these now, as far as that is known without asking for a place among the devices.
    private func mayPlay(_ features: [WatchedFeature], _ visitor: Visitor) async throws -> [Bool] {
        let isThere = features.map { watching.permission.closed($0.listing) == nil }
        guard let billing, isThere.contains(true) else { return isThere }
        let principal = try visitor.signedIn()
        let isOpen = try await billing.turnstile.look(
            features.map { feature in feature.listing.subjects.map { SaleSubject(rawValue: $0) } }, member: principal.member,
            isStaff: principal.role.rights.contains(.editCatalogue))
        return zip(isThere, isOpen).map { $0 && $1 }
    }

    private func mayPlay(_ found: [SaidIn.Feature], _ visitor: Visitor) async throws -> [Bool] {
        let features = found.map { feature in
            switch feature {
            case .film(let film): WatchedFeature(film)
            case .episode(let episode, _): WatchedFeature(episode)
            }
        }
        return try await mayPlay(features, visitor)
    }

    /// What a search page shows of it.
    func said(_ text: String, _ visitor: Visitor) async throws -> SearchPage.Said {
        let shelves = try shelves(visitor)
        guard shelves.searchesSpeech else { return SearchPage.Said() }
        do {
            let found = try await shelves.said(text, languages: readingLanguages(visitor), first: Self.mostTitlesSaid) { features in
                try await mayPlay(features, visitor)
            }
            var said = SearchPage.Said()
            said.list = SaidList(found, wanted: text, words)
            if let coverage = try await shelves.speechCoverage(), coverage.read < coverage.all {
                let (read, all) = (words.whole(coverage.read), words.whole(coverage.all))
                said.notice = words(.saidPartly, read, all)
            }
            return said
        } catch is any Complaint {
            // Titles are found all the same.
            return SearchPage.Said(notice: words(.saidNotNow))
        }
    }

    func saidInFilm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = FilmID(try visitor.parameters.require("film"))
        let text = Self.saidText(request)
        let shelves = try shelves(visitor)
        guard shelves.searchesSpeech, let film = try await shelves.film(id),
            try await mayPlay([WatchedFeature(film)], visitor) == [true]
        else { throw Refusal.notFound }
        let languages = try await readingLanguages(visitor)
        let found = try await ifPossible { try await shelves.said(text, in: id, languages: languages).map { [$0] } ?? [] }
        let page = SaidPage(
            found, in: film.value.description.shownTitle(words), at: .film(id), SaidForm(.saidInFilm(id, ""), text), words)
        return try pages.response("said", page, title: page.heading, section: .films, for: visitor)
    }

    func saidInSeason(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = SeriesID(try visitor.parameters.require("series"))
        let text = Self.saidText(request)
        let shelves = try shelves(visitor)
        guard shelves.searchesSpeech, let season = visitor.parameters.get("season", as: Int.self), let series = try await shelves.series(id)
        else { throw Refusal.notFound }
        let languages = try await readingLanguages(visitor)
        let found = try await ifPossible {
            let found = try await shelves.said(text, in: SeriesID(series.id), season: season, languages: languages)
            let isOpen = try await mayPlay(found.map(\.feature), visitor)
            return zip(found, isOpen).filter(\.1).map(\.0)
        }
        let page = SaidPage(
            found, in: series.value.description.shownTitle(words), at: .season(id, season),
            SaidForm(.saidInSeason(id, season, ""), text), words)
        return try pages.response("said", page, title: page.heading, section: .series, for: visitor)
    }

    /// Nil where the index cannot be asked; the page says so, and everything else goes on.
    private func ifPossible(_ look: () async throws -> [SaidIn]) async throws -> [SaidIn]? {
        do {
            return try await look()
        } catch is any Complaint {
            return nil
        }
    }

    private static func saidText(_ request: Request) -> String {
        (FormFields(request.uri.query)["q"] ?? "").onOneLine(atMost: SearchPage.mostCharacters)
    }

    /// The field on the page of a title that has subtitles and is open to the viewer.
    func saidForm(_ place: Place, _ versions: [Playable], _ visitor: Visitor) throws -> SaidForm? {
        guard try shelves(visitor).searchesSpeech, versions.contains(where: { !$0.textLanguages.isEmpty }) else { return nil }
        return SaidForm(place)
    }
}
