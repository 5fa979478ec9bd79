import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Testing

@testable import KinoraAccounts

@Suite("Identities", .timeLimit(.minutes(10)))
struct IdentityBookTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_750_000_000_000))
    private let ida = MemberID("ida")
    private let bo = MemberID("bo")

    enum Engine: CaseIterable { case memory, sqlite }

    private func withBook(_ engine: Engine, _ body: (IdentityBook, any DocumentStore) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kinora-\(UUID().uuidString).sqlite")
        defer { try? FileManager.default.removeItem(at: file) }
        let store: any DocumentStore =
            switch engine {
            case .memory: MemoryStore(time: time)
            case .sqlite: try await SQLiteStore(path: file.path, time: time)
            }
        try await store.prepare([Identity.schema, DataDeletion.schema])
        try await body(IdentityBook(store: store, time: time), store)
        try await store.close()
    }

    private func google(_ subject: String = "1", email: String? = nil, name: String? = nil) throws -> ProvidedIdentity {
        try #require(ProvidedIdentity(issuer: "https://accounts.google.com", subject: subject, email: email, name: name))
    }

    @Test("the same name at two issuers is two identities, and may belong to two members", arguments: Engine.allCases)
    func twoIssuers(engine: Engine) async throws {
        try await withBook(engine) { book, _ in
            let here = try google("7")
            let there = try #require(ProvidedIdentity(issuer: "https://id.example.org", subject: "7"))

            try await book.link(here, from: "google", to: ida)
            try await book.link(there, from: "oidc", to: bo)

            #expect(try await book.find(here)?.value.member == "ida")
            #expect(try await book.find(there)?.value.member == "bo")
            #expect(try await book.find(google("07")) == nil)
        }
    }

    @Test("an identity belongs to one member, also when two want it at once", arguments: Engine.allCases)
    func oneMember(engine: Engine) async throws {
        try await withBook(engine) { book, _ in
            let identity = try google()

            let outcomes = await withTaskGroup(of: (MemberID, Bool).self) { group in
                for member in Array(repeating: [ida, bo], count: 10).flatMap(\.self) {
                    group.addTask { (member, (try? await book.link(identity, from: "google", to: member)) != nil) }
                }
                return await group.reduce(into: [(MemberID, Bool)]()) { $0.append($1) }
            }

            let owner = try #require(try await book.find(identity)?.value.member)
            #expect(outcomes.allSatisfy { $0.1 == ($0.0.rawValue == owner) })
            #expect(try await book.list(of: MemberID(owner)).count == 1)
            await #expect(throws: IdentityRefusal.belongsToAnother) {
                try await book.link(identity, from: "google", to: MemberID(owner == "ida" ? "bo" : "ida"))
            }
        }
    }

    @Test("what the provider says is kept as it was said last, and a name that is told but once stays", arguments: Engine.allCases)
    func facts(engine: Engine) async throws {
        try await withBook(engine) { book, _ in
            var told = try google(email: "ida@example.org", name: "Ida")
            told.claims = ["https://example.org/groups": .array(["films"]), "$odd": 1, "": "x"]
            #expect(try await book.link(told, from: "google", to: ida))
            let standing = try #require(try await book.find(told))
            time.advance(by: .seconds(60))

            try await book.use(standing.id, google(email: "new@example.org"), from: "google")

            let now = try #require(try await book.find(told)).value
            #expect(now.email == "new@example.org" && now.name == "Ida")
            #expect(now.linkedAt == standing.value.linkedAt && now.lastUsedAt == time.now)
            #expect(standing.value.claims?.contains("https://example.org/groups") == true)
            #expect(try await !book.link(told, from: "google", to: ida))
        }
    }

    @Test("the only way in stays; another identity, or another way, lets it go", arguments: Engine.allCases)
    func lastWayIn(engine: Engine) async throws {
        try await withBook(engine) { book, _ in
            try await book.link(google("1"), from: "google", to: ida)
            let only = try #require(try await book.list(of: ida).first)

            await #expect(throws: IdentityRefusal.lastWayIn) { try await book.unlink(only.id, of: ida) { false } }
            #expect(try await !book.unlink(only.id, of: bo) { true }, "another member’s")
            #expect(try await book.find(google("1")) != nil)

            try await book.link(google("2"), from: "google", to: ida)
            #expect(try await book.unlink(only.id, of: ida) { false })
            let last = try #require(try await book.list(of: ida).first)
            #expect(try await book.unlink(last.id, of: ida) { true })
            #expect(try await book.list(of: ida).isEmpty)
        }
    }

    @Test("of two that are taken away at once at most one goes, where nothing else is left", arguments: Engine.allCases)
    func twoAtOnce(engine: Engine) async throws {
        try await withBook(engine) { book, _ in
            for round in 0..<20 {
                let member = MemberID("member-\(round)")
                try await book.link(google("a\(round)"), from: "google", to: member)
                try await book.link(google("b\(round)"), from: "google", to: member)
                let both = try await book.list(of: member)

                await withTaskGroup(of: Void.self) { group in
                    for identity in both { group.addTask { _ = try? await book.unlink(identity.id, of: member) { false } } }
                }

                #expect(try await !book.list(of: member).isEmpty)
            }
        }
    }

    @Test("a provider’s person can have everything deleted, and look what became of it", arguments: Engine.allCases)
    func deletion(engine: Engine) async throws {
        try await withBook(engine) { book, store in
            let deletions = DeletionBook(store: store, identities: book, time: time)
            try await book.link(google("1", email: "ida@example.org"), from: "google", to: ida)

            let code = try await deletions.delete(issuer: "https://accounts.google.com", subject: "1", provider: "google")
            let again = try await deletions.delete(issuer: "https://accounts.google.com", subject: "1", provider: "google")

            #expect(try await book.find(google("1")) == nil)
            #expect(try await deletions.look(at: code)?.hadSomething == true)
            #expect(try await deletions.look(at: again)?.hadSomething == false)
            #expect(try await deletions.look(at: RandomToken.make()) == nil)
            #expect(try await deletions.look(at: RandomToken.digest(of: code)) == nil)
            let kept = try await store.find(Query(), in: "data-deletions").map(\.body.json).joined()
            #expect(!kept.contains("ida@example.org") && !kept.contains(code))
        }
    }

    @Test("what a provider tells is cut to what can be kept and shown")
    func bounds() throws {
        #expect(ProvidedIdentity(issuer: "https://a.example", subject: "") == nil)
        #expect(ProvidedIdentity(issuer: "", subject: "1") == nil)
        #expect(ProvidedIdentity(issuer: "https://a.example", subject: "a\u{0}b") == nil)
        #expect(ProvidedIdentity(issuer: "https://a.example", subject: String(repeating: "x", count: 256)) == nil)
        let told = try #require(
            ProvidedIdentity(
                issuer: "https://a.example", subject: "1", email: "a\nb@example.org", isEmailTrusted: true,
                name: "Ida\u{202E}\nExample" + String(repeating: "x", count: 500), picture: "javascript:alert(1)"))
        #expect(told.email == nil && !told.isEmailTrusted && told.picture == nil)
        #expect(told.name?.count == 60 && told.name?.hasPrefix("Ida Example") == true)
        #expect(ProvidedIdentity(issuer: "https://a.example", subject: "1", picture: "http://a.example/p")?.picture == nil)
    }
}
