import KinoraKernel

/// What the graph is told of a film or a series.
package struct TitleFacts: Sendable, Hashable {
    package var id: String
    /// As people read it.
    package var name: String
    package var year: Int?
    package var addedAt: Moment?
    package var nodes: [ContentNode]

    package init(id: String, name: String, year: Int? = nil, addedAt: Moment? = nil, nodes: [ContentNode] = []) {
        self.id = id
        self.name = name
        self.year = year
        self.addedAt = addedAt
        self.nodes = nodes
    }
}
