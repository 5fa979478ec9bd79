import KinoraRecommendation

/// What labels, relationships and indexes of the graph are called. Nodes with these labels are Kinora's.
enum GraphWords {
    /// Labels of which each has a property that is unique.
    static let keys: [(label: String, key: String)] = [
        ("Title", "id"), ("Profile", "id"), ("Genre", "name"), ("Person", "name"), ("Collection", "name"), ("Country", "name"),
        ("Tag", "name"), ("KinoraGraph", "id"),
    ]

    /// Nodes that are there for titles only.
    static let shared = ["Genre", "Person", "Collection", "Country", "Tag"]

    /// Statements that make what is missing; each is safe to repeat. They are in every edition of Neo4j 5.
    static var schema: [String] {
        keys.map { label, key in
            "CREATE CONSTRAINT kinora_\(label.lowercased())_\(key) IF NOT EXISTS FOR (n:\(label)) REQUIRE n.\(key) IS UNIQUE"
        } + [
            "CREATE INDEX kinora_title_number IF NOT EXISTS FOR (t:Title) ON (t.number)",
            "CREATE INDEX kinora_title_version IF NOT EXISTS FOR (t:Title) ON (t.version)",
            "CREATE INDEX kinora_title_name IF NOT EXISTS FOR (t:Title) ON (t.name)",
        ]
    }

    /// How a title is joined with what it has in common with others; nil where a property of the title says it.
    static func edge(_ kind: ContentNode.Kind) -> (label: String, pattern: String)? {
        switch kind {
        case .genre: ("Genre", "(t)-[e:HAS_GENRE]->(n)")
        case .collection: ("Collection", "(t)-[e:PART_OF]->(n)")
        case .country: ("Country", "(t)-[e:MADE_IN]->(n)")
        case .tag: ("Tag", "(t)-[e:TAGGED]->(n)")
        case .director: ("Person", "(n)-[e:DIRECTED]->(t)")
        case .writer: ("Person", "(n)-[e:WROTE]->(t)")
        case .actor: ("Person", "(n)-[e:ACTED_IN]->(t)")
        case .years: nil
        }
    }
}
