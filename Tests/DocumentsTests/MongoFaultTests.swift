#if MongoDB
    import Foundation
    import KinoraDocuments
    import KinoraKernel
    import Testing

    @testable import KinoraMongoDocuments

    @Suite(
        "A MongoDB that fails is reported, and nothing acknowledged is lost",
        .enabled(if: MongoServer.canBeStarted, MongoServer.isMissing), .timeLimit(.minutes(10)))
    struct MongoFaultTests {
        private static let things = "things"
        private static let schema = CollectionSchema(things, indexes: [.unique("code")], searchable: ["title"])

        @Test func aServerThatIsKilledInTheMiddleOfWritesAndStartedAgain() async throws {
            let folder = try TestFolder()
            let first = try await MongoServer(storage: folder.file("database"))
            let store = try await MongoStore(uri: first.uri(), time: SystemTime())
            try await store.prepare([Self.schema])
            let ledger = Ledger()

            let second = try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<6 { group.addTask { await ledger.write(as: writer, to: store, into: Self.things) } }
                await ledger.acknowledged(120)
                await first.kill()
                let second = try await MongoServer(port: first.port, storage: folder.file("database"))
                await ledger.acknowledged(240)
                await ledger.end()
                try await group.waitForAll()
                return second
            }
            try await store.close()

            // No grace: what the killed server left open counts as closed at once.
            let reader = try await MongoStore(uri: second.uri(), time: SystemTime(), logger: nil, grace: .zero)
            try await reader.prepare([Self.schema])
            let said = await ledger.said
            let told = Set(try await reader.changes(since: 0, limit: 1_000_000).map(\.id))
            for (id, version) in said {
                let standing = try await reader.read(id, in: Self.things)
                #expect(standing?.body["version"] == .int(version) || standing?.body["version"] == .int(version + 1), "\(id)")
                #expect(told.contains(id), "\(id) stands in the feed")
                #expect(try await reader.count(.and([.text("titel"), .equal("_id", .string(id))]), in: Self.things) == 1)
            }
            let others = await ledger.failures.filter { if case .unavailable = $0 { false } else { true } }
            #expect(others == [], "whatever failed was unavailable")
            try await reader.close()
            await second.stop()
            try folder.remove()
        }

        @Test func aServerThatDoesNotAnswerHoldsUpNobodyElse() async throws {
            let server = try await MongoServer()
            let store = try await MongoStore(uri: server.uri(), time: SystemTime())
            try await store.prepare([Self.schema])

            server.pause()
            let readers = (0..<32).map { _ in Task { try await store.read("one", in: Self.things) } }
            // Were Swift's threads waiting for the server, this would not end before the readers gave up.
            for _ in 0..<100 { try await Task.sleep(for: .milliseconds(1)) }
            server.goOn()

            for reader in readers { #expect(try await reader.value == nil) }
            try await store.close()
            await server.stop()
        }

        @Test func waitingCallsEndWithOneErrorAndWorkGoesOnWhenTheServerReturns() async throws {
            let server = try await MongoServer()
            let options = "&socketTimeoutMS=300&serverSelectionTimeoutMS=500&connectTimeoutMS=300"
            let store = try await MongoStore(uri: server.uri(options: options), time: SystemTime())
            try await store.prepare([Self.schema])

            server.pause()
            let errors = await withTaskGroup(of: (any Error)?.self) { group in
                for number in 0..<10 {
                    group.addTask { await failure { _ = try await store.insert(["a": 1], id: "\(number)", into: Self.things) } }
                    group.addTask { await failure { _ = try await store.read("one", in: Self.things) } }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            server.goOn()

            #expect(errors.count == 20)
            for error in errors {
                guard case StoreError.unavailable(let reason)? = error else {
                    Issue.record("ended with \(String(describing: error))")
                    continue
                }
                #expect(reason.contains("127.0.0.1:\(server.port)"))
            }
            await untilItWorks { _ = try await store.insert(["a": 2], id: "later", into: Self.things) }
            #expect(try await store.read("later", in: Self.things)?.body == ["a": 2])
            try await store.close()
            await server.stop()
        }

        @Test func aCallerThatIsCancelledDoesNotWaitForTheServer() async throws {
            let server = try await MongoServer()
            let store = try await MongoStore(uri: server.uri(), time: SystemTime())
            try await store.prepare([Self.schema])
            server.pause()
            let readers = (0..<20).map { _ in Task { try await store.read("one", in: Self.things) } }

            for reader in readers { reader.cancel() }

            for reader in readers {
                guard case .failure(let error) = await reader.result else { continue }
                #expect(error is CancellationError)
            }
            server.goOn()
            try await store.close()
            await server.stop()
        }

        @Test func whoMayNotIsToldSoWithoutThePassword() async throws {
            let folder = try TestFolder()
            let server = try await MongoServer(storage: folder.file("database"), user: "ida:right-horse")
            let fine = try await MongoStore(uri: server.uri(user: "ida:right-horse"), time: SystemTime())
            try await fine.prepare([Self.schema])
            _ = try await fine.insert(["title": "Titel"], id: "one", into: Self.things)
            try await fine.close()

            let wrong = await failure { _ = try await MongoStore(uri: server.uri(user: "ida:wrong-horse"), time: SystemTime()) }
            let other = await failure {
                _ = try await MongoStore(uri: server.uri("elsewhere", user: "ida:right-horse"), time: SystemTime())
            }

            for (error, part) in [(wrong, "the password of the user ida"), (other, "the database elsewhere")] {
                guard case StoreError.refused(let reason)? = error else {
                    Issue.record("ended with \(String(describing: error))")
                    continue
                }
                #expect(reason.contains(part))
                #expect(!reason.contains("horse"))
            }
            await server.stop()
            try folder.remove()
        }

        @Test func aServerThatIsNotThereAndAnAddressThatIsNone() async throws {
            let uri = "mongodb://ida:right-horse@127.0.0.1:1/?serverSelectionTimeoutMS=300"

            let missing = await failure { _ = try await MongoStore(uri: uri, time: SystemTime()) }
            guard case StoreError.unavailable(let reason)? = missing else {
                Issue.record("ended with \(String(describing: missing))")
                return
            }
            #expect(reason.contains("127.0.0.1:1"))
            #expect(!reason.contains("horse"))

            for text in ["", "http://example.org", "mongodb://", "mongodb://ida:right@horse@host/x/y", "mongodb://host:99999/"] {
                let error = await failure { _ = try await MongoStore(uri: text, time: SystemTime()) }
                guard case StoreError.refused(let reason)? = error else {
                    Issue.record("“\(text)” ended with \(String(describing: error))")
                    continue
                }
                #expect(!reason.contains("horse"))
            }
        }
    }

    /// What an action throws.
    func failure(_ action: () async throws -> Void) async -> (any Error)? {
        do {
            try await action()
            return nil
        } catch {
            return error
        }
    }

    /// Repeats what fails while a server comes back.
    private func untilItWorks(_ action: () async throws -> Void) async {
        while !Task.isCancelled, await failure(action) != nil {}
    }

    /// What was acknowledged to writers that go on until they are told to end.
    private actor Ledger {
        private(set) var said: [String: Int64] = [:]
        private(set) var failures: [StoreError] = []
        private var count = 0
        private var isOver = false
        private var waiting: [(Int, CheckedContinuation<Void, Never>)] = []

        func end() { isOver = true }

        func acknowledged(_ wanted: Int) async {
            guard count < wanted else { return }
            await withCheckedContinuation { waiting.append((wanted, $0)) }
        }

        nonisolated func write(as writer: Int, to store: MongoStore, into collection: String) async {
            var number = 0
            while await !isOver {
                let id = "\(writer)-\(number)"
                number += 1
                do {
                    let body: Value = ["code": .string(id), "title": "Titel", "version": 0]
                    let first = try await store.insert(body, id: id, into: collection)
                    await note(id, 0)
                    let next: Value = ["code": .string(id), "title": "Titel", "version": 1]
                    _ = try await store.replace(id, with: next, ifMatch: first.etag, in: collection)
                    await note(id, 1)
                } catch let error as StoreError {
                    await note(error)
                } catch {
                    return
                }
            }
        }

        private func note(_ error: StoreError) { failures.append(error) }

        private func note(_ id: String, _ version: Int64) {
            said[id] = version
            count += 1
            for (wanted, continuation) in waiting where wanted <= count { continuation.resume() }
            waiting.removeAll { $0.0 <= count }
        }
    }
#endif
