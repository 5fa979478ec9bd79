import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraRecommendation

/// Titles as a graph is told them. Genres have one name each, however titles spell them.
struct GenreNames: Sendable {
    private var names: [String: String] = [:]

    init(_ store: any DocumentStore) async throws {
        for try await genre in Records<Genre>(in: store).all() { names[genre.value.key] = genre.value.name }
    }

    func fact(of film: Stored<Film>) -> GraphFact {
        guard let rule = TitleRule(film.value) else { return .unlisted(title: film.id) }
        return .listed(facts(film.id, film.value.description, film.value.listedAt), rule)
    }

    func fact(of series: Stored<Series>) -> GraphFact {
        guard let rule = TitleRule(series.value) else { return .unlisted(title: series.id) }
        return .listed(facts(series.id, series.value.description, series.value.listedAt), rule)
    }

    private func facts(_ id: String, _ description: Description, _ listedAt: Moment?) -> TitleFacts {
        var nodes = description.genres.map { ContentNode(.genre, Genre.key($0).flatMap { names[$0] } ?? Self.line($0)) }
        var places: [Credit.Role: Int] = [:]
        for credit in description.credits {
            let place = places[credit.role, default: 0]
            places[credit.role] = place + 1
            nodes.append(ContentNode(Self.kind(credit.role), Self.line(credit.name), order: credit.order ?? place))
        }
        if let collection = description.collection { nodes.append(ContentNode(.collection, Self.line(collection))) }
        nodes +=
            description.countries.map { ContentNode(.country, Self.line($0)) } + description.tags.map { ContentNode(.tag, Self.line($0)) }
        return TitleFacts(id: id, name: Self.line(description.title), year: description.year, addedAt: listedAt, nodes: nodes)
    }

    private static func kind(_ role: Credit.Role) -> ContentNode.Kind {
        switch role {
        case .director: .director
        case .writer: .writer
        case .actor: .actor
        }
    }

    private static func line(_ text: String) -> String { text.onOneLine(atMost: longestName) }

    /// In Unicode scalars.
    private static let longestName = 200
}
