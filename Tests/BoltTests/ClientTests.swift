import Synchronization
import Testing

@testable import KinoraBolt

@Suite("A client of a graph database", .timeLimit(.minutes(10)))
struct ClientTests {
    private func client(_ address: BoltAddress, _ change: (inout BoltSettings) -> Void = { _ in }) throws -> BoltClient {
        var settings = BoltSettings(agent: "KinoraTests/1")
        change(&settings)
        return try BoltClient(address, .basic(user: "ida", password: "secret"), settings)
    }

    /// Counts how often something happened.
    private final class Count: Sendable {
        private let value = Mutex(0)
        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }

    @Test(
        "says who it is and signs in, in the words of the version that is spoken",
        arguments: [([0, 0, 4, 5], [0x01, 0x6A]), ([0, 0, 4, 4], [0x01])] as [([UInt8], [UInt8])])
    func login(version: [UInt8], tags: [UInt8]) async throws {
        let server = try await ScriptedServer(version: version) { request in
            request.tag == 0x01 ? [.success(["server": "Neo4j/5.26.0", "connection_id": "bolt-1"])] : nil
        }
        let client = try client(server.address)
        let greeting = try await client.greeting()
        #expect(greeting.server == "Neo4j/5.26.0" && greeting.version == BoltVersion(Int(version[3]), Int(version[2])))
        #expect(server.requests.prefix(tags.count).map(\.tag) == tags)
        let login = try #require(server.requests[tags.count - 1].fields[0].asMap)
        #expect(login["scheme"] == "basic" && login["principal"] == "ida" && login["credentials"] == "secret")
        await client.close()
        await server.stop()
    }

