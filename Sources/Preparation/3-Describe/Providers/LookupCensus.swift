import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Synchronization

/// Finds titles that nobody asked about, or that should be asked about again: when the house opens, and then once a day.
///
/// It goes through films, series, seasons and episodes page by page, so that others have their turn between the pages: titles that were
/// described before a provider was configured, those that were asked about in another order or language, those whose time has come, and
/// films in doubt whose length is known by now.
package struct LookupCensus: Sendable {
    private let descriptions: Descriptions
    private let asked: String
    private let time: any TimeSource
    private let place = Place()

    /// - Parameter asked: see `LookupErrand.asked`.
    package init(_ descriptions: Descriptions, asked: String, time: any TimeSource) {
        self.descriptions = descriptions
        self.asked = asked
        self.time = time
    }

    private static let pageSize = 100
    private static let rhythm = Duration.seconds(24 * 3600)

    private enum Kind: Int { case films, series, seasons, episodes }

    /// Where it stands in its round.
    private final class Place: Sendable {
        struct Inside {
            var kind: Kind? = .films
            var last = ""
            var began: Moment?
        }

        let inside = Mutex(Inside())
    }

    /// Looks at one page.
    /// - Returns: whether there are more.
    package func run() async throws -> Bool {
        let now = time.now
        let (kind, last) = place.inside.withLock { inside in
            if inside.kind == nil, let began = inside.began, now.since(began) >= Self.rhythm { inside.kind = .films }
            if inside.kind == .films, inside.last.isEmpty { inside.began = now }
            return (inside.kind, inside.last)
        }
        guard let kind else { return false }
        let end = try await look(at: kind, after: last)
        place.inside.withLock { inside in
            inside.last = end ?? ""
            if end == nil { inside.kind = Kind(rawValue: kind.rawValue + 1) }
        }
        return true
    }

    /// - Returns: where the page ended; nil where it was the last.
    private func look(at kind: Kind, after last: String) async throws -> String? {
        switch kind {
        case .films: try await look(Records<Film>.self, after: last) { .film(FilmID($0.id)) }
        case .series: try await look(Records<Series>.self, after: last) { .series(SeriesID($0.id)) }
        case .seasons: try await look(Records<Season>.self, after: last) { .season($0.value.series, $0.value.number) }
        case .episodes:
            try await look(Records<Episode>.self, after: last) {
                Descriptions.mark(of: $0.value) == nil ? nil : .episode(EpisodeID($0.id))
            }
        }
    }

    private func look<R: Record>(
        _ type: Records<R>.Type, after last: String, _ subject: (Stored<R>) -> Subject?
    ) async throws -> String? {
        let query = Query(.greaterThan("_id", .string(last)), sort: [.ascending("_id")], limit: Self.pageSize)
        let page = try await Records<R>(in: descriptions.store).find(query)
        let subjects = page.compactMap { stored in subject(stored).map { (stored, $0) } }
        let sheets = try await descriptions.sheets.find(Query(.in("_id", subjects.map { .string($0.1.name) })))
        let known = Dictionary(sheets.map { ($0.id, $0.value) }, uniquingKeysWith: { first, _ in first })
        for (stored, subject) in subjects where isDue(known[subject.name], stored.value) {
            try await descriptions.note(subject) { $0.wait(for: .providers) }
        }
        return page.count < Self.pageSize ? nil : page.last?.id
    }

    private func isDue(_ sheet: FactSheet?, _ title: any Record) -> Bool {
        guard let sheet, let match = sheet.match else { return true }
        if sheet.waitsFor.contains(where: { [.providers, .providersLater].contains($0) }) { return false }
        if match.asked != asked || match.again <= time.now { return true }
        return match.state == .unsure && match.length == nil && (title as? Film)?.versions.isEmpty == false
    }
}
