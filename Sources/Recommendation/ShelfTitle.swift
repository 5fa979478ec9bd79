/// A title in the graph: what it has in common with others.
struct ShelfTitle: Equatable {
    /// A node, and how high in the billing.
    struct Share: Equatable {
        var node: Int32
        var billing: Float
    }

    var name = ""
    var year: Int32 = 0
    /// Milliseconds since 1970; nil where nobody said.
    var addedAt: Int64?
    var shares: [Share] = []
    /// False for a title that watches speak of and the catalogue does not.
    var isListed = false
}
