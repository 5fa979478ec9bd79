import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Testing

@Suite("A process that is killed while it writes loses nothing that was acknowledged", .timeLimit(.minutes(10)))
struct CrashTests {
    private static let collection = "written"
    private static let schema = CollectionSchema(collection, indexes: [.unique("key"), .lookup("tags")], searchable: ["title"])

    @Test func killedInTheMiddleAgainAndAgain() async throws {
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")

        for (round, lines) in [1, 40, 7, 150, 90].enumerated() {
            let said = try await WriterProcess.killed(after: lines, writing: path, prefix: "round\(round)")

            #expect(said.count >= lines)
            let store = try await SQLiteStore(path: path, time: SystemTime())
            try await store.prepare([Self.schema])
            try await expectEverything(said, in: store)
            try await expectAgreement(store)
            #expect(try await store.defects() == [])
            try await store.close()
        }
        try folder.remove()
    }

    @Test func killedWhileTheFileIsMade() async throws {
        let folder = try TestFolder()

        for round in 0..<6 {
            let path = folder.file("\(round).sqlite")
            _ = try await WriterProcess.killed(after: 0, writing: path, prefix: "x")

            let store = try await SQLiteStore(path: path, time: SystemTime())
            try await store.prepare([Self.schema])
            try await expectAgreement(store)
            #expect(try await store.defects() == [])
            try await store.close()
        }
        try folder.remove()
    }

    /// The last word about a document stands, or the write behind it that was not acknowledged any more.
    private func expectEverything(_ said: [String], in store: SQLiteStore) async throws {
        var last: [String: String] = [:]
        for line in said {
            let parts = line.split(separator: " ")
            last[String(parts[0])] = String(parts[1])
        }
        for (id, word) in last {
            let version = try await store.read(id, in: Self.collection)?.body["version"]
            switch word {
            case "0": #expect(version == 0 || version == 1, "\(id)")
            case "1": #expect(version == 1 || (version == nil && (id.hasSuffix("4") || id.hasSuffix("9"))), "\(id)")
            default: #expect(version == nil, "\(id)")
            }
        }
    }

    /// Documents, elements, words and feed were written together or not at all.
    private func expectAgreement(_ store: SQLiteStore) async throws {
        let count = try await store.count(.all, in: Self.collection)
        #expect(try await store.count(.equal("tags", "crash"), in: Self.collection) == count)
        #expect(try await store.count(.text("crash"), in: Self.collection) == count)
        #expect(try await store.changes(since: 0, limit: 1_000_000).count { $0.kind == .written } == count)
    }
}

@Suite("Several processes share one file", .timeLimit(.minutes(10)))
struct SharedFileTests {
    @Test func theyStartTogetherAndNoAdditionIsLost() async throws {
        let folder = try TestFolder()
        let path = folder.file("kinora.sqlite")

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try await WriterProcess.add(0, to: path) } }
            try await group.waitForAll()
        }
        let store = try await SQLiteStore(path: path, time: SystemTime())
        try await store.prepare([CollectionSchema("written", indexes: [.unique("key"), .lookup("tags")], searchable: ["title"])])
        _ = try await store.insert(["value": 0], id: "sum", into: "written")
        let feed = try await ChangeFeed(of: ["written"], in: store, every: .milliseconds(10))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 { group.addTask { try await WriterProcess.add(60, to: path) } }
            for _ in 0..<60 {
                group.addTask {
                    _ = try await store.findAndModify(Query(.equal("_id", "sum")), [.increment("value", by: 1)], in: "written")
                }
            }
            try await group.waitForAll()
        }

        #expect(try await store.read("sum", in: "written")?.body["value"] == 240)
        for try await batch in feed {
            #expect(batch.map(\.id) == ["sum"])
            break
        }
        try await store.close()
        #expect(folder.contents == ["kinora.sqlite"])
        try folder.remove()
    }
}
