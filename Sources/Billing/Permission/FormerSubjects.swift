import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// What was sold of titles that others took in since: whoever bought it may play what it became.
struct FormerSubjects: Sendable {
    private let films: [String: Film]
    private let episodes: [String: Episode]
    private let series: [String: Series]

    /// Documents that are read at once.
    private static let piece = 500

    /// Reads what titles took in.
    /// - Parameter chains: what is sold now.
    init(_ chains: [[SaleSubject]], in store: any DocumentStore) async throws {
        var names: [String: Set<String>] = [:]
        for subject in chains.joined() {
            let parts = Self.parts(subject)
            guard parts.count > 1 else { continue }
            names[parts[0] == "season" ? "series" : parts[0], default: []].insert(parts[1])
        }
        films = try await Self.read(names["film"] ?? [], in: store)
        episodes = try await Self.read(names["episode"] ?? [], in: store)
        series = try await Self.read(names["series"] ?? [], in: store)
    }

    private static func read<R: Record>(_ names: Set<String>, in store: any DocumentStore) async throws -> [String: R] {
        let names = names.sorted()
        var found: [String: R] = [:]
        for start in stride(from: 0, to: names.count, by: Self.piece) {
            let some = names[start..<min(start + Self.piece, names.count)].map(Value.string)
            for one in try await Records<R>(in: store).find(Query(.in("_id", some))) { found[one.id] = one.value }
        }
        return found
    }

    private static func parts(_ subject: SaleSubject) -> [String] { subject.rawValue.split(separator: "/").map(String.init) }

    /// - Parameter chain: one of those for which it was read.
    func of(_ chain: [SaleSubject]) -> [SaleSubject] {
        var former: [SaleSubject] = []
        for subject in chain {
            let parts = Self.parts(subject)
            guard parts.count > 1 else { continue }
            switch (parts[0], parts.count) {
            case ("film", 2): former += films[parts[1]]?.aliases.map { .film(FilmID($0)) } ?? []
            case ("episode", 2): former += episodes[parts[1]]?.aliases.map { .episode(EpisodeID($0)) } ?? []
            case ("series", 2):
                // A series that became one season opens that season alone.
                former += absorbed(parts[1]).filter { $0.season == nil }.map { .series(SeriesID($0.id)) }
            case ("season", 3):
                guard let number = Int(parts[2]) else { continue }
                for one in absorbed(parts[1]) {
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

    private func absorbed(_ id: String) -> [AbsorbedTitle] { series[id]?.absorbed ?? [] }
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
