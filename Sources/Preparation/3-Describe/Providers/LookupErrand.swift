import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Logging

/// Asks providers about titles that wait for it, one after the other and never in anybody's way: titles are published without an answer.
///
/// 1. Films and series are asked about by name (`Inquiry`); what comes back is written on the title's sheet, each provider's words apart.
/// 2. Once a series is known, its seasons and episodes wait in turn; a season is one request for all of its episodes.
/// 3. A provider that does not answer is left alone for a while, and what waits for it is tried again each hour.
package struct LookupErrand: Sendable {
    private let descriptions: Descriptions
    private let lookups: [any Lookup]
    private let standings: ProviderStandings
    private let time: any TimeSource
    private let log: Logger
    private let revivals = Revivals()

    /// How many sheets are dealt with in one round.
    private static let mostAtOnce = 10
    /// After so long a title is asked about again, though nothing changed.
    package static let rhythm = Duration.seconds(30 * 24 * 3600)
    /// The same where no provider knew it for certain.
    package static let rhythmOfDoubt = Duration.seconds(7 * 24 * 3600)

    /// - Parameter lookups: in the owner's order.
    package init(
        _ descriptions: Descriptions, lookups: [any Lookup], standings: ProviderStandings, time: any TimeSource, log: Logger
    ) {
        self.descriptions = descriptions
        self.lookups = lookups
        self.standings = standings
        self.time = time
        self.log = log
    }

    /// Who is asked, and how: another order or language asks anew.
    package var asked: String { Self.asked(lookups) }

    static func asked(_ lookups: [any Lookup]) -> String {
        lookups.map { "\($0.origin.rawValue) \($0.manner)" }.joined(separator: ", ")
    }

    /// - Returns: whether there was anything to ask, and somebody to ask.
    package func run() async throws -> Bool {
        if revivals.isDue(time.now) { try await revive() }
        guard lookups.contains(where: { standings.isOpen($0.origin) }) else { return false }
        let waits: Filter = .equal("waitsFor", .string("providers"))
        // Series first: their episodes are asked about by their names at the providers.
        let first: Filter = .and([waits, .atLeast("_id", "series-")])
        var waiting = try await descriptions.sheets.find(Query(first, limit: Self.mostAtOnce))
        if waiting.isEmpty { waiting = try await descriptions.sheets.find(Query(waits, limit: Self.mostAtOnce)) }
        for sheet in waiting {
            try Task.checkCancellation()
            try await ask(about: sheet.value)
        }
        // People and genres follow.
        if !waiting.isEmpty { try await descriptions.editor.reconcile() }
        return !waiting.isEmpty
    }

    private func revive() async throws {
        let later = try await descriptions.sheets.find(Query(.equal("waitsFor", .string("providersLater")), limit: Query.mostPerPage))
        for sheet in later {
            try await descriptions.note(sheet.value.subject) { sheet in
                sheet.waitsFor.removeAll { $0 == .providersLater }
                sheet.wait(for: .providers)
            }
        }
    }

    private func ask(about sheet: FactSheet) async throws {
        switch sheet.subject {
        case .film, .series: try await askByName(sheet.subject, former: sheet.match)
        case .season(let series, let number): try await askBySeries(sheet.subject, series, number)
        case .episode(let id):
            guard let episode = try await Records<Episode>(in: descriptions.store).read(id.rawValue)?.value,
                let mark = Descriptions.mark(of: episode)
            else { return try await drop(sheet.subject) }
            try await askBySeries(sheet.subject, episode.series, episode.season, mark, episode)
        case .source: try await drop(sheet.subject)
        }
    }

    /// There is nothing to ask any more.
    private func drop(_ subject: Subject) async throws {
        try await descriptions.note(subject) { $0.waitsFor.removeAll { $0 == .providers || $0 == .providersLater } }
    }

    // MARK: - Films and series

    private func askByName(_ subject: Subject, former: Match?) async throws {
        guard let question = try await descriptions.question(about: subject) else { return try await drop(subject) }
        let length = try await length(of: subject)
        var inquiry = Inquiry(question, length: length, lookups, standings)
        try await inquiry.run()
        for trouble in inquiry.troubles { log.warning("\(trouble)", metadata: ["title": "\(question.titles[0].onOneLine(atMost: 100))"]) }
        let doubt = inquiry.state == .taken && inquiry.troubles.isEmpty ? Self.rhythm : Self.rhythmOfDoubt
        var match = Match(question: question.mark, asked: asked, state: inquiry.state, again: time.now + doubt)
        match.ids = Dictionary(inquiry.ids.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
        match.candidates = inquiry.candidates
        match.length = length
        try await write(match, inquiry.answered, inquiry.facts, on: subject)
        // Episodes follow their series: also when it turns out to be another one, or none that is known.
        if case .series(let id) = subject, match.state == .taken || former?.state ?? .taken == .taken { try await waken(id) }
    }

    /// Minutes of a film that is prepared in one piece.
    private func length(of subject: Subject) async throws -> Int? {
        guard case .film(let id) = subject, let film = try await Records<Film>(in: descriptions.store).read(id.rawValue)?.value,
            let version = film.versions.first, version.version?.contains("Part ") != true
        else { return nil }
        return Int((version.duration + 30_000) / 60_000)
    }

    private func waken(_ series: SeriesID) async throws {
        let belongs: Filter = .equal("series", .string(series.rawValue))
        for try await season in Records<Season>(in: descriptions.store).all(belongs) {
            try await descriptions.note(.season(series, season.value.number)) { $0.wait(for: .providers) }
        }
        for try await episode in Records<Episode>(in: descriptions.store).all(belongs) where Descriptions.mark(of: episode.value) != nil {
            try await descriptions.note(.episode(EpisodeID(episode.id))) { $0.wait(for: .providers) }
        }
    }

    // MARK: - Seasons and episodes

    /// - Parameter episode: nil for the season itself.
    private func askBySeries(
        _ subject: Subject, _ series: SeriesID, _ season: Int, _ mark: String? = nil, _ episode: Episode? = nil
    ) async throws {
        let mark = mark ?? Descriptions.mark(ofSeason: season, of: series)
        let known = try await descriptions.sheet(of: .series(series))?.match?.ids ?? [:]
        var facts: [Origin: Facts] = [:]
        var answered: Set<Origin> = []
        for lookup in lookups {
            guard let id = known[lookup.origin.rawValue] else {
                answered.insert(lookup.origin)
                continue
            }
            guard standings.isOpen(lookup.origin) else { continue }
            do {
                let found = try await lookup.season(season, of: id)
                facts[lookup.origin] = episode.map { found?.facts(of: $0.number, through: $0.lastNumber) } ?? found?.season
                answered.insert(lookup.origin)
                try await standings.isWell(lookup.origin)
            } catch let trouble as LookupTrouble {
                if trouble.pause == nil { answered.insert(lookup.origin) }
                try await standings.pause(lookup.origin, trouble)
            }
        }
        // The series decides when its episodes are asked about again.
        let state: Match.State = facts.isEmpty ? .nothing : .taken
        let match = Match(question: mark, asked: asked, state: state, again: Moment(milliseconds: Self.never))
        try await write(match, answered, facts, on: subject)
    }

    private static let never: Int64 = 253_402_300_799_000

    // MARK: - Sheets

    private func write(_ match: Match, _ answered: Set<Origin>, _ facts: [Origin: Facts], on subject: Subject) async throws {
        let all = Set(lookups.map(\.origin))
        try await descriptions.note(subject) { sheet in
            let former = sheet
            sheet.waitsFor.removeAll { $0 == .providers || $0 == .providersLater }
            // What was said of another title is of no use, though its provider does not answer at present.
            if former.match.map({ $0.question != match.question }) ?? false { sheet.forgetProviders() }
            for origin in answered {
                var words = facts[origin]
                words?.keepPictures(of: former[origin])
                if words?.pictures ?? [] != former[origin]?.pictures ?? [] { sheet.wait(for: .pictures) }
                sheet[origin] = words
            }
            if !answered.isSuperset(of: all) { sheet.wait(for: .providersLater) }
            var match = match
            if former.match?.question == match.question {
                for origin in all.subtracting(answered) { match.ids[origin.rawValue] = former.match?.ids[origin.rawValue] }
                if former.match?.state == .declined, match.state == .unsure { match.state = .declined }
            }
            sheet.match = match
        }
        try await descriptions.compose(around: subject)
    }
}
