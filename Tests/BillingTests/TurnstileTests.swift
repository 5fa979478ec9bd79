import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@Suite("The turnstile")
struct TurnstileTests {
    @Test func aHouseThatSellsNothingAsksNobodyForAnything() async throws {
        let world = try await World()
        try await world.billing.change { $0.isOpen = false }
        #expect(try await world.isOpen())
        #expect(try await world.isOpen(World.other))
    }

    @Test func aHouseWithoutRulesIsOpenAsItAlwaysWas() async throws {
        let time = StoppedTime(at: Moment(milliseconds: 1_790_000_000_000))
        let store = MemoryStore(time: time)
        try await store.prepare(Billing.schemas)
        let billing = Billing(
            store: store, time: time, keys: HouseKeys([Array(repeating: 7, count: 32)])!, house: { "" },
            addresses: { ReturnAddresses(done: $0, cancelled: $0) })
        let answer = try await billing.turnstile.look(
            PlayQuestion([World.subject], member: "ida", isStaff: false))
        #expect(answer == .open(until: nil))
    }

    @Test(arguments: [
        (Opening.free, true), (.members, true), (.subscribers, false), (.buyers, false),
    ])
    func titlesAreOpenOrNot(opening: Opening, isOpen: Bool) async throws {
        let world = try await World()
        try await world.billing.set(TitleTerms(opening), of: World.subject)
        #expect(try await world.isOpen() == isOpen)
    }

    @Test func titlesWithoutTermsAreOpenAsTheHouseIs() async throws {
        let world = try await World()
        let plain = SaleSubject.film(FilmID("plain"))
        #expect(try await !world.isOpen(plain))
        try await world.billing.change { $0.opening = .members }
        #expect(try await world.isOpen(plain))
    }

    @Test func whoeverLooksAfterTheCatalogueSeesEverything() async throws {
        let world = try await World()
        let answer = try await world.billing.turnstile.look(
            PlayQuestion([World.subject], member: "ida", isStaff: true))
        #expect(answer == .open(until: nil))
    }

    @Test func whoIsTurnedAwayHearsWhatThereIsToBuy() async throws {
        let world = try await World()
        guard
            case .closed(let offers) = try await world.billing.turnstile.look(
                PlayQuestion([World.subject], member: "ida", isStaff: false))
        else { throw BillingRefusal.notNow }
        #expect(offers.isForSubscribers)
        #expect(offers.rental?.prices == [Money(minor: 399, .eur)])
        #expect(offers.purchase == [Money(minor: 1299, .eur)])
    }

