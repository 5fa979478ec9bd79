import KinoraDocumentContract
import KinoraDocuments
import KinoraKernel
import KinoraRemoteDocuments
import Testing

@Suite("The store over HTTP keeps the same promises", .timeLimit(.minutes(10)))
struct RemoteContractTests {
    @Test(arguments: [Engine.remote], ContractCheck.all)
    func promise(engine: Engine, check: ContractCheck) async throws {
        try await check.run(on: engine)
    }

    @Test(arguments: [Engine.remoteByConventions], ContractCheck.all.filter { Self.notByConventions[$0.sentence] == nil })
    func promiseByConventionsAlone(engine: Engine, check: ContractCheck) async throws {
        try await check.run(on: engine)
    }

    /// What the conventions of RESTHeart alone cannot keep, and why; `RemoteStore` says so too.
    private static let notByConventions = [
        "The feed tells every change, oldest first, and each document's last": "deletions leave nothing that could be found",
        "Everything is there when the store is opened again": "deletions leave nothing that could be found",
        "A reader follows some collections while others write": "what is written in the millisecond of the last look is told only after it",
        "Preparing again changes nothing, and a changed schema is taken up":
            "documents that stand get new keys and words with their next write",
        "A document that is restored is the one that was, byte for byte": "the server makes the tags",
        "What was deleted can be restored, and restoring twice changes nothing": "the server makes the tags",
        "What is restored appears in the change feed": "the server makes the tags",
        "Of restored documents one that breaks a unique index is refused, the others stand": "the server makes the tags",
        "Nothing is restored when one of the documents is invalid": "the server makes the tags",
    ]

    @Test func everyExceptionNamesACheck() {
        let sentences = Set(ContractCheck.all.map(\.sentence))
        for sentence in Self.notByConventions.keys { #expect(sentences.contains(sentence), "\(sentence)") }
    }

    @Test func theDeepestDocumentsTravelInArraysToo() async throws {
        let house = try await RemoteHouse(SystemTime())
        let store = try await house.store()
        try await store.prepare([CollectionSchema("things")])
        var deep = Value.date(Moment(milliseconds: 1))
        for _ in 0..<62 { deep = .array([deep]) }

        let appended = try await store.append(Array(repeating: ["deep": deep], count: 5), to: "things")
        try await store.restore(appended, into: "things")

        #expect(try await store.find(Query(.in("_id", appended.map { .string($0.id) })), in: "things").map(\.body) == appended.map(\.body))
        try await store.close()
        try await house.remove()
    }

    @Test func restoringByConventionsAloneIsRefusedWithASentence() async throws {
        let house = try await RemoteHouse(SystemTime())
        let store = try await house.store(.restheart)
        try await store.prepare([CollectionSchema("things")])
        let document = Document(id: "a", etag: .make(), createdAt: SystemTime().now, updatedAt: SystemTime().now, body: [:])

        let error = try #require(await #expect(throws: StoreError.self) { try await store.restore([document], into: "things") })

        #expect(error.sentence.contains("version tag"))
        #expect(try await store.count(.all, in: "things") == 0)
        try await store.close()
        try await house.remove()
    }
}

extension Engine {
    static let remote = Engine("remote") { time in try await opened(time, .detect) }

    static let remoteByConventions = Engine("remote, RESTHeart conventions only") { time in
        // Who runs a RESTHeart has no searchable fields to set there; behind this server it is what finds the words.
        try await opened(time, .restheart, [CollectionSchema("things", searchable: ["title", "other.title", "keywords"])])
    }

    private static func opened(_ time: any TimeSource, _ kind: ServerKind, _ there: [CollectionSchema] = []) async throws -> Opened {
        let house = try await RemoteHouse(time, collections: there)
        var limits = RemoteLimits()
        limits.settling = .zero
        let bounds = limits
        let store = try await house.store(kind, limits: bounds)
        return Opened(
            store: store,
            reopened: {
                try await store.close()
                try await house.restart()
                return try await house.store(kind, limits: bounds)
            },
            dispose: {
                try await store.close()
                try await house.remove()
            })
    }
}
