import KinoraDocuments
import KinoraKernel
import KinoraRemoteDocuments
import Testing

@Suite("A remote store knows whom it speaks to", .timeLimit(.minutes(10)))
struct RemoteServerTests {
    /// What preparing says of a server that is no Kinora.
    private func refusal(
        of reply: @escaping @Sendable (RemotePeer.Asked) -> RemotePeer.Reply, as kind: ServerKind = .detect
    ) async throws -> String {
        let peer = try await RemotePeer(isKinora: false, reply)
        let store = try RemoteStore(url: peer.url, token: "t", time: SystemTime(), server: kind, logger: .quiet)
        let error = try #require(await #expect(throws: StoreError.self) { try await store.prepare([CollectionSchema("things")]) })
        try await store.close()
        try await peer.close()
        guard case .unusable(let sentence) = error else { return "not as unusable: \(error.sentence)" }
        return sentence
    }

    @Test(arguments: [RemotePeer.Reply.answer(404, "<html>"), .answer(405, ""), .answer(200, "<html>"), .answer(404, "{}")])
    func whatIsNoVideoAPIIsToldAsSuch(reply: RemotePeer.Reply) async throws {
        // A web site that answers everything with a page would pass for an old server, did it not say yes to the second insertion too.
        let sentence = try await refusal { _ in reply }
        #expect(sentence.contains("is no Video API") || sentence.contains("older than RESTHeart 6.0"))
    }

    @Test func aServerThatKnowsNoInsertingIsTooOld() async throws {
        let sentence = try await refusal { asked in
            asked.line.hasPrefix("GET") ? .answer(404, "{}") : .answer(asked.line.hasPrefix("PUT") ? 201 : 204, "")
        }
        #expect(sentence.contains("older than RESTHeart 6.0"))
    }

    @Test func whoeverIsSaidToBeAKinoraMustBeOne() async throws {
        #expect(try await refusal(of: { _ in .answer(404, "{}") }, as: .kinora).contains("not the Video API of a Kinora"))
    }

    @Test func aServerOfTheConventionsLeavesNothingOfItsTrial() async throws {
        let peer = try await RemotePeer(isKinora: false) { asked in
            if asked.line.contains("/_changes") { return .answer(404, "{}") }
            if asked.line.contains("/_indexes") { return .answer(200, "[]") }
            if asked.line.hasPrefix("DELETE") { return .answer(204, "") }
            return .answer(asked.number == 4 ? 409 : 201, "")
        }
        let store = try RemoteStore(url: peer.url, token: "t", time: SystemTime(), logger: .quiet)
        try await store.prepare([CollectionSchema("things", indexes: [.unique("code")])])

        let lines = peer.requests.map { $0.line.split(separator: "?")[0].replacing(#/probe-\w+/#, with: "probe") }
        #expect(lines[0] == "GET /api/_changes")
        #expect(lines[2] == "PUT /api/kinora-probe/probe" && lines[3] == lines[2])
        #expect(lines[4] == "DELETE /api/kinora-probe/probe")
        let unique = try #require(peer.requests.first { $0.line.contains("_keys") })
        #expect(unique.body == #"{"keys":{"_keys.code":1},"ops":{"unique":true,"sparse":true}}"#)
        try await store.close()
        try await peer.close()
    }

    @Test(arguments: [ServerKind.kinora, .restheart])
    func ofTwoClientsEachGetsALeaseOfItsOwn(kind: ServerKind) async throws {
        let house = try await RemoteHouse(SystemTime())
        let stores = [try await house.store(kind), try await house.store(kind)]
        for store in stores { try await store.prepare([CollectionSchema("things")]) }
        let jobs = 12
        for number in 0..<jobs { _ = try await stores[0].insert(["state": "waiting"], id: "job-\(number)", into: "things") }

        let taken = try await withThrowingTaskGroup(of: [String].self) { group in
            for (worker, store) in stores.enumerated() { group.addTask { try await Self.takeAll(store, worker) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }

        #expect(Set(taken).count == taken.count, "no lease is given twice")
        #expect(try await stores[0].count(.equal("leases", 1), in: "things") == jobs)
        for store in stores { try await store.close() }
        try await house.remove()
    }

    /// By the conventions alone a write that crosses another's may be told as not known; then the job is looked for again.
    private static func takeAll(_ store: RemoteStore, _ worker: Int) async throws -> [String] {
        var taken: [String] = []
        let lease: [Change] = [.set("state", "taken"), .set("worker", .int(Int64(worker))), .increment("leases", by: 1)]
        while true {
            do {
                guard let job = try await store.findAndModify(Query(.equal("state", "waiting")), lease, in: "things") else { return taken }
                taken.append(job.id)
            } catch StoreError.unavailable(let reason) where reason.contains("not known") {
                continue
            }
        }
    }
}
