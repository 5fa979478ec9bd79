import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPreparation

@Suite("Providers describe titles in their own time", .timeLimit(.minutes(10)))
struct LookupErrandTests {
    @Test("a film gets its words from both, each field from the first who has it, and says from whom")
    func film() async throws {
        let bench = try await LookupBench()
        let film = try await bench.film("Harbour Lights", 2021)

        try await bench.work()

        let words = try await bench.described(film)
        #expect(words.title == "Hafenlichter" && words.origin["title"] == .tmdb)
        #expect(words.collection == "Sarkholm Collection" && words.certificates["US"] == "PG-13" && words.certificate == "FSK 12")
        #expect(words.ratings.map(\.source).sorted() == ["imdb", "metacritic", "rottentomatoes", "tmdb"])
        #expect(words.origin["rating-imdb"] == .omdb && words.origin["plot"] == .tmdb && words.origin["year"] == .name)
        #expect(words.credits.filter { $0.role == .writer }.map(\.name) == ["Ada Byrne"] && words.origin["writers"] == .tmdb)
        #expect(words.providerIDs == ["tmdb": "900001", "imdb": "tt9900001"])
        #expect(try await bench.match(.film(film)).state == .taken)
        // The id that TMDB knew spared OMDb the search.
        #expect(bench.omdb.requests.allSatisfy { $0.query["s"] == nil })
        #expect(try await bench.descriptions.sheet(of: .film(film))?.waitsFor == [.pictures])
        try await bench.close()
    }

    @Test("the owner's order decides, and an id found by the second helps the first")
    func order() async throws {
        let bench = try await LookupBench(order: [.omdb, .tmdb])
        let film = try await bench.film("Harbour Lights", 2021)

        try await bench.work()

        let words = try await bench.described(film)
        #expect(words.title == "Harbour Lights" && words.origin["title"] == .omdb && words.origin["collection"] == .tmdb)
        #expect(bench.tmdb.count("/search/movie") == 0 && bench.tmdb.count("/find/tt9900001") == 1)
        try await bench.close()
    }

    @Test("what the owner, an NFO file or the tags say goes before")
    func precedence() async throws {
        let bench = try await LookupBench()
        let film = try await bench.film("Harbour Lights", 2021)
        try await bench.said(.nfo, of: .source("1f-00")) { $0.plot = "The owner's plot." }
        try await bench.said(.tags, of: .source("1f-00")) { $0.genres = ["Sea"] }

        try await bench.work()

        let words = try await bench.described(film)
        #expect(words.plot == "The owner's plot." && words.origin["plot"] == .nfo && words.genres == ["Sea"])
        #expect(words.runtime == 104)
        try await bench.close()
    }

    @Test("an id in a name or an NFO file is believed, whatever the title")
    func ids() async throws {
        let bench = try await LookupBench()
        let film = try await bench.film("Something Else Entirely", 1950) { $0.ids = ["imdb": "tt9900001"] }

        try await bench.work()

        #expect(try await bench.described(film).origin["plot"] == .tmdb)
        #expect(bench.tmdb.count("/search/movie") == 0)
        try await bench.close()
    }

    @Test("a title is asked about once; the peer counts")
    func cache() async throws {
        let bench = try await LookupBench()
        try await bench.film("Harbour Lights", 2021)
        try await bench.work()
        let asked = (bench.tmdb.requests.count, bench.omdb.requests.count)
        #expect(asked == (2, 1))

        try await bench.work()
        try await bench.film("Harbour Lights", 2021, source: "2f-00")
        try await bench.work()
        #expect((bench.tmdb.requests.count, bench.omdb.requests.count) == asked)

        // A month later its time has come; without a census nobody asks.
        bench.time.advance(by: .seconds(31 * 24 * 3600))
        try await bench.work()
        #expect((bench.tmdb.requests.count, bench.omdb.requests.count) == asked)
        try await count(bench)
        try await bench.work()
        #expect((bench.tmdb.requests.count, bench.omdb.requests.count) == (4, 2))
        try await bench.close()
    }

