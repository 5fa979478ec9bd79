import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@Suite("Seasons, series and collections", .timeLimit(.minutes(10)))
struct SubjectTests {
    private static let series = SeriesID("lights")

    private func episode(_ id: String, _ season: Int) -> [SaleSubject] {
        SaleSubject.chain(EpisodeID(id), of: Self.series, season)
    }

    private func film(_ id: String, _ collection: String?) -> [SaleSubject] {
        SaleSubject.chain(FilmID(id), in: collection.flatMap(CollectionShelf.id))
    }

    private func isOpen(_ chain: [SaleSubject], _ world: World, to member: String = "ida") async throws -> Bool {
        try await world.billing.turnstile.look(PlayQuestion(chain, member: member, isStaff: false)) == .open(until: nil)
    }

    /// Terms of one subject: rent, buy.
    private func sells(_ subject: SaleSubject, _ world: World) async throws {
        let terms = TitleTerms(
            .buyers, rental: RentalTerms(prices: [Money(minor: 499, .eur)]), purchase: [Money(minor: 1900, .eur)])
        try await world.billing.set(terms, of: subject)
    }

    @Test func aSeasonOpensItsEpisodesThoseThatComeLaterTooAndNoOthers() async throws {
        let world = try await World()
        let season = SaleSubject.season(Self.series, 1)
        try await sells(season, world)
        try await sells(.series(Self.series), world)
        try await world.buy(.purchase(season))
        for id in ["first", "publishedlater"] { #expect(try await isOpen(episode(id, 1), world), "\(id)") }
        #expect(try await !isOpen(episode("other", 2), world))
        #expect(try await !isOpen(episode("first", 1), world, to: "tom"))
        #expect(try await !isOpen(film("aurora", nil), world))
    }

    @Test func aSeriesOpensAllItsSeasons() async throws {
        let world = try await World()
        try await sells(.series(Self.series), world)
        try await world.buy(.purchase(.series(Self.series)))
        for season in 0...9 { #expect(try await isOpen(episode("e\(season)", season), world)) }
        let other = SaleSubject.chain(EpisodeID("e1"), of: SeriesID("others"), 1)
        #expect(try await !isOpen(other, world))
    }

    @Test func aRentedSeasonBeginsWithItsFirstEpisodeAndEndsForAllOfThem() async throws {
        let world = try await World()
        let season = SaleSubject.season(Self.series, 1)
        try await sells(season, world)
        try await world.buy(.rental(season))
        world.time.advance(by: .seconds(86_400))
        let first = PlayQuestion(episode("first", 1), member: "ida", isStaff: false)
        _ = try await world.billing.turnstile.admit(first)
        world.time.advance(by: .seconds(47 * 3600))
        let second = PlayQuestion(episode("second", 1), member: "ida", isStaff: false)
        #expect(try await world.billing.turnstile.admit(second) == .open(until: world.time.now + .seconds(3600)))
        world.time.advance(by: .seconds(3601))
        for question in [first, second] {
            guard case .closed = try await world.billing.turnstile.look(question) else {
                Issue.record("a rental is over for the whole season")
                return
            }
        }
    }

    @Test func aCollectionOpensItsFilmsThoseThatComeLaterTooAndNoOthers() async throws {
        let world = try await World()
        let collection = SaleSubject.collection(try #require(CollectionShelf.id(of: "The Harbour Films")))
        try await sells(collection, world)
        try await world.buy(.purchase(collection))
        // However an NFO file spells it.
        for name in ["The Harbour Films", "the harbour films"] { #expect(try await isOpen(film("later", name), world)) }
        #expect(try await !isOpen(film("stranger", "Other Films"), world))
        #expect(try await !isOpen(film("single", nil), world))
        #expect(try await !isOpen(film("later", "The Harbour Films"), world, to: "tom"))
    }

    @Test func passesTakeSeasonsAndCollections() async throws {
        let world = try await World()
        let collection = SaleSubject.collection(try #require(CollectionShelf.id(of: "Harbour")))
        _ = try await world.billing.passes.insert(
            Pass(
                name: "Autumn", prices: [Money(minor: 2500, .eur)], subjects: [.season(Self.series, 2), collection]), id: "autumn")
        try await world.buy(.pass(PassID("autumn")))
        #expect(try await isOpen(episode("e1", 2), world))
        #expect(try await isOpen(film("any", "Harbour"), world))
        #expect(try await !isOpen(episode("e1", 1), world))
    }

    @Test func aFilmsOwnTermsCountBeforeItsCollections() async throws {
        let world = try await World()
        let collection = SaleSubject.collection(try #require(CollectionShelf.id(of: "Harbour")))
        try await sells(collection, world)
        try await world.billing.set(TitleTerms(.members), of: .film(FilmID("gift")))
        #expect(try await isOpen(film("gift", "Harbour"), world))
        #expect(try await !isOpen(film("other", "Harbour"), world))
    }

    @Test func aRightsHolderOfTheSeriesHasAShareOfItsSeasons() throws {
        let season = SaleSubject.season(Self.series, 1)
        var sale = LedgerEntry(.payment, key: "k", member: "ida", at: Moment(milliseconds: 0))
        (sale.amount, sale.subject) = (Money(minor: 2000, .eur), season)
        var terms = TitleTerms(.buyers)
        (terms.rightsHolder, terms.holdersShare) = ("Aurora", 500_000)
        let report = RightsReport(
            [sale], minutes: [:], terms: [.series(Self.series): terms, season: TitleTerms(.buyers)],
            parents: [season: .series(Self.series)], currency: .eur)
        #expect(report.lines.map(\.holder) == ["Aurora"] && report.lines.map(\.due.minor) == [1000])
    }

    @Test(arguments: ["film/abc", "series/abc", "season/abc/12", "collection/abc", "episode/abc"])
    func subjectsAreReadAsAddressesNameThem(text: String) { #expect(SaleSubject(typed: text)?.rawValue == text) }

    @Test(arguments: ["", "film/", "film/../x", "films/abc", "season/abc", "season/abc/x", "film/ABC", "collection/a b"])
    func whatIsNoSubjectIsNone(text: String) { #expect(SaleSubject(typed: text) == nil) }
}
