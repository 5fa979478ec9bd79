import KinoraBolt
import KinoraKernel

@testable import KinoraNeo4jGraph

/// All that is in a graph, as lines that can be compared: all but how often it was written.
struct GraphDump: Equatable {
    var nodes: Set<String> = []
    var edges: [String] = []

    private static let passing: Set<String> = ["version", "until", "asked", "writer", "epoch"]

    init(_ client: BoltClient) async throws {
        let (nodes, edges) = try await client.read { work in
            let nodes = try await work.run("MATCH (n) RETURN labels(n)[0] AS label, properties(n) AS facts").rows
            let edges = try await work.run(
                """
                MATCH (a)-[e]->(b)
                RETURN coalesce(a.id, a.name) AS start, type(e) AS type, properties(e) AS facts, coalesce(b.id, b.name) AS end
                """
            ).rows
            return (nodes, edges)
        }
        for row in nodes { self.nodes.insert("\(row["label"]?.asString ?? "") \(Self.text(row["facts"]))") }
        self.edges = edges.map { row in
            "\(row["start"]?.asString ?? "") \(row["type"]?.asString ?? "") \(Self.text(row["facts"])) \(row["end"]?.asString ?? "")"
        }.sorted()
    }

    private static func text(_ facts: BoltValue?) -> String {
        (facts?.asMap ?? [:]).filter { !passing.contains($0.key) && !$0.value.isNull }.sorted { $0.key < $1.key }.map { key, value in
            if let moment = value.asMoment { return "\(key) \(moment.milliseconds)" }
            return "\(key) \(value)"
        }.joined(separator: ", ")
    }
}
