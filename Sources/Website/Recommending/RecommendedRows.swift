import KinoraCatalogue
import KinoraDocuments
import KinoraRecommendation

/// Recommended titles as cards. Each is looked up on the viewer's shelves: what the graph knows wrongly, or knew too long, is in no row.
struct RecommendedRows: Sendable {
    let rows: [Row]

    /// Titles in one row.
    static let perRow = 12
    static let mostRows = 6

    /// Asks two questions about titles, however many there are.
    init(_ found: [KinoraRecommendation.Row], on shelves: Shelves, _ words: Words) async throws {
        let found = found.prefix(Self.mostRows)
        let titles = try await shelves.titles(named: found.flatMap { $0.items.prefix(Self.perRow).map(\.title) })
        rows = found.enumerated().compactMap { index, row in
            let cards = row.items.prefix(Self.perRow).compactMap { item in
                titles.card(of: item.title, words).map { $0.recommended(because: item.reason, words) }
            }
            return Row("recommended-\(index)", words.heading(row.kind), all: nil, cards, words)
        }
    }

    /// What is like one title, with the reasons alone.
    static func moreLike(_ found: [KinoraRecommendation.Row.Item], on shelves: Shelves, _ words: Words) async throws -> Row? {
        let titles = try await shelves.titles(named: found.map(\.title))
        let cards = found.compactMap { item in
            titles.card(of: item.title, words).map { card in
                var card = card
                card.reason = words.sentence(item.reason)
                return card
            }
        }
        return Row("more-like", words(.moreLikeThis), all: nil, cards, words)
    }
}

extension NamedTitles {
    fileprivate func card(of id: String, _ words: Words) -> Card? {
        films[id].map { Card($0, words) } ?? series[id].map { Card($0, words) }
    }
}
