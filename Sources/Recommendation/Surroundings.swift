/// The graph around one title, for a picture: what it has, and what is like it for which reason.
///
/// Nothing in it can be read back to one person's watches: ties count only where at least `Tuning.leastPeople` profiles went them, on both sides,
/// and weights are told in steps of a tenth.
package struct Surroundings: Sendable, Hashable {
    /// A genre, a person, a collection …
    package struct Node: Sendable, Hashable {
        package var kind: ContentNode.Kind
        package var name: String
        /// 0 … 1, by the one that says most of the title.
        package var weight: Float
        /// Places among `neighbours` that have it too.
        package var neighbours: [Int]
    }

    package struct Neighbour: Sendable, Hashable {
        package var title: String
        package var name: String
        /// 0 … 1, by the most similar one.
        package var weight: Float
        package var reason: Reason
        /// Whether at least so many people watched both.
        package var isTied: Bool
    }

    package var title: String
    package var name: String
    package var nodes: [Node]
    package var neighbours: [Neighbour]
}
