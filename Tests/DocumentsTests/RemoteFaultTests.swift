import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraRemoteDocuments
import Logging
import Testing

@Suite("A remote store meets bad servers with one clear error, within bounds", .timeLimit(.minutes(10)))
struct RemoteFaultTests {
    private static let token = "kinora_secret-of-the-house"
    private static let document =
        #"{"_id":"a","_etag":{"$oid":"0123456789abcdef01234567"},"createdAt":{"$date":1},"updatedAt":{"$date":2},"n":1}"#

    private static func limits() -> RemoteLimits {
        var limits = RemoteLimits()
        limits.attempts = 3
        limits.firstPause = .milliseconds(1)
        limits.longestPause = .milliseconds(2)
        limits.answerBytes = 1 << 20
        return limits
    }

    /// Prepares a store in front of a peer, and closes both behind the test.
    private func with(
        limits: RemoteLimits = limits(), _ reply: @escaping @Sendable (RemotePeer.Asked) -> RemotePeer.Reply,
        then body: (RemoteStore, RemotePeer) async throws -> Void
    ) async throws {
        let peer = try await RemotePeer(reply)
        let store = try RemoteStore(
            url: peer.url, token: Self.token, time: SystemTime(), limits: limits,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        do {
            try await store.prepare([CollectionSchema("things")])
            try await body(store, peer)
        } catch {
            try await store.close()
            try await peer.close()
            throw error
        }
        try await store.close()
        try await peer.close()
    }

    private func failure(_ action: () async throws -> Void) async throws -> StoreError {
        let error = try #require(await #expect(throws: StoreError.self) { try await action() })
        #expect(!error.sentence.contains(Self.token))
        #expect(!error.sentence.contains("\n"))
        return error
    }

    private static func isUnavailable(_ error: StoreError) -> Bool { if case .unavailable = error { true } else { false } }
    private static func isUnusable(_ error: StoreError) -> Bool { if case .unusable = error { true } else { false } }

    @Test func aDocumentIsReadAsItIs() async throws {
        try await with { _ in
            .answer(200, Self.document)
        } then: { store, peer async throws in
            let read = try #require(try await store.read("a", in: "things"))
            #expect(read.etag.rawValue == "0123456789abcdef01234567")
            #expect(read.createdAt == Moment(milliseconds: 1))
            #expect(read.updatedAt == Moment(milliseconds: 2))
            #expect(read.body == ["n": 1])
            #expect(peer.requests[0].line == "GET /api/things/a?rep=s&id_type=STRING HTTP/1.1")
            #expect(peer.requests[0].head.lowercased().contains("authorization: bearer \(Self.token.lowercased())"))
        }
    }

    @Test func anAnswerThatNeverComesIsWaitedForSoLongAndNotLonger() async throws {
        var limits = Self.limits()
        limits.answering = .milliseconds(200)
        try await with(limits: limits) { _ in
            .silence
        } then: { store, peer async throws in
            let error = try await failure { _ = try await store.find(Query(), in: "things") }
            #expect(Self.isUnavailable(error))
            #expect(peer.requests.count == 3)
        }
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"_id\":", "HTTP/1.1 200 OK\r\nContent-Le", "nonsense\r\n\r\n", ""])
    func halfAnAnswerIsNone(text: String) async throws {
        try await with { _ in
            .raw(text)
        } then: { store, peer async throws in
            #expect(Self.isUnavailable(try await failure { _ = try await store.read("a", in: "things") }))
            #expect(peer.requests.count == 3)
        }
    }

    @Test(arguments: [
        "", "<html>", "[]", "{}", "{\"_id\":\"a\"}", #"{"_id":"b","_etag":{"$oid":"0"}}"#, #"{"_id":"a","_etag":"0","_etag":"1"}"#,
    ])
    func wrongJSONIsToldAsSuch(text: String) async throws {
        try await with { _ in
            .answer(200, text)
        } then: { store, peer async throws in
            let error = try await failure { _ = try await store.read("a", in: "things") }
            #expect(Self.isUnavailable(error) && error.sentence.contains("not that of a Video API"))
            #expect(peer.requests.count == 1, "asking again would change nothing")
        }
    }

