import KinoraBolt
import KinoraGraphServer
import KinoraKernel
import KinoraRecommendation
import Testing

@testable import KinoraNeo4jGraph

@Suite(
    "The graph in the graph database", .enabled(if: GraphServer.isHere, Comment(rawValue: GraphServer.isMissing)),
    .timeLimit(.minutes(10)))
struct GraphMirrorTests {
    @Test("is the same when it is written as things happen, when it is told twice, and when it is rebuilt")
    func sameGraph() async throws {
        let batches = GraphHouse(seed: 21).batches(of: 17)
        try await GraphBench.with { bench in
            let live = GraphMirror(bench.client)
            for batch in batches {
                await live.take(batch)
                while try await live.write() {}
            }
            try await bench.finish(live)
            let dump = try await bench.dump()
            #expect(dump.nodes.count > 60 && dump.edges.count > 500)
            try await live.release()

            // Another process is told the same from the beginning: it finds everything there.
            try await bench.mirror(batches).release()
            #expect(try await bench.dump() == dump)

            let anew = GraphMirror(bench.client)
            for batch in batches { await anew.take(batch) }
            try await anew.rebuild { _ in }
            #expect(try await bench.dump() == dump)
            #expect(try await GraphStatus(asking: bench.client).position == batches.last?.position)
        }
    }