    @Test func aTitleIsSoldWithinItsTimeAndWhatWasBoughtStaysOpen() async throws {
        let world = try await World()
        var terms = TitleTerms(.buyers, purchase: [Money(minor: 1299, .eur)])
        terms.soldUntil = world.time.now + .seconds(3600)
        try await world.billing.set(terms, of: World.subject)
        try await world.buy(.purchase(World.subject))
        world.time.advance(by: .seconds(7200))
        #expect(try await world.isOpen())
        await #expect(throws: BillingRefusal.notForSale) {
            try await world.buy(.purchase(World.subject), by: "tom")
        }
    }

    @Test func onlyThePlansThatATitleNamesOpenIt() async throws {
        let world = try await World()
        try await world.billing.set(TitleTerms(.subscribers, plans: [World.trial]), of: World.subject)
        try await world.subscribe(World.month)
        #expect(try await !world.isOpen())
        #expect(try await world.isOpen(SaleSubject.film(FilmID("plain"))), "other titles take any plan")
        #expect(try await !world.isOpen(World.other), "what has to be bought is in no plan")
    }

    @Test func whoHoldsASeasonOrTheSeriesMayPlayItsEpisodes() async throws {
        let world = try await World()
        let series = SeriesID("lights")
        let chain: [SaleSubject] = [.episode(EpisodeID("e1")), .season(series, 1), .series(series)]
        try await world.billing.set(
            TitleTerms(.buyers, purchase: [Money(minor: 1900, .eur)]), of: .season(series, 1))
        try await world.buy(.purchase(.season(series, 1)))
        let turnstile = world.billing.turnstile
        #expect(
            try await turnstile.look(PlayQuestion(chain, member: "ida", isStaff: false))
                == .open(until: nil))
        let second: [SaleSubject] = [.episode(EpisodeID("e9")), .season(series, 2), .series(series)]
        #expect(
            try await turnstile.look(PlayQuestion(second, member: "ida", isStaff: false))
                != .open(until: nil))
    }

    @Test func theNarrowestTermsCount() async throws {
        let world = try await World()
        let series = SeriesID("lights")
        try await world.billing.set(TitleTerms(.buyers), of: .series(series))
        try await world.billing.set(TitleTerms(.members), of: .episode(EpisodeID("pilot")))
        let pilot: [SaleSubject] = [.episode(EpisodeID("pilot")), .season(series, 1), .series(series)]
        #expect(
            try await world.billing.turnstile.look(PlayQuestion(pilot, member: "ida", isStaff: false))
                == .open(until: nil))
    }

    @Test func aPassOpensWhatIsInItAndWhatIsAddedLater() async throws {
        let world = try await World()
        let pass = PassID("festival")
        let until = world.time.now + .seconds(10 * 86_400)
        _ = try await world.billing.passes.insert(
            Pass(
                name: "Festival", prices: [Money(minor: 2500, .eur)], subjects: [World.subject],
                until: until), id: pass.rawValue)
        try await world.buy(.pass(pass))
        #expect(try await world.isOpen())
        #expect(try await !world.isOpen(World.other))
        try await world.billing.passes.change(pass.rawValue) { $0.subjects.append(World.other) }
        world.billing.memory.forgetTerms()
        #expect(try await world.isOpen(World.other))
        world.time.advance(by: .seconds(11 * 86_400))
        #expect(try await !world.isOpen())
    }

    @Test func aRentalBeginsWhenItIsPlayedAndNotWhenSomebodyLooks() async throws {
        let world = try await World()
        try await world.buy(.rental(World.subject))
        let question = PlayQuestion([World.subject], member: "ida", isStaff: false)
        world.time.advance(by: .seconds(20 * 86_400))
        #expect(try await world.isOpen())
        let end = world.time.now + .seconds(48 * 3600)
        #expect(try await world.billing.turnstile.admit(question) == .open(until: end))
        world.time.advance(by: .seconds(47 * 3600))
        #expect(
            try await world.billing.turnstile.admit(question) == .open(until: end), "it begins once")
        world.time.advance(by: .seconds(3600))
        #expect(try await !world.isOpen())
        try await world.buy(.rental(World.subject))
        #expect(try await world.isOpen(), "it can be rented again")
    }

    @Test func aRentalIsNotUsedUpByWhoeverHasASubscription() async throws {
        let world = try await World()
        try await world.buy(.rental(World.subject))
        try await world.subscribe(World.month)
        _ = try await world.billing.turnstile.admit(
            PlayQuestion([World.subject], member: "ida", isStaff: false))
        #expect(try await world.billing.ledger.entries(of: "ida").allSatisfy { $0.kind != .begun })
    }

    @Test func favoursOpenAndAreWithdrawn() async throws {
        let world = try await World()
        try await world.billing.favours.give(
            .everything, to: "ida", until: nil, token: "t", note: "a friend of the house")
        try await world.billing.favours.give(
            .everything, to: "ida", until: nil, token: "t", note: "the form sent twice")
        #expect(try await world.isOpen(World.other))
        #expect(try await world.billing.ledger.entries(of: "ida").count == 1)
        try await world.billing.favours.withdraw("favour/t")
        #expect(try await !world.isOpen(World.other))
        await #expect(throws: BillingRefusal.noSuchThing) {
            try await world.billing.favours.withdraw("bank/payment/x")
        }
    }

    @Test(.timeLimit(.minutes(10))) func playersWhoAskAgainCostNoLookIntoTheStore() async throws {
        let time = StoppedTime(at: Moment(milliseconds: 1_790_000_000_000))
        let counting = CountingStore(base: MemoryStore(time: time))
        let world = try await World { _ in counting }
        try await world.subscribe(World.month)
        let following = Task {
            try await world.billing.memory.follow(counting, every: .milliseconds(20))
        }
        defer { following.cancel() }
        let question = PlayQuestion([World.subject], member: "ida", isStaff: false)
        var quiet = 0
        while quiet < 20 {
            let before = counting.reads
            _ = try await world.billing.turnstile.admit(question)
            quiet = counting.reads == before ? quiet + 1 : 0
            await Task.yield()
        }
        // Another server writes; it is heard of.
        var taken = LedgerEntry(.ended, key: "ended", member: "ida", at: time.now)
        taken.deal = try await world.billing.memberships.live(of: "ida")?.id
        taken.endsAt = time.now
        _ = try await Records<LedgerEntry>(in: counting).insert(taken, id: "ida.elsewhere")
        while try await world.isOpen() { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func whatWasBoughtOpensWhatItBecame() async throws {
        let world = try await World()
        let editor = CatalogueEditor(store: world.base, time: world.time)
        let stays = try await editor.place(film: Description(title: "Borealis"), source: "a")
        let goes = try await editor.place(film: Description(title: "Northern Light"), source: "b")
        try await world.billing.set(TitleTerms(.buyers, purchase: [Money(minor: 999, .eur)]), of: .film(goes))
        try await world.billing.set(TitleTerms(.buyers, purchase: [Money(minor: 999, .eur)]), of: .film(stays))
        try await world.buy(.purchase(.film(goes)))
        #expect(try await !world.isOpen(.film(stays)))

        try await editor.absorb(goes, into: stays, keys: [])

        #expect(try await world.isOpen(.film(stays)))
        #expect(try await !world.isOpen(.film(stays), to: "otto"))
        try await editor.release(goes, from: stays)
        #expect(try await !world.isOpen(.film(stays)))
    }

    @Test func aSeriesThatBecameASeasonOpensThatSeasonAlone() async throws {
        let world = try await World()
        let editor = CatalogueEditor(store: world.base, time: world.time)
        let stays = try await editor.place(series: Description(title: "Night Ferry"))
        let goes = try await editor.place(series: Description(title: "Night Ferry Returns"))
        _ = try await editor.place(
            episode: 1, through: nil, season: 1, of: goes, description: Description(title: "One"), source: "b")
        for subject in [SaleSubject.series(stays), .series(goes)] {
            try await world.billing.set(TitleTerms(.buyers, purchase: [Money(minor: 999, .eur)]), of: subject)
        }
        try await world.buy(.purchase(.series(goes)))
        try await editor.absorb(goes, into: stays, asSeason: 2)

        func isOpen(season: Int) async throws -> Bool {
            let chain: [SaleSubject] = [.episode(EpisodeID("e")), .season(stays, season), .series(stays)]
            if case .open = try await world.billing.turnstile.look(PlayQuestion(chain, member: "ida", isStaff: false)) { return true }
            return false
        }
        #expect(try await isOpen(season: 2))
        #expect(try await !isOpen(season: 1))
    }

    @Test func manyTitlesAreAskedForInOneGoAndTheAnswersAreTheSame() async throws {
        let time = StoppedTime(at: Moment(milliseconds: 1_790_000_000_000))
        let counting = CountingStore(base: MemoryStore(time: time))
        let world = try await World { _ in counting }
        let editor = CatalogueEditor(store: world.base, time: world.time)
        let stays = try await editor.place(film: Description(title: "Borealis"), source: "a")
        let goes = try await editor.place(film: Description(title: "Northern Light"), source: "b")
        let price = [Money(minor: 999, .eur)]
        for subject in [SaleSubject.film(goes), .film(stays), .season(SeriesID("lights"), 1)] {
            try await world.billing.set(TitleTerms(.buyers, purchase: price), of: subject)
        }
        try await world.billing.set(TitleTerms(.members), of: .collection(CollectionID("c3")))
        let pass = PassID("festival")
        _ = try await world.billing.passes.insert(
            Pass(name: "Festival", prices: price, subjects: [World.other], until: world.time.now + .seconds(10 * 86_400)),
            id: pass.rawValue)
        try await world.subscribe(World.month, by: "tom")
        try await world.buy(.pass(pass), by: "max")
        try await world.buy(.purchase(.film(goes)), by: "eva")
        try await editor.absorb(goes, into: stays, keys: [])
        var chains = (0..<300).map { SaleSubject.chain(FilmID("f\($0)"), in: CollectionID("c\($0 % 7)")) }
        chains += [[World.subject], [World.other], [.film(stays)], SaleSubject.chain(EpisodeID("e"), of: SeriesID("lights"), 1)]

        let turnstile = world.billing.turnstile
        var openToMembers: [String: Int] = [:]
        for member in ["ida", "tom", "max", "eva"] {
            let before = counting.reads
            let many = try await turnstile.look(chains, member: member, isStaff: false)
            #expect(counting.reads - before <= 12, "\(member)")
            var each: [Bool] = []
            for chain in chains {
                let answer = try await turnstile.look(PlayQuestion(chain, member: member, isStaff: false))
                if case .open = answer { each.append(true) } else { each.append(false) }
            }
            #expect(many == each, "\(member)")
            openToMembers[member] = many.count(where: { $0 })
        }
        // The collection that is free has 43 of them; a subscription opens what has no terms, a pass and a purchase one each.
        #expect(openToMembers == ["ida": 43, "tom": 301, "max": 44, "eva": 44])
        #expect(try await turnstile.look(chains, member: "ida", isStaff: true).allSatisfy { $0 })
    }
}
