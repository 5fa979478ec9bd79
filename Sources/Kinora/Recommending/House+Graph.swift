import KinoraBolt
import KinoraKernel
import KinoraNeo4jGraph
import KinoraWebsite
import ServiceLifecycle

extension House {
    /// Who answers pages, and what must run for it: the graph in memory, or the one in the graph database; and what keeps the latter.
    /// - Throws: `BoltFault.untrusted` when the certificate authorities cannot be read.
    func recommender() throws -> (recommender: any Recommender, services: [any Service]) {
        guard let client = try settings.graphDatabase?.client() else { return inMemory() }
        let follower = GraphFollower(client: client, feed: facts, logger: logger("graph"))
        let following = LongWork { try await follower.run() }
        guard settings.recommendationsEngine == .neo4j else {
            let memory = inMemory()
            return (memory.recommender, memory.services + [following])
        }
        let answers = GraphAnswers(Neo4jRecommender(client), facts, time: time, log: logger("recommendations"))
        return (answers, [LongWork { try await answers.run() }, following])
    }

    /// Keeps the graph in the graph database, for a server that recommends nothing itself; nothing where there is none.
    func mirrorServices() throws -> [any Service] {
        guard let client = try settings.graphDatabase?.client() else { return [] }
        let follower = GraphFollower(client: client, feed: facts, logger: logger("graph"))
        return [LongWork { try await follower.run() }]
    }

    private func inMemory() -> (recommender: any Recommender, services: [any Service]) {
        let graph = liveGraph()
        return (graph, [LongWork { try await graph.run() }])
    }
}
