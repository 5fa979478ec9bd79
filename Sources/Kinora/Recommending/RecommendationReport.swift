import KinoraKernel

/// A row of recommendations for a terminal or a program.
struct RecommendationReport: Encodable, Hashable {
    struct Item: Encodable, Hashable {
        /// The title's name among its documents.
        var id: String
        var title: String
        var reason: String
    }

    var heading: String
    var items: [Item]

    var paragraph: String {
        ([heading.onOneLine()] + items.map { "  \($0.title.onOneLine()): \($0.reason.onOneLine())" }).joined(separator: "\n")
    }
}
