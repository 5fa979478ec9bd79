import KinoraBolt
import KinoraGraphServer
import KinoraNeo4jGraph

/// A graph database for one test.
struct GraphBench: Sendable {
    let server: GraphServer
    let client: BoltClient

    static func with(_ use: (GraphBench) async throws -> Void) async throws {
        let server = try await GraphServer()
        defer { server.stop() }
        var settings = BoltSettings(agent: "KinoraTests/1", database: "kinora")
        settings.retrying = .seconds(2)
        let client = try BoltClient(server.address, GraphServer.login, settings)
        do {
            try await use(GraphBench(server: server, client: client))
        } catch {
            await client.close()
            throw error
        }
        await client.close()
    }

    /// Tells a new mirror all facts, and writes until nothing is left.
    @discardableResult
    func mirror(_ batches: [MirrorBatch]) async throws -> GraphMirror {
        let mirror = GraphMirror(client)
        for batch in batches { await mirror.take(batch) }
        try await finish(mirror)
        return mirror
    }

    func finish(_ mirror: GraphMirror) async throws {
        await mirror.refreshSimilar()
        while try await mirror.write() {}
    }

    func dump() async throws -> GraphDump { try await GraphDump(client) }
}
