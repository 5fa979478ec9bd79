import KinoraKernel

/// All that the graph knows of one title, as a copy of the graph elsewhere keeps it: nothing in it depends on when it was read.
package struct TitleState: Sendable, Hashable {
    /// A genre, a person …, with the number that the graph gave it.
    package struct Node: Sendable, Hashable {
        package var node: ContentNode
        package var number: Int32

        package init(node: ContentNode, number: Int32) {
            self.node = node
            self.number = number
        }
    }

    /// What the title's ties and watches add up to.
    package struct Sums: Sendable, Hashable {
        package var watchers: UInt32 = 0
        package var incoming: UInt64 = 0
        package var incomingWide: UInt64 = 0
        package var outgoing: UInt64 = 0
        package var outgoingWide: UInt64 = 0
        package var popular: Double = 0
        package var popularAt: UInt64 = 0

        package init() {}
    }

    /// Titles are numbered as they come, without gaps.
    package var number: Int32
    package var id: String
    package var name: String
    package var year: Int32
    package var addedAt: Moment?
    package var isListed: Bool
    package var nodes: [Node]
    package var sums: Sums
    /// The ties, by title; empty in a copy that does not keep them.
    package var ties: PackedTies

    package init(
        number: Int32, id: String, name: String, year: Int32, addedAt: Moment?, isListed: Bool, nodes: [Node], sums: Sums, ties: PackedTies
    ) {
        self.number = number
        self.id = id
        self.name = name
        self.year = year
        self.addedAt = addedAt
        self.isListed = isListed
        self.nodes = nodes
        self.sums = sums
        self.ties = ties
    }
}
