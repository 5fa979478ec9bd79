import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// What was sold of titles that others took in since: whoever bought it may play what it became.
struct FormerSubjects: Sendable {
    let store: any DocumentStore

    /// - Parameter chain: what is sold now.
    func of(_ chain: [SaleSubject]) async throws -> [SaleSubject] {
        var former: [SaleSubject] = []
        for subject in chain {
            let parts = subject.rawValue.split(separator: "/").map(String.init)
            guard parts.count > 1 else { continue }
            switch (parts[0], parts.count) {
            case ("film", 2):
                former += try await Records<Film>(in: store).read(parts[1])?.value.aliases.map { .film(FilmID($0)) } ?? []
            case ("episode", 2):
                former += try await Records<Episode>(in: store).read(parts[1])?.value.aliases.map { .episode(EpisodeID($0)) } ?? []
            case ("series", 2):
                // A series that became one season opens that season alone.
                former += try await absorbed(parts[1]).filter { $0.season == nil }.map { .series(SeriesID($0.id)) }
            case ("season", 3):
                guard let number = Int(parts[2]) else { continue }
                for one in try await absorbed(parts[1]) {
                    let id = SeriesID(one.id)
                    if one.season == number {
                        former += [.season(id, one.onlySeason ?? 1), .series(id)]
                    } else if one.season == nil {
                        former.append(.season(id, number))
                    }
                }
            default: continue
            }
        }
        return former
    }

    private func absorbed(_ series: String) async throws -> [AbsorbedTitle] {
        try await Records<Series>(in: store).read(series)?.value.absorbed ?? []
    }
}

extension Scope {
    /// Whether it names titles, and not everything.
    var isOfTitles: Bool {
        switch self {
        case .title, .pass: true
        case .everything, .plan: false
        }
    }
}
