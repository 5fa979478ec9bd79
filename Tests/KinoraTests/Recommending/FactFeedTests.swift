import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraRecommendation
import KinoraViewing
import Synchronization
import Testing

@testable import Kinora

@Suite("What graphs are told of the house", .timeLimit(.minutes(10)))
struct FactFeedTests {
    private func everything(_ feed: FactFeed) async throws -> ([GraphFact], FactPosition) {
        let told = Mutex<[GraphFact]>([])
        let position = try await feed.everything { facts in told.withLock { $0 += facts } }
        return (told.withLock(\.self), position)
    }

    @Test(arguments: WatchedHouse.Engine.allCases)
    func everythingIsToldOnceAndThenWhatChanges(engine: WatchedHouse.Engine) async throws {
        let house = try await WatchedHouse(engine)
        let (ida, ole) = (try await house.profile("Ida"), try await house.profile("Ole"))
        let cleo = try await house.film("Cléo", by: "Agnès Varda")
        let show = try await house.series("The Show", episodes: 2)
        try await house.watch(show.episodes[0], .episode, of: show.series, by: ida)
        try await house.watch(cleo, by: ida, to: 0.5)
        try await house.watch(cleo, by: ole)
        try await house.wishes.say(true, show.series, by: ole)
        try await house.wants(ole, recommendations: false)

        let (all, position) = try await everything(house.feed)
        let watched = all.compactMap { if case .watched(let fact) = $0 { fact } else { nil } }
        #expect(watched.map(\.title) == [show.series, cleo], "in the order in which they began, and none of who wants nothing")
        #expect(watched.map(\.completion) == [1, 0.5] && watched.map(\.seconds) == [120, 120])
        #expect(all.contains(.recommendations(profile: ole, isOn: false)))
        #expect(!all.contains(.unwanted(profile: ole, title: show.series, true)))
        let titles = all.compactMap { if case .listed(let facts, _) = $0 { facts } else { nil } }
        #expect(Set(titles.map(\.id)) == [cleo, show.series])
        #expect(titles.first { $0.id == cleo }?.nodes == [ContentNode(.genre, "Drama"), ContentNode(.director, "Agnès Varda")])
        #expect(try await house.feed.changes(since: position).facts == [])

        try await house.watch(cleo, by: ida)
        let gleaners = try await house.film("The Gleaners", by: "Agnès Varda")
        let batch = try await house.feed.changes(since: position)
        #expect(batch.isLast)
        let again = batch.facts.compactMap { if case .watched(let fact) = $0 { fact } else { nil } }
        #expect(again.map(\.title) == [cleo] && again[0].completion == 1 && again[0].sittings == 2 && again[0].seconds == 240)
        #expect(batch.facts.contains { if case .listed(let facts, _) = $0 { facts.id == gleaners } else { false } })
        try await house.close()
    }

    @Test(arguments: WatchedHouse.Engine.allCases)
    func whatIsTakenAwayIsToldAsWhatIsLeft(engine: WatchedHouse.Engine) async throws {
        let house = try await WatchedHouse(engine)
        let ida = try await house.profile("Ida")
        let films = [try await house.film("One"), try await house.film("Two"), try await house.film("Three")]
        for film in films { try await house.watch(film, by: ida) }
        try await house.wishes.say(true, films[2], by: ida)
        let (_, position) = try await everything(house.feed)

        try await house.history.remove(films[0], by: ida)
        try await house.history.mark(films[1], .film, title: films[1], length: 6000, isWatched: false, by: ida)
        try await house.wishes.say(false, films[2], by: ida)
        try await Records<Film>(in: house.store).change(films[0]) { $0.isListed = false }
        _ = try await Records<Film>(in: house.store).delete(films[1])
        let facts = try await house.feed.changes(since: position).facts
        let left = facts.compactMap { if case .history(ida, let watches) = $0 { watches.map(\.title) } else { nil } }
        #expect(left == [[films[2]]])
        #expect(facts.contains(.unwanted(profile: ida, title: films[2], false)))
        #expect(facts.contains(.unlisted(title: films[0])) && facts.contains(.unlisted(title: films[1])))

        _ = try await Records<Profile>(in: house.store).delete(ida)
        #expect(try await house.feed.changes(since: position).facts.contains(.erased(profile: ida)))
        try await house.close()
    }

