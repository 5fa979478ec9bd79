import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraRecommendation
import KinoraViewing
import KinoraWebsite
import Logging
import Synchronization
import Testing

@testable import Kinora
@testable import KinoraAccounts

@Suite("The graph of a house follows its documents", .timeLimit(.minutes(10)))
struct LiveGraphTests {
    private typealias Row = KinoraRecommendation.Row

    private func graph(_ house: WatchedHouse) -> LiveGraph {
        LiveGraph(
            house.feed, file: house.folder.appending(path: "recommendations.graph"), time: house.time,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func titles(_ rows: [Row]) -> [String] { rows.flatMap { $0.items.map(\.title) } }

    private func rows(_ graph: LiveGraph, _ profile: String, age: Int? = nil) async -> [Row] {
        await graph.rows(for: profile, seenBy: Audience(ageLimit: age), length: 12)
    }

    /// Lets the graph follow its documents, as a server does, while something is done; then ends it politely.
    private func serving(_ graph: LiveGraph, _ use: () async throws -> Void) async throws {
        let running = Task { try await graph.run() }
        while !graph.isReady { try await Task.sleep(for: .milliseconds(5)) }
        try await use()
        running.cancel()
        try await running.value
    }

    @Test(arguments: WatchedHouse.Engine.allCases)
    func aWatchAndATitleJustPublishedAreInTheNextAnswer(engine: WatchedHouse.Engine) async throws {
        let house = try await WatchedHouse(engine)
        let ida = try await house.profile("Ida")
        let cleo = try await house.film("Cléo", by: "Agnès Varda", genre: "Drama")
        let gleaners = try await house.film("The Gleaners", by: "Agnès Varda", genre: "Documentary")
        let graph = graph(house)
        #expect(await rows(graph, ida) == [], "nothing is said before there is anything to say")
        try await graph.open()

        #expect(!(await rows(graph, ida)).contains { $0.kind == .moreBy("Agnès Varda") })
        try await house.watch(cleo, by: ida)
        let now = await rows(graph, ida)
        #expect(!titles(now).contains(cleo) && titles(now).contains(gleaners))
        #expect(
            now.flatMap(\.items).first { $0.title == gleaners }?.reason == .shares(.director, name: "Agnès Varda", with: "Cléo"))

        let vagabond = try await house.film("Vagabond", by: "Agnès Varda")
        #expect(titles(await rows(graph, ida)).contains(vagabond))
        #expect((await graph.moreLike(cleo, for: ida, seenBy: .grownUps, count: 12)).map(\.title).contains(vagabond))

        try await Records<Film>(in: house.store).change(vagabond) { $0.isListed = false }
        #expect(!titles(await rows(graph, ida)).contains(vagabond))
        _ = try await Records<Film>(in: house.store).delete(gleaners)
        #expect(!titles(await rows(graph, ida)).contains(gleaners))
        try await house.close()
    }

    @Test(arguments: WatchedHouse.Engine.allCases)
    func anEpisodeCountsForItsSeriesAndASeriesLeadsToOthers(engine: WatchedHouse.Engine) async throws {
        let house = try await WatchedHouse(engine)
        let ida = try await house.profile("Ida")
        let show = try await house.series("The Show", by: "Jo Doe", episodes: 2)
        let film = try await house.film("The Film", by: "Jo Doe", genre: "Comedy")
        let graph = graph(house)
        try await graph.open()
        try await house.watch(show.episodes[0], .episode, of: show.series, by: ida)
        let now = await rows(graph, ida)
        #expect(!titles(now).contains(show.series))
        #expect(now.flatMap(\.items).first { $0.title == film }?.reason == .shares(.director, name: "Jo Doe", with: "The Show"))
        try await house.close()
    }

    @Test func whatIsNotForSomebodyOrTakenBackIsHeardAtOnce() async throws {
        let house = try await WatchedHouse()
        let ida = try await house.profile("Ida")
        let (one, two) = (try await house.film("One"), try await house.film("Two"))
        let graph = graph(house)
        try await graph.open()
        #expect(Set(titles(await rows(graph, ida))) == [one, two])
        try await house.wishes.say(true, one, by: ida)
        #expect(titles(await rows(graph, ida)) == [two])
        try await house.wishes.say(false, one, by: ida)
        #expect(Set(titles(await rows(graph, ida))) == [one, two])

        try await house.watch(two, by: ida)
        #expect(titles(await rows(graph, ida)) == [one])
        try await house.history.remove(two, by: ida)
        #expect(Set(titles(await rows(graph, ida))) == [one, two])
        try await house.history.mark(two, .film, title: two, length: 6000, isWatched: true, by: ida)
        #expect(titles(await rows(graph, ida)) == [one])
        try await house.history.mark(two, .film, title: two, length: 6000, isWatched: false, by: ida)
        #expect(Set(titles(await rows(graph, ida))) == [one, two])
        try await house.close()
    }

    @Test(arguments: WatchedHouse.Engine.allCases)
    func whatWasWatchedAndSaidOfATitleCountsForTheOneThatTookItIn(engine: WatchedHouse.Engine) async throws {
        let house = try await WatchedHouse(engine)
        let (ida, ole) = (try await house.profile("Ida"), try await house.profile("Ole"))
        let (one, two, three) = (try await house.film("One"), try await house.film("Two"), try await house.film("Three"))
        try await house.watch(two, by: ida)
        try await house.wishes.say(true, two, by: ole)
        let graph = graph(house)
        try await serving(graph) {
            for profile in [ida, ole] { #expect(Set(titles(await rows(graph, profile))) == [one, three]) }
        }

        // A snapshot that knows nothing of it is there.
        try await house.merge(two, called: "Two", into: three)
        let again = self.graph(house)
        try await again.open()
        for profile in [ida, ole] { #expect(titles(await rows(again, profile)) == [one]) }

        try await house.part(two, called: "Two", from: three)
        for profile in [ida, ole] { #expect(Set(titles(await rows(again, profile))) == [one, three]) }
        try await house.merge(two, called: "Two", into: three)
        for profile in [ida, ole] { #expect(titles(await rows(again, profile)) == [one]) }
        try await house.close()
    }

    @Test(arguments: WatchedHouse.Engine.allCases)
    func whatIsSaidOfATasteIsHeardAtOnceAndStaysAfterAStart(engine: WatchedHouse.Engine) async throws {
        let house = try await WatchedHouse(engine)
        let ida = try await house.profile("Ida")
        let cleo = try await house.film("Cléo", by: "Agnès Varda", genre: "Drama")
        let gleaners = try await house.film("The Gleaners", by: "Agnès Varda", genre: "Documentary")
        let chase = try await house.film("The Chase", by: "Jo Doe", genre: "Western")
        let graph = graph(house)
        try await graph.open()
        try await house.watch(cleo, by: ida)
        #expect(titles(await rows(graph, ida)).first == gleaners)

        try await house.taste.say(.more, of: .genre, "Western", by: ida)
        try await house.taste.say(.less, of: .person, "Agnès Varda", by: ida)
        let corrected = await rows(graph, ida)
        #expect(titles(corrected).first == chase)
        #expect(corrected.flatMap(\.items).first { $0.title == chase }?.reason == .asked("Western"))
        #expect(!corrected.contains { $0.kind == .moreBy("Agnès Varda") })
        try await house.taste.say(.forget, of: .title, cleo, by: ida)
        let aside = await rows(graph, ida)
        #expect(!titles(aside).contains(cleo))
        #expect(await graph.taste(of: ida, seenBy: .grownUps)?.watched == 0)

        // From the snapshot, and from the documents.
        try await serving(graph) { _ = await rows(graph, ida) }
        let second = self.graph(house)
        try await second.open()
        #expect(await rows(second, ida) == aside)
        try FileManager.default.removeItem(at: house.folder.appending(path: "recommendations.graph"))
        let third = self.graph(house)
        try await third.open()
        #expect(await rows(third, ida) == aside)

        // Taken back, all is as it was.
        for (subject, name) in [(TasteCorrection.Subject.genre, "Western"), (.person, "Agnès Varda"), (.title, cleo)] {
            try await house.taste.say(nil, of: subject, name, by: ida)
        }
        #expect(titles(await rows(third, ida)).first == gleaners)
        #expect(await third.taste(of: ida, seenBy: .grownUps)?.likings.first { $0.name == "Agnès Varda" }?.titles == [cleo])

        try await house.taste.say(.more, of: .genre, "Western", by: ida)
        try await house.wants(ida, recommendations: false)
        #expect(await rows(third, ida).isEmpty)
        #expect(await third.taste(of: ida, seenBy: .grownUps)?.isOn == false)
        try await house.wants(ida, recommendations: true)
        #expect(await third.taste(of: ida, seenBy: .grownUps)?.likings.first { $0.name == "Western" }?.wish == .more)
        try await house.close()
    }

    @Test func whatIsTooOldOrClosedIsInNoRow() async throws {
        let house = try await WatchedHouse()
        let child = try await house.profile("Little", age: 6)
        let mild = try await house.film("Mild", "FSK 6")
        let hard = try await house.film("Hard", "FSK 18")
        let unrated = try await house.film("Unrated")
        let now = house.time.now
        let later = try await house.film("Later", "FSK 0") { $0.availableFrom = now + .seconds(86_400) }
        let over = try await house.film("Over", "FSK 0") { $0.availableUntil = now }
        let graph = graph(house)
        try await graph.open()
        #expect(titles(await rows(graph, child, age: 6)) == [mild])
        #expect(Set(titles(await rows(graph, child))) == [mild, hard, unrated])
        #expect((await graph.moreLike(mild, for: child, seenBy: Audience(ageLimit: 6), count: 12)).isEmpty)
        house.time.advance(by: .seconds(2 * 86_400))
        #expect(Set(titles(await rows(graph, child, age: 6))) == [mild, later])
        #expect(!titles(await rows(graph, child)).contains(over))
        try await house.close()
    }

    @Test func whoWantsNoRecommendationsIsForgottenAndComesBack() async throws {
        let house = try await WatchedHouse(.sqlite)
        let ida = try await house.profile("Ida")
        let cleo = try await house.film("Cléo", by: "Agnès Varda")
        let gleaners = try await house.film("The Gleaners", by: "Agnès Varda")
        let graph = graph(house)
        try await graph.open()
        try await house.watch(cleo, by: ida)
        #expect(titles(await rows(graph, ida)) == [gleaners])
        try await house.wants(ida, recommendations: false)
        #expect(await rows(graph, ida) == [])
        #expect(await graph.size.watches == 1)
        try await house.watch(gleaners, by: ida)
        #expect(await rows(graph, ida) == [])
        #expect(await graph.size.watches == 1, "nothing is taken in")
        try await house.wants(ida, recommendations: true)
        #expect(titles(await rows(graph, ida)) == [], "everything was watched")
        try await house.history.remove(gleaners, by: ida)
        #expect(titles(await rows(graph, ida)) == [gleaners])
        try await house.close()
    }

    /// Six profiles so that ties lead somewhere, and a seventh that watched one film.
    private func crowd(_ house: WatchedHouse) async throws -> (ida: String, films: [String]) {
        var films: [String] = []
        for number in 1...6 { films.append(try await house.film("Film \(number)", genre: "Genre \(number)")) }
        for name in 1...6 {
            let profile = try await house.profile("Profile \(name)")
            for film in films[0...2] { try await house.watch(film, by: profile) }
        }
        let ida = try await house.profile("Ida")
        try await house.watch(films[0], by: ida)
        return (ida, films)
    }

    @Test(arguments: WatchedHouse.Engine.allCases)
    func whoeverIsKilledComesBackWithTheSameAnswers(engine: WatchedHouse.Engine) async throws {
        let house = try await WatchedHouse(engine)
        let (ida, films) = try await crowd(house)
        let graph = graph(house)
        try await serving(graph) {
            #expect(titles(await rows(graph, ida)).prefix(2).sorted() == films[1...2].sorted())
        }
        // The snapshot stands; what comes after it is not in it.
        try await graph.open()
        try await house.watch(films[1], by: ida)
        try await house.wishes.say(true, films[5], by: ida)
        let before = await rows(graph, ida)
        let again = self.graph(house)
        try await again.open()
        #expect(await rows(again, ida) == before)
        #expect(before.first?.items.first?.title == films[2])

        // The same from the documents alone.
        try FileManager.default.removeItem(at: house.folder.appending(path: "recommendations.graph"))
        let made = self.graph(house)
        try await made.open()
        let after = await rows(made, ida)
        // Titles that suit alike stand in the order in which the graph heard of them, which is another one now.
        #expect(Set(titles(after)) == Set(titles(before)) && after.first?.items.first == before.first?.items.first)
        try await house.close()
    }

    @Test func whoIsErasedIsInNeitherGraphNorSnapshot() async throws {
        let house = try await WatchedHouse(.sqlite)
        let (ida, films) = try await crowd(house)
        try await house.wishes.say(true, films[4], by: ida)
        let file = house.folder.appending(path: "recommendations.graph")
        let graph = graph(house)
        try await serving(graph) {}
        #expect(try Data(contentsOf: file).range(of: Data(ida.utf8)) != nil)

        let belongings = Belongings(House.personal + Accounts.personal, store: house.store, time: house.time)
        let member = try #require(try await Records<Profile>(in: house.store).read(ida)?.value.member)
        let again = self.graph(house)
        try await serving(again) {
            try await belongings.deleteAll(of: MemberID(member)) { _, _ in }
            // As soon as it is noticed, not only in the end.
            for _ in 0..<6000 where try Data(contentsOf: file).range(of: Data(ida.utf8)) != nil {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try Data(contentsOf: file).range(of: Data(ida.utf8)) == nil)
        }
        #expect(try Data(contentsOf: file).range(of: Data(ida.utf8)) == nil)
        let general: Set<Reason> = [.popular, .new, .quiet]
        let reasons = await rows(again, ida).flatMap(\.items).map(\.reason)
        #expect(Set(reasons).isSubset(of: general), "what was watched says nothing any more")
        try await house.close()
    }

    @Test(arguments: ["", "KNRG", "something else altogether"])
    func aBrokenSnapshotIsRefusedAndMadeAnew(content: String) async throws {
        let house = try await WatchedHouse()
        let (ida, films) = try await crowd(house)
        let file = house.folder.appending(path: "recommendations.graph")
        try content.write(to: file, atomically: true, encoding: .utf8)
        let graph = graph(house)
        try await serving(graph) {
            #expect(titles(await rows(graph, ida)).contains(films[1]))
        }
        #expect(throws: Never.self) { try Snapshot.read(file) }
        try await house.close()
    }

    @Test func aTitleThatFewerThanFiveProfilesWatchedIsLedToByNobody() async throws {
        let house = try await WatchedHouse()
        let (one, two) = (try await house.film("One", genre: "A"), try await house.film("Two", genre: "B"))
        for name in 1...4 {
            let profile = try await house.profile("Profile \(name)")
            for film in [one, two] { try await house.watch(film, by: profile) }
        }
        let ida = try await house.profile("Ida")
        try await house.watch(one, by: ida)
        let graph = graph(house)
        try await graph.open()
        let spoken: [Reason] = [.watchedNext(after: "One"), .watchedAlso(with: "One"), .popular]
        #expect((await rows(graph, ida)).flatMap(\.items).allSatisfy { !spoken.contains($0.reason) })
        #expect((await graph.moreLike(one, for: nil, seenBy: .grownUps, count: 12)).allSatisfy { !spoken.contains($0.reason) })
        try await house.close()
    }
}