    private func count(_ bench: LookupBench, order: [Origin]? = nil, language: String? = nil) async throws {
        let census = LookupCensus(bench.descriptions, asked: try bench.errand(order: order, language: language).asked, time: bench.time)
        while try await census.run() {}
    }

    @Test("what nobody knows is kept too, for less time, and never twice asked in a day")
    func nothing() async throws {
        let bench = try await LookupBench()
        let film = try await bench.film("A Film Nobody Knows", 1999)
        try await bench.work()
        let asked = bench.tmdb.requests.count
        #expect(asked == 2)
        #expect(try await bench.match(.film(film)).state == .nothing)

        bench.time.advance(by: .seconds(2 * 24 * 3600))
        try await count(bench)
        try await bench.work()
        #expect(bench.tmdb.requests.count == asked)

        bench.time.advance(by: .seconds(6 * 24 * 3600))
        try await count(bench)
        try await bench.work()
        #expect(bench.tmdb.requests.count == 2 * asked)
        try await bench.close()
    }

    @Test("answers are swept when they are stale, and when there are too many")
    func sweep() async throws {
        let bench = try await LookupBench()
        try await bench.film("Harbour Lights", 2021)
        try await bench.work()
        let answers = Records<KeptAnswer>(in: bench.store)
        let all = try await answers.count()
        #expect(all >= 3)

        try await KeptLookup.sweep(bench.store, bench.time)
        #expect(try await answers.count() == all)
        try await KeptLookup.sweep(bench.store, bench.time, keeping: 2)
        #expect(try await answers.count() == 2)
        bench.time.advance(by: .seconds(40 * 24 * 3600))
        try await KeptLookup.sweep(bench.store, bench.time)
        #expect(try await answers.count() == 0)
        try await bench.close()
    }

    @Test("a title that waits from before a provider was there, and one asked in another language, are found by the census")
    func census() async throws {
        let bench = try await LookupBench()
        let film = try await bench.film("Harbour Lights", 2021)
        try await bench.descriptions.note(.film(film)) { $0.waitsFor = [] }
        try await bench.work()
        #expect(bench.tmdb.requests.isEmpty)

        try await count(bench)
        try await bench.work()
        #expect(try await bench.described(film).title == "Hafenlichter")
        let asked = bench.tmdb.requests.count

        try await count(bench)
        try await bench.work()
        #expect(bench.tmdb.requests.count == asked)
        try await count(bench, language: "fr")
        let french = try bench.errand(language: "fr")
        while try await french.run() {}
        #expect(bench.tmdb.requests.last?.query["language"] == "fr")
        try await bench.close()
    }

