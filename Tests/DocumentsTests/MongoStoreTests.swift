#if MongoDB
    import Foundation
    import KinoraDocuments
    import KinoraKernel
    import Testing

    @testable import KinoraMongoDocuments

    @Suite(
        "What MongoDB alone can get wrong", .enabled(if: MongoServer.canBeStarted, MongoServer.isMissing), .timeLimit(.minutes(10)))
    struct MongoStoreTests {
        private static let things = "things"
        private static let schema = CollectionSchema(
            things, indexes: [.unique("code"), .lookup("state", "rank"), .lookup("deep.rank")], searchable: ["title"])
        private static let layout = StoredLayout(schema)

        @Test func aWriteWhoseAnswerWasLostIsDoneOnce() async throws {
            try await withStore { store, _ in
                let one = try await store.insert(["code": "a", "n": 0], id: "one", into: Self.things)
                let two = Document.made(id: "two", body: ["code": "b"], at: SystemTime().now)
                let later = Document.made(id: "one", body: ["code": "a", "n": 1], at: SystemTime().now, replacing: one)
                // The server does what it is told and then says that it is about to stop.
                func lose(_ command: String) async throws {
                    let error: Value = ["code": 91, "errmsg": "shutdown in progress"]
                    try await failPoint(store, ["failCommands": .array([.string(command)]), "writeConcernError": error])
                }

                try await lose("insert")
                let refused = try await store.request { try MongoCollection(session: $0, layout: Self.layout).insert([two]) }
                try await lose("update")
                let isReplaced = try await store.request { try MongoCollection(session: $0, layout: Self.layout).replace(one, with: later) }
                try await lose("delete")
                let isDeleted = try await store.request { try MongoCollection(session: $0, layout: Self.layout).delete(two) }

                #expect(refused == [:])
                #expect(isReplaced && isDeleted)
                #expect(try await store.find(Query(), in: Self.things) == [later])
            }
        }

        @Test func anotherPrimaryAndALostConnectionAreNoticedByNobody() async throws {
            try await withStore { store, _ in
                try await failPoint(store, ["failCommands": .array(["insert"]), "errorCode": 10107])
                _ = try await store.insert(["code": "a"], id: "one", into: Self.things)
                try await failPoint(store, ["failCommands": .array(["find"]), "closeConnection": true])
                #expect(try await store.read("one", in: Self.things)?.body == ["code": "a"])
                try await failPoint(store, ["failCommands": .array(["insert"]), "closeConnection": true])
                _ = try await store.insert(["code": "b"], id: "two", into: Self.things)
                #expect(try await store.count(.all, in: Self.things) == 2)
            }
        }

        @Test func readersOfTheFeedWaitForWhatIsStillBeingWritten() async throws {
            try await withStore { store, uri in
                _ = try await store.insert(["code": "a"], id: "one", into: Self.things)
                let place = try await store.request { session in
                    let feed = MongoFeed(session: session)
                    let place = try feed.open(1)
                    try feed.note(["slow"], .written, in: Self.things, at: SystemTime().now, place)
                    return place
                }
                _ = try await store.insert(["code": "b"], id: "two", into: Self.things)

                #expect(try await store.changes(since: 0, limit: 10).map(\.id) == ["one"], "what came later waits, too")
                let position = try await store.latestPosition()
                let impatient = try await MongoStore(uri: uri, time: SystemTime(), logger: nil, grace: .zero)
                #expect(try await impatient.changes(since: position, limit: 10).map(\.id) == ["slow", "two"], "a dead writer is passed")
                try await impatient.close()
                try await store.request { try MongoFeed(session: $0).close(place) }
                #expect(try await store.changes(since: position, limit: 10).map(\.id) == ["slow", "two"])
            }
        }

        @Test func aReaderIsWokenByWhatAnotherProcessWrites() async throws {
            try await withStore { store, uri in
                let other = try await MongoStore(uri: uri, time: SystemTime())
                try await other.prepare([Self.schema])
                let feed = try await ChangeFeed(in: store, every: .seconds(3600))

                let seen = try await withThrowingTaskGroup(of: [String].self) { group in
                    group.addTask {
                        for try await batch in feed { return batch.map(\.id) }
                        return []
                    }
                    group.addTask {
                        // The first may be written before the reader waits; another follows.
                        while !Task.isCancelled {
                            _ = try await other.insert([:], id: nil, into: Self.things)
                            try await Task.sleep(for: .milliseconds(50))
                        }
                        return []
                    }
                    defer { group.cancelAll() }
                    return try await group.next() ?? []
                }

                #expect(!seen.isEmpty)
                try await other.close()
            }
        }

        @Test func twoProcessesShareOneQueue() async throws {
            try await withStore { store, uri in
                let other = try await MongoStore(uri: uri, time: SystemTime())
                try await other.prepare([Self.schema])
                _ = try await store.append((0..<20).map { ["state": "waiting", "rank": .int($0)] }, to: Self.things)
                let next = Query(.equal("state", "waiting"), sort: [.ascending("rank")])
                let lease: [Change] = [.set("state", "taken"), .increment("leases", by: 1)]

                let taken = try await withThrowingTaskGroup(of: [String].self) { group in
                    for number in 0..<12 {
                        group.addTask {
                            var taken: [String] = []
                            let store = number.isMultiple(of: 2) ? store : other
                            while let job = try await store.findAndModify(next, lease, in: Self.things) { taken.append(job.id) }
                            return taken
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }

                #expect(taken.count == 20)
                #expect(Set(taken).count == 20)
                #expect(try await store.count(.equal("leases", 1), in: Self.things) == 20)
                try await other.close()
            }
        }

        @Test func documentsOfOtherProgramsAreReadAsFarAsTheyCanBe() async throws {
            try await withStore { store, uri in
                let one = try await store.insert(["code": "a"], id: "one", into: Self.things)
                var foreign = BSONDocument()
                foreign.append("_id", "foreign")
                foreign.append("_etag", objectID: one.etag.rawValue)
                foreign.append("createdAt", .date(one.createdAt))
                foreign.append("updatedAt", .date(one.updatedAt))
                foreign.append("reference", objectID: "0123456789abcdef01234567")
                var nameless = BSONDocument()
                nameless.append("_id", "nameless")
                let database = String(uri.split(separator: "?")[0].split(separator: "/").last ?? "")
                for document in [foreign, nameless] {
                    var insert = BSONDocument()
                    insert.append("insert", .string(Self.things))
                    insert.append("documents", array: [document])
                    try await store.send(insert, to: database)
                }

                #expect(try await store.read("foreign", in: Self.things)?.body == ["reference": "0123456789abcdef01234567"])
                let error = await failure { _ = try await store.read("nameless", in: Self.things) }
                guard case StoreError.unreadable(Self.things, "nameless", "_etag", _)? = error else {
                    Issue.record("ended with \(String(describing: error))")
                    return
                }
            }
        }

        @Test(.enabled(if: bytesInUse() != nil, "only glibc on x86-64 says how much memory is in use"))
        func thousandsOfRequestsLeaveNothingBehind() async throws {
            try await withStore(options: "&maxPoolSize=1") { store, _ in
                func work(_ count: Int) async throws {
                    for number in 0..<count {
                        _ = try await store.read("one", in: Self.things)
                        if number.isMultiple(of: 4) { _ = try? await store.insert(["code": "a"], id: nil, into: Self.things) }
                        if number.isMultiple(of: 8) {
                            _ = try await store.find(Query(.text("x"), sort: [.ascending("y")]), in: Self.things)
                        }
                    }
                }
                _ = try await store.insert(["code": "a"], id: "one", into: Self.things)
                // Until buffers and caches have their sizes.
                try await work(1000)
                let before = try #require(bytesInUse())
                try await work(1000)
                let after = try #require(bytesInUse())

                // Of 128 bytes is one `bson_t` that is not given back, and each round gets at least one.
                let each = (after - before) / 1000
                #expect(each < 96, "\(each) bytes remain of each request")
            }
        }

        // MARK: Pieces

        private func withStore(options: String = "", _ body: (MongoStore, _ uri: String) async throws -> Void) async throws {
            let uri = try await MongoServer.address()
            let store = try await MongoStore(uri: uri + options, time: SystemTime())
            try await store.prepare([Self.schema])
            try await body(store, uri)
            try await MongoServer.drop(uri)
            try await store.close()
        }

        /// Lets the server fail at the next command of a kind, once.
        private func failPoint(_ store: MongoStore, _ data: Value) async throws {
            var command = BSONDocument()
            command.append("configureFailPoint", "failCommand")
            command.append("mode", ["times": 1])
            command.append("data", data)
            try await store.send(command, to: "admin")
        }
    }

    /// How much memory `malloc` has given out (glibc's `mallinfo2`, malloc.h, which Swift does not import).
    ///
    /// It returns ten words, and so, by the calling convention of x86-64, takes the address where they are to stand.
    private func bytesInUse() -> Int? {
        #if arch(x86_64) && canImport(Glibc)
            typealias Function = @convention(c) (UnsafeMutablePointer<Int>) -> UnsafeMutableRawPointer
            guard let symbol = dlsym(nil, "mallinfo2") else { return nil }
            var words = [Int](repeating: 0, count: 10)
            _ = unsafeBitCast(symbol, to: Function.self)(&words)
            // arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, …
            return words[7] + words[4]
        #else
            return nil
        #endif
    }
#endif
