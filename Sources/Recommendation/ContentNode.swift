/// What titles can have in common, and the edge that leads to it.
package struct ContentNode: Sendable, Hashable {
    package enum Kind: UInt8, Sendable, CaseIterable {
        case genre, director, writer, actor, collection, country, tag, years

        /// What the edge weighs beside the rarity of the node.
        var weight: Float {
            switch self {
            case .genre: 1
            case .director: 0.6
            case .writer: 0.4
            case .actor: 0.4
            case .collection: 1
            case .country: 0.3
            case .tag: 0.5
            case .years: 0.7
            }
        }
    }

    package var kind: Kind
    package var name: String
    /// The place in the billing, from 0.
    package var order: Int

    package init(_ kind: Kind, _ name: String, order: Int = 0) {
        self.kind = kind
        self.name = name
        self.order = order
    }
}