    @Test("hears a wrong password, and keeps nothing of that connection")
    func wrongPassword() async throws {
        let server = try await ScriptedServer { $0.tag == 0x6A ? [.failure("Neo.ClientError.Security.Unauthorized"), .close] : nil }
        let client = try client(server.address)
        await #expect(throws: BoltFault.refused(code: "Neo.ClientError.Security.Unauthorized", message: "as the script says")) {
            try await client.run("RETURN 1")
        }
        await client.close()
        await server.stop()
    }

    @Test("reads answers that come byte by byte, with signs of life between", arguments: [0, 1, 2, 3, 5, 7, 13])
    func pieces(size: Int) async throws {
        let server = try await ScriptedServer(pieces: size) { request in
            switch request.tag {
            case 0x10: [.raw([0, 0]), .success(["fields": ["name", "year"]])]
            case 0x3F:
                [.record("Harbour Lights", 2021), .raw([0, 0, 0, 0]), .record("Tide", .null), .success(["stats": ["nodes-created": 2]])]
            default: nil
            }
        }
        let client = try client(server.address)
        let answer = try await client.run("MATCH (t:Title) RETURN t.name AS name, t.year AS year")
        #expect(answer.columns == ["name", "year"] && answer.rows.map { $0["name"]?.asString } == ["Harbour Lights", "Tide"])
        #expect(answer.rows[0]["year"]?.asInt == 2021 && answer.rows[1]["year"]?.isNull == true && answer.rows[0]["other"] == nil)
        #expect(answer.counters == ["nodes-created": 2])
        await client.close()
        await server.stop()
    }

    @Test("does without names of columns where there is no row")
    func noColumns() async throws {
        let server = try await ScriptedServer { $0.tag == 0x10 ? [.success(["fields": []])] : nil }
        let client = try client(server.address)
        #expect(try await client.run("MATCH (n) RETURN n").rows.isEmpty)
        await client.close()
        await server.stop()
    }

    @Test("takes a connection up again after a refusal, whose reason it tells")
    func refusal() async throws {
        let server = try await ScriptedServer { request in
            request.query == "nonsense" ? [.failure("Neo.ClientError.Statement.SyntaxError")] : nil
        }
        let client = try client(server.address) { $0.mostConnections = 1 }
        await #expect(throws: BoltFault.refused(code: "Neo.ClientError.Statement.SyntaxError", message: "as the script says")) {
            try await client.run("nonsense")
        }
        try await client.run("RETURN 1")
        #expect(Set(server.requests.map(\.connection)) == [1])
        #expect(server.requests.contains { $0.tag == 0x0F })
        await client.close()
        await server.stop()
    }

    @Test("does work anew after a deadlock, from its beginning, and not where the work itself is wrong")
    func retries() async throws {
        let tries = Count()
        let server = try await ScriptedServer { request in
            request.query == "SET" && tries.next() < 3 ? [.failure("Neo.TransientError.Transaction.DeadlockDetected")] : nil
        }
        let client = try client(server.address)
        let begun = Count()
        try await client.write { work in
            _ = begun.next()
            try await work.run("FIRST")
            try await work.run("SET")
        }
        #expect(begun.next() == 4)
        #expect(server.requests.filter { $0.query == "FIRST" }.count == 3 && server.requests.filter { $0.tag == 0x12 }.count == 1)

        struct Own: Error {}
        await #expect(throws: Own.self) { try await client.write { _ in throw Own() } }
        #expect(server.requests.last?.tag == 0x13, "rolled back")
        await client.close()
        await server.stop()
    }

    @Test("makes once more what somebody else made at the same moment, and believes it the second time")
    func lostRace() async throws {
        let server = try await ScriptedServer {
            $0.query == "MERGE" ? [.failure("Neo.ClientError.Schema.ConstraintValidationFailed")] : nil
        }
        let client = try client(server.address)
        await #expect(throws: BoltFault.self) { try await client.write { try await $0.run("MERGE") } }
        #expect(server.requests.filter { $0.query == "MERGE" }.count == 2)
        await client.close()
        await server.stop()
    }

    @Test("works on over a new connection when one breaks in the middle of a row")
    func brokenConnection() async throws {
        let server = try await ScriptedServer { request in
            switch (request.tag, request.connection) {
            case (0x10, _): [.success(["fields": ["n"]])]
            case (0x3F, 1): [.record(1), .raw([0, 9, 0xB1, 0x71]), .close]
            case (0x3F, _): [.record(1), .record(2), .success()]
            default: nil
            }
        }
        let client = try client(server.address)
        #expect(try await client.read { try await $0.run("MATCH").rows.count } == 2)
        await client.close()
        await server.stop()
    }

    @Test("says that it does not know what became of changes when the connection breaks while they are committed")
    func commit() async throws {
        let server = try await ScriptedServer { $0.tag == 0x12 ? [.close] : nil }
        let client = try client(server.address)
        await #expect(throws: BoltFault.commitUnknown) { try await client.write { try await $0.run("CREATE") } }
        #expect(server.requests.filter { $0.tag == 0x12 }.count == 1, "not again")
        await client.close()
        await server.stop()
    }

    @Test("fetches a long answer in batches, and leaves the rest where the caller stops")
    func batches() async throws {
        let server = try await ScriptedServer { request in
            switch request.tag {
            case 0x10: [.success(["fields": ["n"]])]
            case 0x3F: [.record(1), .record(2), .success(["has_more": true])]
            default: nil
            }
        }
        let client = try client(server.address) { $0.batch = 2 }
        struct Enough: Error {}
        let seen = Count()
        await #expect(throws: Enough.self) {
            try await client.read { work in
                try await work.run("MATCH") { _ in if seen.next() == 5 { throw Enough() } }
            }
        }
        #expect(server.requests.filter { $0.tag == 0x3F }.count == 3 && server.requests.contains { $0.tag == 0x2F })
        await #expect(throws: BoltFault.tooManyRows(4)) {
            try await self.client(server.address) {
                $0.batch = 2
                $0.mostRows = 4
            }.run("MATCH")
        }
        await client.close()
        await server.stop()
    }

    @Test("leaves a server that says too little, or other things", arguments: ["silent", "rows", "noise", "long"])
    func badServers(kind: String) async throws {
        let server = try await ScriptedServer { request in
            guard request.tag == 0x10 else { return nil }
            return switch kind {
            case "rows": [.record(1)]
            case "noise": [.raw([0, 3, 1, 2, 3, 0, 0])]
            case "long": Array(repeating: .raw([0xFF, 0xFF] + Array(repeating: 0x91, count: 65_535)), count: 4)
            default: []
            }
        }
        let client = try client(server.address) {
            $0.answering = .milliseconds(400)
            $0.longestMessage = 100_000
        }
        await #expect(throws: BoltFault.self) { try await client.run("RETURN 1") }
        await client.close()
        await server.stop()
    }

    @Test("takes a whole answer, whatever comes behind it")
    func unasked() async throws {
        let server = try await ScriptedServer { request in
            request.tag == 0x3F ? [.success(), .raw([0, 1, 0xB0, 0, 0])] : nil
        }
        for _ in 0..<20 {
            let client = try client(server.address)
            try await client.run("RETURN 1")
            await client.close()
        }
        await server.stop()
    }

    @Test("tells apart what is no graph database, speaks another version, or is not there")
    func wrongPlaces() async throws {
        for (answer, fault) in [(Array("HTTP/1.1 400".utf8), BoltFault.notBolt), ([0, 0, 0, 0], .noCommonVersion)] {
            let server = try await ScriptedServer(version: answer) { _ in nil }
            let client = try client(server.address)
            await #expect(throws: fault) { try await client.run("RETURN 1") }
            await client.close()
            await server.stop()
            let gone = try self.client(server.address) { $0.retrying = .milliseconds(10) }
            await #expect(throws: BoltFault.unreachable) { try await gone.run("RETURN 1") }
            await gone.close()
        }
    }

    @Test("sends nothing in the clear to who does not speak TLS")
    func noTLS() async throws {
        let server = try await ScriptedServer { _ in nil }
        let secure = try #require(BoltAddress(server.address.description.isEmpty ? "" : "bolt+s://\(server.address)"))
        let client = try client(secure) { $0.connecting = .seconds(1) }
        await #expect(throws: BoltFault.self) { try await client.run("RETURN 1") }
        #expect(server.requests.isEmpty)
        await client.close()
        await server.stop()
    }

    @Test("lends each connection to one caller, first come first served, and not for ever")
    func pool() async throws {
        let server = try await ScriptedServer { _ in nil }
        let client = try client(server.address) {
            $0.mostConnections = 2
            $0.waiting = .seconds(20)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 { group.addTask { try await client.run("RETURN 1") } }
            try await group.waitForAll()
        }
        #expect(Set(server.requests.map(\.connection)) == [1, 2])
        let busy = try self.client(server.address) {
            $0.mostConnections = 1
            $0.waiting = .milliseconds(50)
        }
        try await busy.read { _ in
            await #expect(throws: BoltFault.busy) { try await busy.run("RETURN 1") }
        }
        await client.close()
        await #expect(throws: BoltFault.closed) { try await client.run("RETURN 1") }
        await busy.close()
        await server.stop()
    }

    @Test("stops when its task is cancelled")
    func cancellation() async throws {
        let server = try await ScriptedServer { $0.tag == 0x10 ? [] : nil }
        let client = try client(server.address) { $0.answering = .seconds(600) }
        let task = Task { try await client.run("RETURN 1") }
        while !server.requests.contains(where: { $0.tag == 0x10 }) { try await Task.sleep(for: .milliseconds(10)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await client.close()
        await server.stop()
    }

    @Test("asks a cluster who does what, sends changes to the one and questions to the other, and asks again when there is another leader")
    func cluster() async throws {
        let isDemoted = Mutex(false)
        let follower = try await ScriptedServer { _ in nil }
        let leader = try await ScriptedServer { request in
            request.tag == 0x10 && isDemoted.withLock { $0 }
                ? [.failure("Neo.ClientError.Cluster.NotALeader")] : [.success(["bookmark": "mark-1"])]
        }
        let seed = try await ScriptedServer(scheme: "neo4j") { request in
            guard request.tag == 0x66 else { return nil }
            let writer = isDemoted.withLock { $0 } ? follower.address : leader.address
            let readers = BoltValue.list([.string(follower.address.description)])
            return [
                .success([
                    "rt": [
                        "ttl": 300,
                        "servers": [
                            ["role": "WRITE", "addresses": [.string(writer.description)]], ["role": "READ", "addresses": readers],
                            ["role": "ROUTE", "addresses": ["127.0.0.1:1"]],
                        ],
                    ]
                ])
            ]
        }
        let client = try client(seed.address)
        try await client.write { try await $0.run("CREATE") }
        try await client.read { try await $0.run("MATCH") }
        #expect(leader.requests.compactMap(\.query) == ["CREATE"] && follower.requests.compactMap(\.query) == ["MATCH"])
        let begin = try #require(follower.requests.first { $0.tag == 0x11 }?.fields.first?.asMap)
        #expect(begin["bookmarks"] == ["mark-1"] && begin["mode"] == "r", "who reads sees what was written")
        #expect(seed.requests.filter { $0.tag == 0x66 }.count == 1)

        isDemoted.withLock { $0 = true }
        try await client.write { try await $0.run("CREATE") }
        #expect(follower.requests.compactMap(\.query) == ["MATCH", "CREATE"])
        await client.close()
        for server in [seed, leader, follower] { await server.stop() }
    }
}