    @Test(arguments: WatchedHouse.Engine.allCases)
    func whatBecameOneIsToldAsOneAndPartedAgain(engine: WatchedHouse.Engine) async throws {
        let house = try await WatchedHouse(engine)
        let (ida, ole) = (try await house.profile("Ida"), try await house.profile("Ole"))
        let (stays, goes) = (try await house.film("One"), try await house.film("Two"))
        try await house.watch(stays, by: ida, to: 0.5)
        try await house.watch(goes, by: ida)
        try await house.wishes.say(true, goes, by: ole)
        try await house.taste.say(.forget, of: .title, goes, by: ole)
        let (_, position) = try await everything(house.feed)
        func histories(_ facts: [GraphFact]) -> [[WatchFact]] {
            facts.compactMap { if case .history(_, let watches) = $0 { watches } else { nil } }
        }

        // Killed after the owner's word was written: the title stands for itself until its file was described anew.
        try await house.editor.absorb(FilmID(goes), into: FilmID(stays), keys: [])
        let half = try await house.feed.changes(since: position)
        #expect(half.facts.allSatisfy { if case .listed = $0 { true } else { false } })
        try await house.describeAnew("Two")
        let batch = try await house.feed.changes(since: half.position)
        #expect(batch.facts.contains(.unlisted(title: goes)))
        let together = try #require(histories(batch.facts).first)
        #expect(together.map(\.profile) == [ida] && together.map(\.title) == [stays])
        #expect(together[0].completion == 1 && together[0].seconds == 240 && together[0].sittings == 2)
        #expect(batch.facts.contains(.unwanted(profile: ole, title: goes, false)))
        #expect(batch.facts.contains(.unwanted(profile: ole, title: stays, true)))
        #expect(batch.facts.contains(.taste(profile: ole, [], setAside: [stays])))
        #expect(try await house.feed.changes(since: batch.position).facts == [])
        let (all, _) = try await everything(house.feed)
        #expect(all.compactMap { if case .watched(let fact) = $0 { fact } else { nil } } == together)
        #expect(all.contains(.unwanted(profile: ole, title: stays, true)) && all.contains(.taste(profile: ole, [], setAside: [stays])))

        // What a text of before says is not gone on from: nobody knows what became one since.
        let (old, new) = (try #require(FactPosition(position.text)), try #require(FactPosition(batch.position.text)))
        #expect(try await house.feed.takenUp(old) == nil)
        #expect(try await house.feed.takenUp(new) == batch.position)

        try await house.part(goes, called: "Two", from: stays)
        let parted = try await house.feed.changes(since: batch.position)
        let apart = try #require(histories(parted.facts).first)
        #expect(apart.map(\.title) == [stays, goes] && apart.map(\.completion) == [0.5, 1])
        #expect(parted.facts.contains(.unwanted(profile: ole, title: stays, false)))
        #expect(parted.facts.contains(.unwanted(profile: ole, title: goes, true)))
        #expect(parted.facts.contains(.taste(profile: ole, [], setAside: [goes])))
        try await house.close()
    }

    @Test func aSeriesThatBecameASeasonCountsForTheOther() async throws {
        let house = try await WatchedHouse()
        let ida = try await house.profile("Ida")
        let (stays, goes) = (try await house.series("The Show"), try await house.series("The Show Returns"))
        try await house.watch(goes.episodes[0], .episode, of: goes.series, by: ida)
        let (_, position) = try await everything(house.feed)

        try await house.editor.absorb(SeriesID(goes.series), into: SeriesID(stays.series), asSeason: 2)
        _ = try await house.editor.place(
            episode: 1, through: nil, season: 2, of: SeriesID(stays.series), description: Description(title: "The Show Returns 1"),
            source: "The Show Returns 1")
        try await house.editor.settleListing(of: SeriesID(goes.series))
        let facts = try await house.feed.changes(since: position).facts
        #expect(facts.contains(.unlisted(title: goes.series)))
        let told = facts.compactMap { if case .history(ida, let watches) = $0 { watches.map(\.title) } else { nil } }
        #expect(told == [[stays.series]])
        try await house.close()
    }

    @Test func whatWasSaidOfBothIsTakenBackForBoth() async throws {
        let house = try await WatchedHouse()
        let ida = try await house.profile("Ida")
        let (stays, goes) = (try await house.film("One"), try await house.film("Two"))
        for film in [stays, goes] { try await house.wishes.say(true, film, by: ida) }
        try await house.merge(goes, called: "Two", into: stays)
        let (_, position) = try await everything(house.feed)

        try await house.wishes.say(false, goes, by: ida)
        let half = try await house.feed.changes(since: position)
        #expect(half.facts == [.unwanted(profile: ida, title: stays, true)], "it is still said of the other name")
        try await house.wishes.say(false, stays, former: [stays, goes], by: ida)
        #expect(try await house.feed.changes(since: half.position).facts == [.unwanted(profile: ida, title: stays, false)])
        try await house.close()
    }

    @Test func aPlaceOfAnotherStoreOrOneThatIsTooOldIsNotFollowed() async throws {
        let house = try await WatchedHouse()
        try await house.film("One")
        let (_, position) = try await everything(house.feed)
        try await house.film("Two")
        #expect(FactPosition(position.text) == position)
        #expect(FactPosition("1 2") == nil && FactPosition("-1 2 x") == nil && FactPosition("") == nil)
        #expect(try await house.feed.canFollow(position))
        #expect(try await !FactFeed(store: house.store, named: "another", time: house.time).canFollow(position))
        var ahead = position
        ahead.place += 1_000_000
        #expect(try await !house.feed.canFollow(ahead))
        house.time.advance(by: .seconds(8 * 86_400))
        #expect(try await !house.feed.canFollow(position))
        try await house.close()
    }

    @Test func aNameOfTwoHalvesIsTakenApartWhereverItsHyphensAre() {
        #expect(ChangedDocuments.halves(of: "ida-film").map(\.0) == ["ida"])
        #expect(ChangedDocuments.halves(of: "a-b-c").map { "\($0)/\($1)" } == ["a/b-c", "a-b/c"])
        #expect(ChangedDocuments.halves(of: "none").isEmpty)
    }
}
