/// A title in the graph: what it has in common with others.
struct ShelfTitle: Equatable {
    /// A node, and how high in the billing.
    struct Share: Equatable {
        var node: Int32
        var billing: Float

        init(node: Int32, billing: Float) {
            self.node = node
            self.billing = billing
        }

        /// - Parameter order: the place in the billing, from 0.
        init(node: Int32, order: Int) {
            self.init(node: node, billing: 1 / (1 + 0.3 * Float(max(0, min(order, Self.lastOrder)))))
        }

        private static let lastOrder = 100

        static func order(ofBilling billing: Float) -> Int {
            billing.isFinite && billing > 0 ? min(lastOrder, max(0, Int(((1 / billing - 1) / 0.3).rounded()))) : lastOrder
        }
    }

    var name = ""
    var year: Int32 = 0
    /// Milliseconds since 1970; nil where nobody said.
    var addedAt: Int64?
    var shares: [Share] = []
    /// False for a title that watches speak of and the catalogue does not.
    var isListed = false
}