    @Test(arguments: ["{}", "[1]", "[", "[{}", #"[{"_id":"a"}]"#, "[]]", "[,]", "x"])
    func wrongListsAreToldAsSuch(text: String) async throws {
        try await with { _ in
            .answer(200, text)
        } then: { store, _ async throws in
            let error = try await failure { _ = try await store.find(Query(), in: "things") }
            #expect(Self.isUnavailable(error) && error.sentence.contains("not that of a Video API"))
        }
    }

    @Test(arguments: [500, 502, 503, 504, 429])
    func aServerThatStumblesIsAskedAgainABoundedNumberOfTimes(status: Int) async throws {
        try await with { _ in
            .answer(status, #"{"message":"no, \#(Self.token)"}"#)
        } then: { store, peer async throws in
            let error = try await failure { _ = try await store.count(.all, in: "things") }
            #expect(Self.isUnavailable(error) && error.sentence.contains("\(status)"))
            #expect(peer.requests.count == 3)
        }
    }

    @Test func aServerThatWasAwayForAMomentIsNoFailure() async throws {
        try await with {
            $0.number == 1 ? .answer(503, "", headers: ["Retry-After: 0"]) : .answer(200, #"{"_size":7}"#)
        } then: { store, peer async throws in
            #expect(try await store.count(.all, in: "things") == 7)
            #expect(peer.requests.count == 2)
        }
    }

    @Test func aServerThatWantsAnHourIsNotWaitedFor() async throws {
        try await with { _ in
            .answer(503, "", headers: ["Retry-After: 3600"])
        } then: { store, peer async throws in
            #expect(Self.isUnavailable(try await failure { _ = try await store.count(.all, in: "things") }))
            #expect(peer.requests.count == 1)
        }
    }

    @Test(arguments: [401, 403])
    func aTokenThatDoesNotOpenIsToldAtOnce(status: Int) async throws {
        try await with { _ in
            .answer(status, #"{"message":"no, \#(Self.token)"}"#)
        } then: { store, peer async throws in
            let error = try await failure { _ = try await store.read("a", in: "things") }
            #expect(Self.isUnusable(error) && error.sentence.contains("\(status)"))
            #expect(peer.requests.count == 1)
        }
    }

    @Test func aGiganticAnswerIsNotTaken() async throws {
        let endless = RemotePeer.Reply.flood(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4000\r\n" + String(repeating: "[", count: 0x4000) + "\r\n")
        try await with {
            $0.number == 1 ? .raw("HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n[") : endless
        } then: { store, _ async throws in
            #expect(Self.isUnavailable(try await failure { _ = try await store.read("a", in: "things") }))
            #expect(Self.isUnavailable(try await failure { _ = try await store.read("a", in: "things") }))
        }
    }

    @Test func aListThatIsTooLongIsAskedForInParts() async throws {
        try await with { asked in
            guard asked.line.contains("pagesize=1&") else { return .answer(200, String(repeating: " ", count: 2 << 20)) }
            return .answer(200, "[" + Self.document.replacing("\"_id\":\"a\"", with: "\"_id\":\"\(asked.number)\"") + "]")
        } then: { store, _ async throws in
            #expect(try await store.find(Query(limit: 2), in: "things").count == 2)
        }
    }

    @Test(arguments: [301, 302, 307, 308])
    func nobodyIsSentElsewhere(status: Int) async throws {
        let other = try await RemotePeer { _ in .answer(200, Self.document) }
        let address = other.url
        try await with { _ in
            .answer(status, "", headers: ["Location: \(address)/things/a"])
        } then: { store, peer async throws in
            #expect(Self.isUnusable(try await failure { _ = try await store.read("a", in: "things") }))
            #expect(peer.requests.count == 1)
        }
        #expect(other.requests.isEmpty)
        try await other.close()
    }

    @Test func aConnectionThatTheServerClosesMeanwhileIsMadeAnew() async throws {
        try await with { asked in
            .raw("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"_size\":\(asked.number % 10)}")
        } then: { store, peer async throws in
            for _ in 0..<20 { _ = try await store.count(.all, in: "things") }
            #expect(peer.requests.count >= 20)
        }
    }

    @Test func manyAtOnceAreServedByFewConnectionsAndACancelledOneEnds() async throws {
        try await with { asked in
            asked.line.contains("/silent") ? .silence : .answer(200, #"{"_size":1}"#)
        } then: { store, _ async throws in
            let silent = Task { try await store.read("silent", in: "things") }
            let counted = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<200 { group.addTask { try await store.count(.all, in: "things") } }
                return try await group.reduce(0, +)
            }
            silent.cancel()
            #expect(counted == 200)
            await #expect(throws: CancellationError.self) { _ = try await silent.value }
        }
    }

    @Test(arguments: [
        "", "films.example", "ftp://films.example/api", "http://", "http://user:pass@films.example/api", "http://a/api?x=1", "http://a/#x",
        "http:///api", "/api",
    ])
    func anAddressThatIsNoneIsRefusedWithoutRepeatingSecrets(url: String) throws {
        let error = try #require(
            #expect(throws: StoreError.self) { try RemoteStore(url: url, token: "t", time: SystemTime(), logger: Logger(label: "test")) })
        #expect(Self.isUnusable(error))
        #expect(!error.sentence.contains("pass@"))
    }

    @Test(arguments: ["", "a b", "a\r\nX-Other: 1", "ä"])
    func aTokenThatCannotBeOneIsRefused(token: String) throws {
        let error = try #require(
            #expect(throws: StoreError.self) {
                try RemoteStore(url: "http://127.0.0.1:1/api", token: token, time: SystemTime(), logger: Logger(label: "test"))
            })
        #expect(Self.isUnusable(error))
        #expect(token.isEmpty || !error.sentence.contains(token))
    }

    @Test func whereNobodyListensIsToldAfterAFewAttempts() async throws {
        let peer = try await RemotePeer { _ in .silence }
        try await peer.close()
        let store = try RemoteStore(url: peer.url, token: "t", time: SystemTime(), limits: Self.limits(), logger: Logger(label: "test"))
        let error = try await failure { try await store.prepare([CollectionSchema("things")]) }
        #expect(Self.isUnavailable(error) && error.sentence.contains("cannot be reached"))
        try await store.close()
        try await store.close()
    }

    @Test func anHTTPSAddressWhereThereIsNoTLSIsToldAtOnce() async throws {
        let peer = try await RemotePeer { _ in .hangUp }
        let store = try RemoteStore(
            url: "https://127.0.0.1:\(peer.port)/api", token: "t", time: SystemTime(), limits: Self.limits(), logger: Logger(label: "test"))
        let error = try await failure { try await store.prepare([CollectionSchema("things")]) }
        #expect(Self.isUnusable(error) && error.sentence.contains("TLS"))
        try await store.close()
        try await peer.close()
    }
}
