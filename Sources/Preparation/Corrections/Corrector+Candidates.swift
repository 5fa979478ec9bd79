import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Titles that providers know several of.
extension Corrector {
    /// A title that no provider could be sure of, with what it could be.
    package struct Doubt: Hashable, Sendable {
        package var subject: Subject
        /// `Harbour Lights (2021)`.
        package var label: String
        /// At most `MatchRule.mostOffered`, the best first.
        package var candidates: [Candidate]
    }

    private static let isInDoubt: Filter = .equal("match.state", .string(Match.State.unsure.rawValue))

    package func doubts(atMost count: Int) async throws -> [Doubt] {
        var doubts: [Doubt] = []
        for sheet in try await descriptions.sheets.find(Query(Self.isInDoubt, limit: count)) {
            guard let label = try await label(of: sheet.value.subject), let match = sheet.value.match else { continue }
            doubts.append(Doubt(subject: sheet.value.subject, label: label, candidates: match.candidates))
        }
        return doubts
    }

    package func doubtCount() async throws -> Int {
        descriptions.order.providers.isEmpty ? 0 : try await descriptions.sheets.count(Self.isInDoubt)
    }

    private func label(of subject: Subject) async throws -> String? {
        let description: Description?
        switch subject {
        case .film(let id): description = try await Records<Film>(in: sources.store).read(id.rawValue)?.value.description
        case .series(let id): description = try await Records<Series>(in: sources.store).read(id.rawValue)?.value.description
        default: description = nil
        }
        return description.map { Wording.label($0.title, $0.year) }
    }

    /// Takes the owner's word for which of the candidates a title is; nil for none of them.
    ///
    /// A film's files are corrected one by one, as if the owner had written title, year and id. For a series the id alone is written down,
    /// with the series.
    /// - Throws: `CorrectionTrouble`, also where this is not among what was offered.
    package func choose(_ candidate: String?, for subject: Subject) async throws {
        guard let sheet = try await descriptions.sheet(of: subject), let match = sheet.match else {
            throw CorrectionTrouble.unknownCandidate
        }
        guard let candidate else {
            return try await descriptions.note(subject) { $0.match?.state = .declined }
        }
        guard let chosen = match.candidates.first(where: { $0.name == candidate }) else { throw CorrectionTrouble.unknownCandidate }
        switch subject {
        case .film(let id):
            guard let film = try await Records<Film>(in: sources.store).read(id.rawValue)?.value else {
                throw CorrectionTrouble.unknownCandidate
            }
            let correction = Correction.film(
                chosen.title.onOneLine(atMost: Correction.longestTitle), year: chosen.year, ids: chosen.ids)
            for source in film.sources { try await correct(source, as: correction) }
        case .series(let id):
            try await descriptions.note(subject) { sheet in
                sheet.forgetProviders()
                sheet.chosen = chosen.ids
            }
            try await descriptions.compose(series: id)
        default: throw CorrectionTrouble.unknownCandidate
        }
    }

    /// Providers that are not asked at present, with the reasons.
    package func providerNotices() async throws -> [ProviderStanding] {
        try await ProviderStandings.notices(descriptions.order.providers, in: sources.store, at: time.now)
    }

    /// Whose descriptions may stand on pages.
    package var providers: [Origin] { descriptions.order.providers }
}
