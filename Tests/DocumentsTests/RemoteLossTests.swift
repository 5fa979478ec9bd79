import HTTPTypes
import KinoraDocuments
import KinoraKernel
import KinoraRemoteDocuments
import Testing

@Suite("Nothing acknowledged is lost and nothing is done twice", .timeLimit(.minutes(10)))
struct RemoteLossTests {
    private static let schema = CollectionSchema("things", indexes: [.unique("code")])

    private func with(_ kind: ServerKind = .detect, _ body: (RemoteStore, RemoteHouse) async throws -> Void) async throws {
        let house = try await RemoteHouse(SystemTime())
        var limits = RemoteLimits()
        limits.firstPause = .milliseconds(5)
        limits.longestPause = .milliseconds(20)
        let store = try await house.store(kind, limits: limits)
        do {
            try await store.prepare([Self.schema])
            try await body(store, house)
        } catch {
            try await store.close()
            try await house.remove()
            throw error
        }
        try await store.close()
        try await house.remove()
    }

    private static func isNotKnown(_ error: (any Error)?) -> Bool {
        if case .unavailable(let reason) = error as? StoreError { reason.contains("not known") } else { false }
    }

    @Test(arguments: [ServerKind.kinora, .restheart])
    func anInsertionWhoseAnswerIsLostIsDoneOnce(kind: ServerKind) async throws {
        try await with(kind) { store, house async throws in
            house.events.loseAnswer(to: .put)
            let made = try await store.insert(["n": 1], id: nil, into: "things")
            house.events.loseAnswer(to: .put)
            let named = try await store.insert(["n": 2], id: "named", into: "things")

            #expect(try await store.count(.all, in: "things") == 2)
            #expect(try await store.read(made.id, in: "things") == made)
            #expect(try await store.read("named", in: "things") == named)
        }
    }

    @Test func anInsertionThatMeetsAnothersDocumentAfterALossIsRefused() async throws {
        try await with { store, house async throws in
            _ = try await store.insert(["n": 1], id: "named", into: "things")
            house.events.loseAnswer(to: .put)
            await #expect(throws: StoreError.exists(collection: "things", id: "named")) {
                _ = try await store.insert(["n": 2], id: "named", into: "things")
            }
            #expect(try await store.read("named", in: "things")?.body == ["n": 1])
        }
    }

    @Test(arguments: [2, 40])
    func appendedFactsStandOnceThoughAnswersAreLost(count: Int) async throws {
        try await with { store, house async throws in
            house.events.loseAnswer(to: .put)
            house.events.loseAnswer(to: .post)
            let bodies = (0..<count).map { Value.object(["n": .int(Int64($0))]) }
            let appended = try await store.append(bodies, to: "things")

            #expect(appended.map(\.body) == bodies)
            #expect(try await store.find(Query(sort: [.ascending("n")]), in: "things") == appended)
        }
    }

    @Test(arguments: [ServerKind.kinora, .restheart])
    func aVersionedWriteWhoseAnswerIsLostIsToldAsNotKnown(kind: ServerKind) async throws {
        try await with(kind) { store, house async throws in
            let first = try await store.insert(["n": 1], id: "a", into: "things")
            house.events.loseAnswer(to: .put)
            let replaced = await #expect(throws: StoreError.self) {
                _ = try await store.replace("a", with: ["n": 2], ifMatch: first.etag, in: "things")
            }
            house.events.loseAnswer(to: .put)
            let added = await #expect(throws: StoreError.self) {
                _ = try await store.findAndModify(Query(), [.increment("n", by: 1)], in: "things")
            }
            house.events.loseAnswer(to: .delete)
            let deleted = await #expect(throws: StoreError.self) { _ = try await store.delete("a", ifMatch: nil, in: "things") }

            #expect(Self.isNotKnown(replaced) && Self.isNotKnown(added) && Self.isNotKnown(deleted))
            #expect(try await store.read("a", in: "things") == nil)
        }
    }

    @Test func whateverStandsIsReplacedOnceMoreAndReadingIsRepeated() async throws {
        try await with { store, house async throws in
            _ = try await store.insert(["n": 1], id: "a", into: "things")
            house.events.loseAnswer(to: .put)
            let replaced = try await store.replace("a", with: ["n": 2], ifMatch: nil, in: "things")
            house.events.loseAnswer(to: .get)
            #expect(try await store.find(Query(), in: "things") == [replaced])
        }
    }

    @Test func aServerThatIsKilledAndComesBackHasWhatItAcknowledged() async throws {
        try await with { store, house async throws in
            let writer = Task {
                var acknowledged: [String] = []
                var failures: [String] = []
                for number in 0..<150 {
                    do {
                        acknowledged.append(try await store.insert(["n": .int(Int64(number))], id: "n\(number)", into: "things").id)
                    } catch let error as StoreError {
                        failures.append(error.sentence)
                    }
                }
                return (acknowledged, failures)
            }
            for _ in 0..<3 {
                try await Self.wait(for: 20, more: house.events)
                try await house.restart()
            }
            let (acknowledged, failures) = try await writer.value

            let standing = Set(try await store.find(Query(), in: "things").map(\.id))
            #expect(standing.isSuperset(of: acknowledged))
            #expect(acknowledged.count + failures.count == 150)
            #expect(failures.isEmpty, "a server that is back within the patience is no failure: \(failures.first ?? "")")
        }
    }

    /// Waits until so many more requests have come, or nobody asks any more.
    private static func wait(for count: Int, more events: RemoteHouse.Events) async throws {
        let wanted = events.count + count
        var still = 0
        while events.count < wanted && still < 200 {
            let before = events.count
            try await Task.sleep(for: .milliseconds(5))
            still = events.count == before ? still + 1 : 0
        }
    }
}
