import Crypto
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("Somebody leaves for a provider and comes back", .timeLimit(.minutes(10)))
struct AttemptBookTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_750_000_000_000))

    private func book() async throws -> (AttemptBook, MemoryStore) {
        let store = MemoryStore(time: time)
        try await store.prepare([ProviderAttempt.schema])
        return (AttemptBook(store: store, time: time), store)
    }

    @Test("state, nonce, verifier and cookie are fresh each time and 256 bits long")
    func fresh() async throws {
        let (book, _) = try await book()

        let one = try await book.begin(.signIn, with: "google")
        let two = try await book.begin(.signIn, with: "google")

        let secrets = [one, two].flatMap { [$0.attempt.state, $0.attempt.nonce, $0.attempt.verifier, $0.browser] }
        #expect(Set(secrets).count == 8)
        #expect(secrets.allSatisfy { Base64URL.decode($0)?.count == 32 })
        #expect(one.attempt.challenge == Base64URL.encode(SHA256.hash(data: Array(one.attempt.verifier.utf8))))
    }

    @Test("an attempt is good once, also for fifty who answer it at once")
    func once() async throws {
        let (book, _) = try await book()
        let (attempt, browser) = try await book.begin(.link, with: "google") { $0.next = "/films" }

        let spent = try await withThrowingTaskGroup(of: ProviderAttempt?.self) { group in
            for _ in 0..<50 { group.addTask { try? await book.spend(state: attempt.state, with: "google", browser: browser) } }
            return try await group.reduce(into: [ProviderAttempt]()) { if let one = $1 { $0.append(one) } }
        }

        #expect(spent == [attempt])
        #expect(spent.first?.next == "/films" && spent.first?.purpose == .link)
    }

    @Test("another browser, another provider, a foreign or a missing state get nothing, and the right answer still counts afterwards")
    func foreign() async throws {
        let (book, _) = try await book()
        let (attempt, browser) = try await book.begin(.signIn, with: "google")
        let other = try await book.begin(.signIn, with: "google")

        let answers: [(String?, String, String?)] = [
            (attempt.state, "google", other.browser), (attempt.state, "google", nil), (attempt.state, "google", RandomToken.make()),
            (attempt.state, "github", browser), (RandomToken.make(), "google", browser), (nil, "google", browser), ("", "google", browser),
            (attempt.state + "x", "google", browser), (RandomToken.digest(of: attempt.state), "google", browser),
        ]
        for (state, provider, cookie) in answers {
            await #expect(throws: ProviderRefusal.stale) { try await book.spend(state: state, with: provider, browser: cookie) }
        }

        #expect(try await book.spend(state: attempt.state, with: "google", browser: browser) == attempt)
    }

    @Test("after ten minutes it is over, and swept away")
    func over() async throws {
        let (book, store) = try await book()
        let (attempt, browser) = try await book.begin(.signIn, with: "google")
        _ = try await book.begin(.signIn, with: "google")
        time.advance(by: .seconds(600))

        await #expect(throws: ProviderRefusal.stale) { try await book.spend(state: attempt.state, with: "google", browser: browser) }
        try await book.sweep()

        #expect(try await store.count(.all, in: "provider-attempts") == 0)
    }

    @Test("what is kept opens nothing: neither state nor cookie stand in the documents")
    func kept() async throws {
        let (book, store) = try await book()
        let (attempt, browser) = try await book.begin(.signIn, with: "google")

        let documents = try await store.find(Query(), in: "provider-attempts")

        let text = documents.map { $0.id + $0.body.json }.joined()
        #expect(documents.count == 1 && !text.contains(attempt.state) && !text.contains(browser))
        #expect("\(attempt)" == "(attempt)")
    }
}
