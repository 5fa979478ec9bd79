import KinoraBolt

/// What there is in the graph database, for reports.
package struct GraphStatus: Sendable, Hashable {
    /// What the server calls itself.
    package var server: String
    /// The place in the change feed; nil where the graph was never written.
    package var position: String?
    package var isComplete: Bool
    /// Whether a process of the house writes it at present.
    package var isWritten: Bool
    package var titles: Int64
    package var profiles: Int64
    package var watched: Int64
    package var similar: Int64

    /// Asks, and changes nothing.
    /// - Throws: `BoltFault`.
    package init(asking client: BoltClient) async throws {
        server = try await client.greeting().server
        let answers = try await client.read { work in
            let head = try await work.run(
                """
                MATCH (g:KinoraGraph {id: 'kinora'})
                RETURN g.until > timestamp() AS written, \(GraphHead.columns)
                """)
            var counts: [Int64] = []
            for pattern in ["(n:Title)", "(n:Profile)", "(:Profile)-[n:WATCHED]->()", "(:Title)-[n:SIMILAR]->()"] {
                counts.append(try await work.run("MATCH \(pattern) RETURN count(n) AS n").rows.first?["n"]?.asInt ?? 0)
            }
            return (GraphHead(head.rows.first), head.rows.first?["written"]?.asBool ?? false, counts)
        }
        position = answers.0?.position
        isComplete = answers.0?.isComplete ?? false
        isWritten = answers.1
        (titles, profiles, watched, similar) = (answers.2[0], answers.2[1], answers.2[2], answers.2[3])
    }
}
