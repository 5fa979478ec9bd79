import HTTPTypes
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing
import Testing

@testable import KinoraWebsite

/// What a season, a series and a collection cost, and what is open to whoever paid: on pages, with titles as the catalogue has them.
@Suite("Seasons, series and collections that are sold", .timeLimit(.minutes(10)))
struct SubjectPageTests {
    private var counter: Counter
    private var billing: Billing { counter.billing }
    private var house: SampleHouse { counter.house }

    init() async throws {
        counter = try await Counter()
        counter.role = .member
    }

    private func sells(_ subject: SaleSubject) async throws {
        var terms = TitleTerms(
            .buyers, rental: RentalTerms(prices: [Money(minor: 499, .eur)]), purchase: [Money(minor: 1900, .eur)])
        if subject.collection != nil { terms.name = "Harbour Films" }
        try await billing.set(terms, of: subject)
    }

    /// Orders what an address names, and pays at the bank.
    private func pays(_ wish: String, _ minor: Int64) async throws {
        let place = try await counter.post("/account/payments/order?\(wish)", ["provider": "offline", "consent": "yes"])
        let id = String(place.split(separator: "/").last ?? "")
        try await billing.markPaid(id, number: 1, amount: Money(minor: minor, .eur), at: billing.time.now)
    }

    /// By the names that the question for the right to play is asked with.
    private func isOpen(_ feature: WatchedFeature) async throws -> Bool {
        let chain = feature.listing.subjects.map { SaleSubject(rawValue: $0) }
        if case .open = try await billing.turnstile.look(PlayQuestion(chain, member: "m", isStaff: false)) { return true }
        return false
    }

    private func isOpen(_ id: EpisodeID) async throws -> Bool {
        try await isOpen(WatchedFeature(try #require(try await Records<Episode>(in: house.store).read(id.rawValue))))
    }

    private func isOpen(_ id: FilmID) async throws -> Bool {
        try await isOpen(WatchedFeature(try #require(try await Records<Film>(in: house.store).read(id.rawValue))))
    }

    private func series() async throws -> SeriesID { try await house.editor.place(series: .init(title: "Lights", year: 2010)) }

    @Test func aSeasonIsBoughtOnItsPageAndOpensItsEpisodesOldAndNew() async throws {
        let series = try await series()
        let first = try await house.episode(1, season: 1, of: series, .init(title: "One"))
        let other = try await house.episode(1, season: 2, of: series, .init(title: "Two"))
        for number in [1, 2] { try await sells(.season(series, number)) }
        let page = try await counter.get("/series/\(series)/season/1")
        #expect(page.contains("Rent for 4.99 EUR") && page.contains("buy=season/\(series)/1"))
        #expect(try await !isOpen(first))
        try await pays("buy=season/\(series)/1", 1900)
        #expect(try await !counter.get("/series/\(series)/season/1").contains("order?buy="))
        #expect(try await counter.get("/series/\(series)/season/2").contains("buy=season/\(series)/2"))
        let later = try await house.episode(2, season: 1, of: series, .init(title: "Published later"))
        for id in [first, later] { #expect(try await isOpen(id)) }
        #expect(try await !isOpen(other), "of another season")
        #expect(try await counter.get("/account/payments").contains("Lights 1"))
    }

    @Test func aSeriesIsBoughtOnItsPageAndOpensAllOfIt() async throws {
        let series = try await series()
        let first = try await house.episode(1, season: 1, of: series, .init(title: "One"))
        try await sells(.series(series))
        #expect(try await counter.get("/series/\(series)").contains("buy=series/\(series)"))
        #expect(try await !isOpen(first))
        try await pays("rent=series/\(series)", 499)
        let later = try await house.episode(1, season: 7, of: series, .init(title: "Later"))
        for id in [first, later] { #expect(try await isOpen(id)) }
    }

    @Test func aCollectionIsPricedByTheOwnerBoughtAndOpensItsFilmsOldAndNew() async throws {
        var description = Description(title: "Harbour", year: 2001)
        description.collection = "Harbour Films"
        let first = try await house.film(description)
        let id = try #require(CollectionShelf.id(of: "Harbour Films"))
        var owner = counter
        owner.role = .owner
        #expect(try await owner.get("/collections/\(id)").contains("/selling/terms?title=collection%2F\(id)"))
        #expect(try await !counter.get("/collections/\(id)").contains("/selling/terms"))
        #expect(try await owner.get("/selling/terms?title=collection/\(id)").contains("Harbour Films"))
        try await owner.post(
            "/selling/terms?title=collection/\(id)",
            ["opening": "buyers", "rent": "4.99 EUR", "begin": "720", "finish": "48", "buy": "19 EUR"])
        try await owner.get("/selling/terms?title=collection/nothing", .notFound)
        #expect(try await owner.get("/selling/titles").contains("Harbour Films"))

        #expect(try await counter.get("/films/\(first)").contains("buy=collection/\(id)"))
        #expect(try await counter.get("/collections/\(id)").contains("Buy for 19.00 EUR"))
        #expect(try await counter.get("/account/payments/order?buy=collection/\(id)").contains("Harbour Films: 19.00 EUR in all"))
        try await pays("buy=collection/\(id)", 1900)
        description.title = "Harbour Two"
        description.year = 2005
        let later = try await house.film(description)
        description.title = "Stranger"
        description.collection = "Other Films"
        let stranger = try await house.film(description)
        try await billing.set(TitleTerms(.buyers), of: .film(stranger))
        for film in [first, later] { #expect(try await !counter.get("/films/\(film)").contains("order?buy="), "open") }
        #expect(try await !counter.get("/collections/\(id)").contains("order?buy="))
        for film in [first, later] { #expect(try await isOpen(film)) }
        #expect(try await !isOpen(stranger))
    }

    @Test func aPassOfACollectionStandsOnItsPage() async throws {
        var description = Description(title: "Harbour", year: 2001)
        description.collection = "Harbour Films"
        let film = try await house.film(description)
        try await billing.set(TitleTerms(.buyers), of: .film(film))
        let id = try #require(CollectionShelf.id(of: "Harbour Films"))
        var owner = counter
        owner.role = .owner
        try await owner.post(
            "/selling/passes",
            ["name": "Harbour week", "prices": "9 EUR", "subjects": "/collections/\(id)", "offered": "yes", "included": "yes"])
        #expect(try await counter.get("/collections/\(id)").contains("Harbour week for 9.00 EUR"))
        let pass = try #require(try await billing.passes.find().first).id
        try await pays("pass=\(pass)", 900)
        #expect(try await !counter.get("/films/\(film)").contains("order?pass="))
    }
}
