import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing
import Testing

@testable import KinoraWebsite

@Suite("A first page is kept for as long as it is true")
struct KeptHomesTests {
    /// A house with one film, in which the first page was made when nothing had changed for a while.
    private func open(_ use: @escaping @Sendable (SampleHouse, KeptHomes, any TestClientProtocol) async throws -> Void) async throws {
        let house = try await SampleHouse()
        try await house.film(Description(title: "Harbour Lights", year: 2021))
        let kept = try #require(house.website.keptHomes)
        _ = try await kept.look()
        house.time.advance(by: .seconds(10))
        try await house.app().test(.router) { client in
            _ = try await page(client)
            try await use(house, kept, client)
        }
    }

    private func page(_ client: any TestClientProtocol) async throws -> String {
        let response = try await client.execute(uri: "/", method: .get)
        #expect(response.status == .ok)
        return String(buffer: response.body)
    }

    /// Whoever `SignedIn` lets in.
    private func viewer(ageLimit: Int? = nil) -> Principal {
        Principal(member: "m", role: .owner, profile: "p", name: "Ida", ageLimit: ageLimit, session: "another", isFresh: false)
    }

    private func isKept(_ kept: KeptHomes, _ words: Words = .english, ageLimit: Int? = nil) async throws -> Bool {
        _ = try await kept.look()
        return kept.page(KeptHomes.Key(viewer(ageLimit: ageLimit), words), of: "p") != nil
    }

    @Test("Whoever comes back gets the same page, in any session")
    func theSame() async throws {
        try await open { house, kept, client in
            #expect(try await isKept(kept))
            let first = try await page(client)
            house.time.advance(by: .seconds(5))
            #expect(try await page(client) == first)
            #expect(first.contains("Harbour Lights"))
        }
    }

    @Test("Children, and readers of another language, do not get a page that was made for others")
    func others() async throws {
        let german = try #require(Words.speaking("de"))
        try await open { _, kept, _ async throws -> Void in
            #expect(try await !isKept(kept, ageLimit: 6))
            #expect(try await !isKept(kept, german))
        }
    }

    @Test("A title that is published is on the next page")
    func published() async throws {
        try await open { house, kept, client in
            let desk = CatalogueEditor(store: house.store, time: house.time)
            _ = try await desk.place(film: Description(title: "Deep Zoom", year: 2022), source: "another")
            try await house.editor.publish(
                Playable(
                    package: SampleHouse.package(of: "another"), source: "another", duration: 60_000, height: 360, audioLanguages: [],
                    textLanguages: []))
            #expect(try await !isKept(kept))
            #expect(try await page(client).contains("Deep Zoom"))
        }
    }

    @Test("What the viewer does is on the next page; what another does, is none of its business")
    func ofOnesOwn() async throws {
        try await open { house, kept, client in
            let film = try #require(try await Records<Film>(in: house.store).find(Query(.all, limit: 1)).first)
            let list = MyList(store: house.store, time: house.time)
            try await list.add(film.id, by: "q")
            #expect(try await isKept(kept))
            #expect(try await !page(client).contains("id=\"row-my-list\""), "nothing is on the list")
            try await list.add(film.id, by: "p")
            #expect(try await !isKept(kept))
            #expect(try await page(client).contains("id=\"row-my-list\""))
            try await list.remove(film.id, by: "p")
            #expect(try await !page(client).contains("id=\"row-my-list\""))
        }
    }

    @Test("Nothing is kept just after a change, nor for longer than half a minute")
    func times() async throws {
        try await open { house, kept, client in
            try await MyList(store: house.store, time: house.time).add("gone", by: "p")
            _ = try await page(client)
            #expect(try await !isKept(kept), "the graph may not have heard of it")
            house.time.advance(by: KeptHomes.unrest + .seconds(1))
            _ = try await page(client)
            #expect(try await isKept(kept))
            house.time.advance(by: KeptHomes.longest)
            #expect(try await !isKept(kept))
        }
    }

    @Test("Documents that stand on no page change none; those that nobody knows change all")
    func unknown() async throws {
        try await open { house, kept, _ in
            _ = try await house.store.insert(["name": "x"], id: "p", into: Member.schema.name)
            #expect(try await isKept(kept))
            try await house.store.prepare([CollectionSchema("of-a-later-version")])
            _ = try await house.store.insert(["name": "x"], id: nil, into: "of-a-later-version")
            #expect(try await !isKept(kept))
        }
    }

    @Test("Whoever is far behind the changes begins anew")
    func farBehind() async throws {
        let house = try await SampleHouse()
        let clock = ChangeClock(store: house.store, time: house.time) { _ in .nobody }
        let before = try await clock.look()
        #expect(clock.isQuiet(since: before, for: "p"))
        try await house.store.prepare([CollectionSchema("much")])
        for _ in 0..<3 { _ = try await house.store.append((0..<800).map { ["number": .int(Int64($0))] }, to: "much") }
        let after = try await clock.look()
        #expect(!clock.isQuiet(since: before, for: "p"))
        #expect(clock.isQuiet(since: after, for: "p"))
    }
}
