/// A node as a database tells it.
package struct BoltNode: Hashable, Sendable {
    package var id: Int64
    /// Names the node since Bolt 5; before, the number as text.
    package var elementID: String
    package var labels: [String]
    package var properties: [String: BoltValue]

    package init(id: Int64, elementID: String, labels: [String], properties: [String: BoltValue]) {
        self.id = id
        self.elementID = elementID
        self.labels = labels
        self.properties = properties
    }
}

/// A relationship as a database tells it. Within a path its ends are those of the path's nodes.
package struct BoltRelationship: Hashable, Sendable {
    package var id: Int64
    package var elementID: String
    package var start: String
    package var end: String
    package var type: String
    package var properties: [String: BoltValue]

    package init(id: Int64, elementID: String, start: String, end: String, type: String, properties: [String: BoltValue]) {
        self.id = id
        self.elementID = elementID
        self.start = start
        self.end = end
        self.type = type
        self.properties = properties
    }
}

/// A walk: one node more than relationships, in the order of the walk.
package struct BoltPath: Hashable, Sendable {
    package var nodes: [BoltNode]
    package var relationships: [BoltRelationship]

    package init(nodes: [BoltNode], relationships: [BoltRelationship]) {
        self.nodes = nodes
        self.relationships = relationships
    }
}