    @Test("a series brings its seasons and episodes, a request for each season and language")
    func series() async throws {
        let bench = try await LookupBench()
        let series = try await bench.series("Night Ferry", 2015, episodes: [1, 2, 3])

        try await bench.work()

        let words = try #require(try await Records<Series>(in: bench.store).read(series.rawValue)?.value.description)
        #expect(words.plot == "A crew that sails only at night." && words.origin["plot"] == .tmdb)
        let episodes = try await Records<Episode>(in: bench.store).find(Query(sort: [.ascending("number")])).map(\.value.description)
        #expect(episodes.map(\.title) == ["Die Überfahrt", "Low Water", "Episode 3"])
        #expect(episodes[0].date == "2015-01-12" && episodes[0].origin["title"] == .tmdb && episodes[0].providerIDs["imdb"] == "tt9910011")
        #expect(episodes[0].ratings.map(\.source).sorted() == ["imdb", "tmdb"])
        let season = try #require(try await Records<Season>(in: bench.store).first(.all)).value
        #expect(season.plot == "The first winter." && season.origin?["plot"] == .tmdb && season.title == nil)
        #expect(bench.tmdb.count("/tv/910001/season/1") == 2)

        // An episode that comes later is described without asking anybody.
        let asked = bench.tmdb.requests.count + bench.omdb.requests.count
        try await bench.descriptions.note(.episode(EpisodeID(try #require(try await Records<Episode>(in: bench.store).first(.all)).id))) {
            $0.forgetProviders()
            $0.wait(for: .providers)
        }
        try await bench.work()
        #expect(bench.tmdb.requests.count + bench.omdb.requests.count == asked)
        #expect(
            try await Records<Episode>(in: bench.store).find(Query(sort: [.ascending("number")])).first?.value.description.title
                == "Die Überfahrt")
        try await bench.close()
    }

    @Test("a refused key stops that provider for a day with one sentence, and the other goes on")
    func refusedKey() async throws {
        let bench = try await LookupBench(tmdb: { _ in .json(#"{"status_code":7}"#, status: 401) })
        let film = try await bench.film("Harbour Lights", 2021)
        try await bench.film("A Film Nobody Knows", 1999, source: "2f-00")

        try await bench.work()
        try await bench.work()

        #expect(bench.tmdb.requests.count == 1)
        #expect(bench.lines.all.filter { $0.contains("does not accept the key") }.count == 1)
        #expect(try await bench.described(film).origin["plot"] == .omdb)
        #expect(try await bench.corrector.providerNotices().map { $0.reason?.contains("tmdb-key") } == [true])
        #expect(try await bench.descriptions.sheet(of: .film(film))?.waitsFor.contains(.providersLater) == true)

        bench.time.advance(by: .seconds(25 * 3600))
        #expect(try await bench.corrector.providerNotices() == [])
        try await bench.work()
        #expect(bench.tmdb.requests.count == 2)
        try await bench.close()
    }

    @Test("what could not be asked is asked when the provider is back, also by a new process")
    func back() async throws {
        let isThere = Switch()
        let bench = try await LookupBench(
            order: [.tmdb],
            tmdb: { asked in
                isThere.isOn ? (try? Answers.tmdb(asked)) ?? .hangUp : .json("", status: 429, headers: ["Retry-After": "3000"])
            })
        let film = try await bench.film("Harbour Lights", 2021)
        try await bench.work()
        #expect(try await bench.described(film).title == "Harbour Lights")
        #expect(try await bench.corrector.providerNotices().count == 1)
        isThere.turnOn()

        let started = LookupErrand(
            bench.descriptions, lookups: try bench.lookups(),
            standings: ProviderStandings(store: bench.store, time: bench.time, log: bench.lines.logger),
            time: bench.time, log: bench.lines.logger)
        while try await started.run() {}

        #expect(try await bench.described(film).title == "Hafenlichter")
        #expect(try await bench.corrector.providerNotices() == [])
        try await bench.close()
    }

    @Test("OMDb's daily limit stops OMDb alone")
    func dailyLimit() async throws {
        let bench = try await LookupBench(omdb: { _ in .json(#"{"Response":"False","Error":"Request limit reached!"}"#, status: 401) })
        let film = try await bench.film("Harbour Lights", 2021)

        try await bench.work()

        #expect(try await bench.described(film).title == "Hafenlichter" && bench.omdb.requests.count == 1)
        #expect(try await bench.corrector.providerNotices().first?.reason?.contains("today") == true)
        try await bench.close()
    }

    @Test("an answer of no use leaves the title as it is, and the provider in use")
    func rubbish() async throws {
        let bench = try await LookupBench(order: [.tmdb], tmdb: { _ in .json("<html>") })
        let film = try await bench.film("Harbour Lights", 2021)
        try await bench.film("Night Ferry", 2015, source: "2f-00")

        try await bench.work()

        #expect(try await bench.described(film).title == "Harbour Lights" && bench.tmdb.requests.count == 2)
        #expect(try await bench.corrector.providerNotices() == [])
        #expect(try await bench.match(.film(film)).again < bench.time.now + .seconds(8 * 24 * 3600))
        try await bench.close()
    }

    @Test("no document and no line of the log holds a key")
    func secrets() async throws {
        let bench = try await LookupBench()
        try await bench.film("Harbour Lights", 2021)
        try await bench.film("A Film Nobody Knows", 1999, source: "2f-00")

        try await bench.work()

        #expect(bench.omdb.requests.contains { $0.query["apikey"] == "0123456789abcdef" })
        #expect(!(try await bench.everything()).contains("0123456789abcdef") && !bench.lines.text.contains("0123456789abcdef"))
        try await bench.close()
    }
}