    @Test("says who watched what, how often, how far and when; of what genre, by whom, with whom, in which order")
    func shape() async throws {
        try await GraphBench.with { bench in
            let at = GraphHouse.now
            let watches = [0.5, 1.0, 0.3].enumerated().map { index, completion in
                MirrorFact.watch(
                    WatchFact(profile: "ida", title: "t9", seconds: 100, completion: completion, at: at + .seconds(3600 * index)))
            }
            try await bench.mirror([MirrorBatch([.title(GraphHouse.title(9))] + watches, position: "1")])
            let watched = try await bench.client.run(
                """
                MATCH (:Profile {id: 'ida'})-[w:WATCHED]->(t:Title {id: 't9'})
                RETURN t.name AS name, t.year AS year, w.count AS count, w.seconds AS seconds, w.completion AS completion,
                    w.firstAt AS firstAt, w.lastAt AS lastAt
                """
            ).rows
            try #require(watched.count == 1)
            #expect(watched[0]["name"] == "Title 9" && watched[0]["year"] == 1969)
            #expect(watched[0]["count"] == 3 && watched[0]["seconds"] == 300 && watched[0]["completion"]?.asDouble == 1)
            #expect(watched[0]["firstAt"]?.asMoment == at && watched[0]["lastAt"]?.asMoment == at + .seconds(7200))
            let joined = try await bench.client.run(
                "MATCH (:Title {id: 't9'})-[e]-(n) WHERE NOT n:Profile RETURN type(e) AS type, n.name AS name, e.billing AS billing ORDER BY type, billing"
            ).rows.map { "\($0["type"]?.asString ?? "") \($0["name"]?.asString ?? "") \($0["billing"]?.asInt ?? -1)" }
            #expect(
                joined == [
                    "ACTED_IN Actor 9 0", "ACTED_IN Actor 1 1", "DIRECTED Director 2 0", "HAS_GENRE Animation 0", "MADE_IN Senegal 0",
                    "PART_OF Collection 0", "TAGGED tag 1 0", "WROTE Director 3 0",
                ])
        }
    }

    @Test("catches up, without loss or doubles, after the server was killed in the middle of writing, again and again")
    func killed() async throws {
        let batches = GraphHouse(seed: 33, watches: 400).batches(of: 8)
        try await GraphBench.with { bench in
            try #require(batches.count > 52)
            let mirror = GraphMirror(bench.client)
            for (index, batch) in batches.enumerated() {
                await mirror.take(batch)
                switch index {
                case 7, 27, 47:
                    async let outcome: Void = writeOn(mirror)
                    try await bench.server.kill()
                    _ = try? await outcome
                case 8, 28, 48: await #expect(throws: BoltFault.self) { try await writeOn(mirror) }
                case 9, 29, 49: break
                case 10, 30, 50:
                    try await bench.server.startAgain()
                    try await writeOn(mirror)
                default: try await writeOn(mirror)
                }
            }
            try await bench.finish(mirror)
            let dump = try await bench.dump()
            #expect(try await GraphStatus(asking: bench.client).position == batches.last?.position)

            let anew = GraphMirror(bench.client)
            for batch in batches { await anew.take(batch) }
            try await anew.rebuild { _ in }
            #expect(try await bench.dump() == dump)
        }
    }

    private func writeOn(_ mirror: GraphMirror) async throws {
        while try await mirror.write() {}
    }

    @Test("goes on where a process was killed: another one finds the place, and writes what is missing")
    func otherProcess() async throws {
        let batches = GraphHouse(seed: 5).batches(of: 40)
        try await GraphBench.with { bench in
            let first = GraphMirror(bench.client)
            for batch in batches.prefix(3) { await first.take(batch) }
            while try await first.write() {}
            await first.take(batches[3])
            #expect(try await GraphStatus(asking: bench.client).position == batches[2].position)

            // Its lease is still running; no other process writes until it is over.
            let second = GraphMirror(bench.client)
            for batch in batches { await second.take(batch) }
            await #expect(throws: GraphTrouble.written) { _ = try await second.write() }
            try await bench.client.run("MATCH (g:KinoraGraph) SET g.until = 0")
            try await bench.finish(second)
            #expect(try await GraphStatus(asking: bench.client).position == batches.last?.position)

            // The first one wakes up again: it writes nothing over the work of the other.
            let dump = try await bench.dump()
            await #expect(throws: GraphTrouble.takenOver) { _ = try await first.write() }
            await #expect(throws: GraphTrouble.written) { _ = try await first.write() }
            #expect(try await bench.dump() == dump)
        }
    }

    @Test("is put right when somebody emptied it, or took an old copy for it")
    func altered() async throws {
        let batches = GraphHouse(seed: 6).batches(of: 500)
        try await GraphBench.with { bench in
            let mirror = try await bench.mirror(batches)
            let dump = try await bench.dump()
            // There is something to write, and nothing is different afterwards.
            let forth: [MirrorFact] = [.title(GraphHouse.title(3, genre: "Crime")), .title(GraphHouse.title(3))]
            try await bench.client.run("MATCH (n) DETACH DELETE n")
            await mirror.take(MirrorBatch(forth, position: batches.last?.position ?? ""))
            await #expect(throws: GraphTrouble.self) { _ = try await mirror.write() }
            try await bench.finish(mirror)
            #expect(try await bench.dump() == dump)

            try await bench.client.run("MATCH (g:KinoraGraph) SET g.version = g.version - 5, g.position = 'old'")
            try await bench.client.run("MATCH (p:Profile {id: 'p1'})-[w:WATCHED]->() DELETE w SET p.state = 0")
            try await bench.client.run("CREATE (:Profile {id: 'ghost'})")
            await mirror.take(MirrorBatch(forth, position: batches.last?.position ?? ""))
            await #expect(throws: GraphTrouble.altered) { _ = try await mirror.write() }
            try await bench.finish(mirror)
            #expect(try await bench.dump() == dump)
        }
    }

    @Test("holds nothing of a profile that is erased, nor of one that wants no recommendations but that it wants none")
    func erased() async throws {
        let house = GraphHouse(seed: 8)
        try await GraphBench.with { bench in
            let mirror = try await bench.mirror(house.batches(of: 500))
            await mirror.take(MirrorBatch([.erased(profile: "p1"), .turn(profile: "p2", isOn: false)], position: "later"))
            try await bench.finish(mirror)
            let dump = try await bench.dump()
            #expect(!(dump.nodes.map { $0 } + dump.edges).contains { $0.contains("\"p1\"") || $0.hasPrefix("p1 ") || $0.hasPrefix("p2 ") })
            #expect(try await bench.client.run("MATCH (p:Profile {id: 'p2'}) RETURN p.off AS off").rows.map { $0["off"] } == [true])
        }
    }

    @Test("is not touched before everything has been told: what is not told yet is not taken for erased")
    func untold() async throws {
        let house = GraphHouse(seed: 2)
        try await GraphBench.with { bench in
            try await bench.mirror(house.batches(of: 500)).release()
            let dump = try await bench.dump()
            let mirror = GraphMirror(bench.client)
            await mirror.take(MirrorBatch(Array(house.facts.prefix(20)), position: "", isCaughtUp: false))
            await #expect(throws: GraphTrouble.untold) { _ = try await mirror.write() }
            #expect(try await bench.dump() == dump)
        }
    }
}

@Suite("What waits to be written")
struct TouchedTests {
    @Test("stays small however much happens while nobody can be written to")
    func bounded() {
        var touched = Touched()
        for number in 0..<200_000 {
            touched.touch(Int32(number % 1000), of: Int32(number / 1000))
            touched.touch(titles: [Int32(number % 300)])
        }
        #expect(touched.titles.count == 300 && touched.profiles.count == 200)
        #expect(touched.edges <= Touched.mostEdges)
    }

    @Test("is taken in parts and comes back when it could not be written")
    func parts() {
        var touched = Touched()
        for number in 0..<10 {
            touched.touch(described: Int32(number))
            for title in 0..<5 { touched.touch(Int32(title), of: Int32(number)) }
        }
        touched.touch(whole: 3)
        let whole = touched
        let part = touched.take(titles: 4, edges: 12) { _ in 100 }
        #expect(part.titles.count == 4 && part.described == part.titles && !part.profiles.isEmpty)
        #expect(touched.titles.count == 6 && touched.titles.isDisjoint(with: part.titles))
        touched.add(part)
        #expect(touched == whole)
    }
}
