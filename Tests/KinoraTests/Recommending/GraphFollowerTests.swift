import Foundation
import KinoraAccounts
import KinoraBolt
import KinoraCatalogue
import KinoraDocuments
import KinoraGraphServer
import KinoraNeo4jGraph
import KinoraViewing
import Logging
import Testing

@testable import Kinora

@Suite(
    "The graph in Neo4j follows the house", .enabled(if: GraphServer.isHere, Comment(rawValue: GraphServer.isMissing)),
    .timeLimit(.minutes(10)))
struct GraphFollowerTests {
    @Test("what is watched is there a moment later, also when the database was killed meanwhile; who is erased is gone")
    func following() async throws {
        let house = try await WatchedHouse(.sqlite)
        let server = try await GraphServer()
        defer { server.stop() }
        let client = try database(server).client()
        let (ida, ole) = (try await house.profile("Ida Lovisa"), try await house.profile("Ole Einar"))
        let cleo = try await house.film("Cléo", by: "Agnès Varda")
        try await house.watch(cleo, by: ida)

        let follower = GraphFollower(client: client, feed: house.feed, logger: Logger(label: "test"))
        let following = Task { try await follower.run() }
        try await isCaughtUp(house, client)
        #expect(try await watched(client) == ["\(ida) \(cleo) 1"])

        try await house.watch(cleo, by: ida)
        try await house.watch(cleo, by: ole)
        try await isCaughtUp(house, client)
        #expect(try await watched(client) == ["\(ida) \(cleo) 2", "\(ole) \(cleo) 1"].sorted())

        try await server.kill()
        let gleaners = try await house.film("The Gleaners", by: "Agnès Varda")
        try await house.watch(gleaners, by: ole)
        try await house.watch(cleo, by: ole)
        try await server.startAgain()
        try await isCaughtUp(house, client)
        let all = ["\(ida) \(cleo) 2", "\(ole) \(cleo) 2", "\(ole) \(gleaners) 1"]
        #expect(try await watched(client) == all.sorted())

        try await house.wants(ole, recommendations: false)
        try await isCaughtUp(house, client)
        #expect(try await watched(client) == ["\(ida) \(cleo) 2"])
        try await house.wants(ole, recommendations: true)
        try await isCaughtUp(house, client)
        #expect(try await watched(client) == all.sorted())

        try await house.history.clear(ida)
        _ = try await Records<Profile>(in: house.store).delete(ida)
        try await isCaughtUp(house, client)
        #expect(try await watched(client) == all.filter { $0.hasPrefix(ole) }.sorted())
        #expect(try await client.run("MATCH (p:Profile {id: $id}) RETURN p", ["id": .string(ida)]).rows.isEmpty)
        let texts = try await client.run("MATCH (n) UNWIND keys(n) AS key RETURN n[key] AS value ORDER BY key").rows
        #expect(!texts.contains { row in ["Ida", "Lovisa", "Einar"].contains { String(describing: row["value"]).contains($0) } })

        following.cancel()
        _ = await following.result
        await client.close()
        try await house.close()
    }

    @Test("pages get from Neo4j what they get from the graph in memory, each for its audience")
    func pages() async throws {
        let house = try await WatchedHouse(.sqlite)
        let server = try await GraphServer()
        defer { server.stop() }
        let client = try database(server).client()
        var people: [String] = []
        for number in 0..<7 { people.append(try await house.profile("Person \(number)")) }
        var films: [String] = []
        for number in 0..<12 {
            films.append(try await house.film("Film \(number)", by: "Director \(number % 3)", number % 4 == 3 ? "FSK 18" : "FSK 6"))
        }
        for (index, person) in people.enumerated() {
            for number in 0..<5 { try await house.watch(films[(index / 3 + number) % films.count], by: person) }
        }
        try await house.wishes.say(true, films[9], by: people[2])
        let memory = LiveGraph(house.feed, file: house.folder.appending(path: "graph"), time: house.time, log: Logger(label: "test"))
        try await memory.open()
        let follower = GraphFollower(client: client, feed: house.feed, logger: Logger(label: "test"))
        let following = Task { try await follower.run() }
        try await isCaughtUp(house, client)
        let answers = GraphAnswers(Neo4jRecommender(client), house.feed, time: house.time, log: Logger(label: "test"))
        #expect(await answers.rows(for: people[0], seenBy: .grownUps, length: 12).isEmpty, "nobody knows yet who may see what")
        try await answers.open()

        for person in people + ["newcomer"] {
            for audience in [Audience.grownUps, Audience(ageLimit: 12)] {
                let rows = await answers.rows(for: person, seenBy: audience, length: 12)
                #expect(rows == (await memory.rows(for: person, seenBy: audience, length: 12)) && !rows.isEmpty)
                let like = await answers.moreLike(films[1], for: person, seenBy: audience, count: 8)
                #expect(like == (await memory.moreLike(films[1], for: person, seenBy: audience, count: 8)) && !like.isEmpty)
            }
        }
        try await server.kill()
        #expect(await answers.rows(for: people[0], seenBy: .grownUps, length: 12).isEmpty)

        following.cancel()
        _ = await following.result
        await client.close()
        try await house.close()
    }

    private func database(_ server: GraphServer) -> Settings.GraphDatabase {
        Settings.GraphDatabase(
            address: server.address, user: GraphServer.user, password: Secret(GraphServer.password), database: "kinora", authorities: nil)
    }

    /// Waits until the graph stands where the documents do.
    private func isCaughtUp(_ house: WatchedHouse, _ client: BoltClient) async throws {
        for _ in 0..<2000 {
            if let report = try? await GraphReport(asking: client, house.feed), report.isComplete, report.behind == 0 { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("the graph never caught up")
    }

    private func watched(_ client: BoltClient) async throws -> [String] {
        let query = "MATCH (p:Profile)-[w:WATCHED]->(t:Title) RETURN p.id AS profile, t.id AS title, w.count AS count"
        return try await client.run(query).rows.map { row in
            "\(row["profile"]?.asString ?? "") \(row["title"]?.asString ?? "") \(row["count"]?.asInt ?? 0)"
        }.sorted()
    }
}
