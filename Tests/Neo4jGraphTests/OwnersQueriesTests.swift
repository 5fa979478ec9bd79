import Foundation
import KinoraBolt
import KinoraGraphServer
import KinoraKernel
import KinoraNeo4jGraph
import KinoraRecommendation
import Testing

@Suite(
    "What the documentation proposes to ask the graph", .enabled(if: GraphServer.isHere, Comment(rawValue: GraphServer.isMissing)),
    .timeLimit(.minutes(10)))
struct OwnersQueriesTests {
    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Documentation/recommendation.md")

    @Test("is understood, and answered with something")
    func queries() async throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let queries = page.components(separatedBy: "```cypher\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
        #expect(queries.count == 8)
        try await GraphBench.with { bench in
            // As of today, because one of them asks for what came lately.
            let fresh = MirrorFact.title(GraphHouse.title(90, addedAt: SystemTime().now - .seconds(3600)))
            var batches = GraphHouse(seed: 1).batches(of: 1000)
            batches.append(MirrorBatch([fresh], position: "later"))
            try await bench.mirror(batches)
            for query in queries {
                let parameters: [String: BoltValue] = ["profile": "p0", "title": "t2", "other": "t9"]
                let rows = try await bench.client.run(query, parameters, access: .read).rows
                #expect(!rows.isEmpty, "\(query)")
            }
        }
    }
}
