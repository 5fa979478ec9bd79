import KinoraCatalogue
import KinoraDocuments
import KinoraRecommendation

/// Recommended titles as cards. Each is looked up on the viewer's shelves: what the graph knows wrongly, or knew too long, is in no row.
struct RecommendedRows: Sendable {
    let rows: [Row]
    /// What stands in them, by the kind of row.
    let shown: [Shown]

    struct Shown: Sendable {
        let row: RowName
        let titles: [String]
    }

    /// Titles in one row.
    static let perRow = 12
    static let mostRows = 6

    /// Asks two questions about titles, however many there are.
    init(_ found: [KinoraRecommendation.Row], on shelves: Shelves, _ press: CardPress) async throws {
        let found = found.prefix(Self.mostRows)
        let titles = try await shelves.titles(named: found.flatMap { $0.items.prefix(Self.perRow).map(\.title) })
        shown = found.map { row in
            let known = row.items.prefix(Self.perRow).map(\.title).filter { titles.films[$0] != nil || titles.series[$0] != nil }
            return Shown(row: RowName(row.kind), titles: known)
        }
        rows = found.enumerated().compactMap { index, row in
            let cards = row.items.prefix(Self.perRow).compactMap { item in
                titles.card(of: item.title, press).map { $0.recommended(because: item.reason, press.words) }
            }
            return Row("recommended-\(index)", press.words.heading(row.kind), all: nil, cards, press)
        }
    }

    /// What is like one title, with the reasons alone.
    static func moreLike(_ found: [KinoraRecommendation.Row.Item], on shelves: Shelves, _ press: CardPress) async throws -> Row? {
        let titles = try await shelves.titles(named: found.map(\.title))
        let cards = found.compactMap { item in
            titles.card(of: item.title, press).map { card in
                var card = card
                card.reason = press.words.sentence(item.reason)
                return card
            }
        }
        return Row("more-like", press.words(.moreLikeThis), all: nil, cards, press)
    }
}

extension NamedTitles {
    func card(of id: String, _ press: CardPress) -> Card? {
        films[id].map { press.card($0) } ?? series[id].map { press.card($0) }
    }
}
