import KinoraDocuments
import KinoraKernel
import KinoraRemoteDocuments
import Testing

@testable import KinoraRemoteDocuments

@Suite("What is read again is answered from the cache, and never older than the bound", .timeLimit(.minutes(10)))
struct RemoteCacheTests {
    /// Two clients of one house, which has a document “a”.
    private func with(
        _ freshness: Duration, _ kind: ServerKind = .detect, _ body: (RemoteStore, RemoteStore, RemoteHouse) async throws -> Void
    ) async throws {
        let house = try await RemoteHouse(SystemTime())
        var limits = RemoteLimits()
        limits.freshness = freshness
        let (one, other) = (try await house.store(kind, limits: limits), try await house.store(kind, limits: limits))
        for store in [one, other] { try await store.prepare([CollectionSchema("things")]) }
        _ = try await one.insert(["n": 1], id: "a", into: "things")
        do {
            try await body(one, other, house)
        } catch {
            for store in [one, other] { try await store.close() }
            try await house.remove()
            throw error
        }
        for store in [one, other] { try await store.close() }
        try await house.remove()
    }

    @Test func whatIsReadOftenIsAskedForOnce() async throws {
        try await with(.seconds(3600)) { one, _, house async throws in
            _ = try await one.read("a", in: "things")
            let before = house.events.count
            for _ in 0..<100 { #expect(try await one.read("a", in: "things")?.body == ["n": 1]) }
            #expect(house.events.count == before)
        }
    }

    @Test(arguments: [ServerKind.kinora, .restheart])
    func ownWritesAreSeenAtOnce(kind: ServerKind) async throws {
        try await with(.seconds(3600), kind) { one, _, _ async throws in
            for number in 2..<10 {
                _ = try await one.read("a", in: "things")
                let body: Value = ["n": .int(Int64(number))]
                let written =
                    number.isMultiple(of: 2)
                    ? try await one.replace("a", with: body, ifMatch: nil, in: "things")
                    : try await one.findAndModify(Query(), [.increment("n", by: 1)], in: "things")
                #expect(try await one.read("a", in: "things") == written)
                #expect(written?.body == body)
            }
            _ = try await one.delete("a", ifMatch: nil, in: "things")
            #expect(try await one.read("a", in: "things") == nil)
        }
    }

    @Test(arguments: [ServerKind.kinora, .restheart])
    func behindTheBoundAnothersWritesAreSeen(kind: ServerKind) async throws {
        try await with(.zero, kind) { one, other, _ async throws in
            for number in 2..<6 {
                _ = try await one.read("a", in: "things")
                let written = try await other.replace("a", with: ["n": .int(Int64(number))], ifMatch: nil, in: "things")
                #expect(try await one.read("a", in: "things") == written)
            }
            _ = try await other.delete("a", ifMatch: nil, in: "things")
            #expect(try await one.read("a", in: "things") == nil)
            let again = try await other.insert(["n": 7], id: "a", into: "things")
            #expect(try await one.read("a", in: "things") == again)
        }
    }

    @Test func withinTheBoundNobodyAsksAndBehindItOneDoes() async throws {
        try await with(.milliseconds(50)) { one, other, _ async throws in
            _ = try await one.read("a", in: "things")
            let written = try await other.replace("a", with: ["n": 2], ifMatch: nil, in: "things")
            let began = ContinuousClock.now
            while try await one.read("a", in: "things") != written {
                // Decided before it was asked for, an answer may be as old as the bound, and no older.
                try #require(ContinuousClock.now - began < .seconds(60))
            }
        }
    }

    @Test func whoIsRefusedBecauseHisVersionWasOldReadsTheNewOne() async throws {
        try await with(.seconds(3600)) { one, other, _ async throws in
            let old = try #require(try await one.read("a", in: "things"))
            let new = try await other.replace("a", with: ["n": 2], ifMatch: nil, in: "things")
            await #expect(throws: StoreError.changed(collection: "things", id: "a", now: new.etag)) {
                _ = try await one.replace("a", with: ["n": 3], ifMatch: old.etag, in: "things")
            }
            #expect(try await one.read("a", in: "things") == new)
        }
    }

    @Test func aCacheIsEmptiedWhenTheFeedCannotSayWhatChanged() async throws {
        let key = ReadCache.Key("a", in: "things")
        let document = Document(id: "a", etag: .make(), createdAt: SystemTime().now, updatedAt: SystemTime().now, body: [:])
        let change = DocumentChange(position: 11, collection: "others", id: "x", kind: .written, at: SystemTime().now)
        let answers: [(what: String, stays: Bool, feed: @Sendable (Int64, Int) throws -> ChangeBatch)] = [
            ("nothing changed", true, { _, _ in ChangeBatch(changes: [], latest: 10) }),
            ("something else changed", true, { _, _ in ChangeBatch(changes: [change], latest: 11) }),
            ("an older database was put there", false, { _, _ in ChangeBatch(changes: [], latest: 3) }),
            ("too much changed", false, { _, limit in ChangeBatch(changes: Array(repeating: change, count: limit), latest: 99) }),
            ("the feed fails", false, { _, _ in throw StoreError.unavailable("away") }),
        ]
        for (what, stays, feed) in answers {
            let cache = ReadCache(mostDocuments: 10, mostBytes: 1000)
            var limits = RemoteLimits()
            limits.freshness = .zero
            let freshness = Freshness(of: cache, limits: limits)
            try await freshness.assure { _, _ in ChangeBatch(changes: [], latest: 10) }
            cache.keep(document, bytes: 1, cache.begin(key))
            try? await freshness.assure { try feed($0, $1) }
            #expect((cache[key] != nil) == stays, "\(what)")
        }
    }
}
