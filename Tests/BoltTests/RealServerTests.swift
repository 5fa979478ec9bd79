import KinoraGraphServer
import Testing

@testable import KinoraBolt

@Suite("A real graph database", .enabled(if: GraphServer.isHere, Comment(rawValue: GraphServer.isMissing)), .timeLimit(.minutes(10)))
struct RealServerTests {
    private func withClient(scheme: String = "bolt", _ use: (BoltClient, GraphServer) async throws -> Void) async throws {
        let server = try await GraphServer(scheme: scheme)
        defer { server.stop() }
        var settings = BoltSettings(agent: "KinoraTests/1", database: "kinora")
        settings.batch = 100
        let client = try BoltClient(server.address, GraphServer.login, settings)
        do {
            try await use(client, server)
        } catch {
            await client.close()
            throw error
        }
        await client.close()
    }

    @Test("keeps every kind of value as it was sent")
    func values() async throws {
        try await withClient { (client: BoltClient, _: GraphServer) async throws -> Void in
            #expect(try await client.greeting().version == BoltVersion(5, 4))
            let values: [BoltValue] = [
                .null, true, .int(.max), .int(.min), -17, 1.25, "Größe ☃ 🎬", .bytes([0, 1, 255]), [1, ["a"], [:]], ["k": ["n": .null]],
                .string(String(repeating: "x", count: 200_000)), .date(days: -1), .localTime(nanoseconds: 86_399_999_999_999),
                .localDateTime(seconds: 1_720_000_000, nanoseconds: 999_999_999),
                .dateTime(seconds: 1_720_000_000, nanoseconds: 5, offset: 7200),
                .zonedDateTime(seconds: 1_720_000_000, nanoseconds: 5, zone: "Europe/Berlin"),
                .duration(months: 14, days: 3, seconds: 5, nanoseconds: 7),
            ]
            for value in values {
                #expect(try await client.run("RETURN $value AS value", ["value": value], access: .read).rows[0]["value"] == value)
            }
        }
    }

    @Test("makes nodes and relationships in batches, tells them, and counts them")
    func graph() async throws {
        try await withClient { (client: BoltClient, _: GraphServer) async throws -> Void in
            try await client.run("CREATE CONSTRAINT title_id IF NOT EXISTS FOR (t:Title) REQUIRE t.id IS UNIQUE")
            let titles = BoltValue.list((0..<1000).map { ["id": .string("t\($0)"), "year": .int(Int64(1900 + $0 % 120))] })
            let upsert = "UNWIND $rows AS row MERGE (t:Title {id: row.id}) SET t.year = row.year"
            for _ in 0..<2 { try await client.write { try await $0.run(upsert, ["rows": titles]) } }
            #expect(try await client.read { try await $0.run("MATCH (t:Title) RETURN count(t) AS n").rows[0]["n"] } == 1000)

            let watch = """
                MERGE (p:Profile {id: $profile}) WITH p MATCH (t:Title {id: $title}) MERGE (p)-[w:WATCHED]->(t)
                ON CREATE SET w.count = 1 ON MATCH SET w.count = w.count + 1
                """
            for _ in 0..<3 { try await client.write { try await $0.run(watch, ["profile": "ida", "title": "t7"]) } }
            let path = try await client.read {
                try await $0.run("MATCH p = (:Profile {id: 'ida'})-[:WATCHED]->(:Title) RETURN p").rows[0]["p"]
            }
            guard case .path(let walk) = path else {
                Issue.record("no path")
                return
            }
            #expect(walk.nodes.map { $0.properties["id"] } == ["ida", "t7"] && walk.relationships[0].properties["count"] == 3)
            #expect(walk.relationships[0].start == walk.nodes[0].elementID && walk.relationships[0].end == walk.nodes[1].elementID)
        }
    }

    @Test("brings a long answer in batches")
    func batches() async throws {
        try await withClient { (client: BoltClient, _: GraphServer) async throws -> Void in
            let total = try await client.read { work in
                var total: Int64 = 0
                try await work.run("UNWIND range(1, 5000) AS n RETURN n") { total += $0["n"]?.asInt ?? 0 }
                return total
            }
            #expect(total == 12_502_500)
        }
    }

    @Test("leaves nothing of a transaction that fails, and goes on over the same connection")
    func rollback() async throws {
        try await withClient { (client: BoltClient, _: GraphServer) async throws -> Void in
            await #expect(throws: BoltFault.self) {
                try await client.write { work in
                    try await work.run("CREATE (:Draft {id: 1})")
                    try await work.run("RETURN nonsense(")
                }
            }
            struct Own: Error {}
            await #expect(throws: Own.self) {
                try await client.write { work in
                    try await work.run("CREATE (:Draft {id: 2})")
                    throw Own()
                }
            }
            #expect(try await client.run("MATCH (d:Draft) RETURN count(d) AS n").rows[0]["n"] == 0)
        }
    }

    @Test("loses no change of many who change the same thing at once")
    func conflicts() async throws {
        try await withClient { (client: BoltClient, _: GraphServer) async throws -> Void in
            try await client.run("CREATE (:Counter {id: 1, n: 0})")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        for _ in 0..<10 { try await client.write { try await $0.run("MATCH (c:Counter {id: 1}) SET c.n = c.n + 1") } }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await client.run("MATCH (c:Counter {id: 1}) RETURN c.n AS n").rows[0]["n"] == 60)
        }
    }

    @Test("refuses a wrong password in plain words, and answers as a cluster of one")
    func doors() async throws {
        try await withClient(scheme: "neo4j") { (client: BoltClient, server: GraphServer) async throws -> Void in
            try await client.write { try await $0.run("CREATE (:Door)") }
            #expect(try await client.read { try await $0.run("MATCH (d:Door) RETURN count(d) AS n").rows[0]["n"] } == 1)
            let stranger = try BoltClient(
                server.address, .basic(user: "root", password: "wrong"), BoltSettings(agent: "KinoraTests/1", database: "kinora"))
            do {
                _ = try await stranger.greeting()
                Issue.record("a wrong password was accepted")
            } catch let fault as BoltFault {
                #expect(fault.description.contains("Neo.ClientError.Security.Unauthorized"))
            }
            await stranger.close()
        }
    }
}
