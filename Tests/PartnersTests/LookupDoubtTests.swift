import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraPreparation

@Suite("What providers are not sure of, the owner decides", .timeLimit(.minutes(10)))
struct LookupDoubtTests {
    /// No film of 1990 is among the answers.
    private func inDoubt() async throws -> (LookupBench, FilmID) {
        let bench = try await LookupBench(omdb: { _ in .json(#"{"Response":"False","Error":"Movie not found!"}"#) })
        let film = try await bench.film("Harbour Lights", 1990)
        try await bench.work()
        return (bench, film)
    }

    @Test func nothingIsTakenAndCandidatesAreOffered() async throws {
        let (bench, film) = try await inDoubt()

        let doubts = try await bench.corrector.doubts(atMost: 10)

        #expect(try await bench.described(film).origin["plot"] == nil)
        #expect(doubts.map(\.label) == ["Harbour Lights (1990)"] && doubts.map(\.subject) == [.film(film)])
        #expect(doubts.first?.candidates.map(\.name) == ["tmdb-900001", "tmdb-900002"])
        #expect(try await bench.corrector.doubtCount() == 1)
        try await bench.close()
    }

    @Test("the one that is chosen becomes the owner's correction, with its id, and its description follows")
    func choosing() async throws {
        let (bench, film) = try await inDoubt()

        try await bench.corrector.choose("tmdb-900001", for: .film(film))
        try await bench.work()

        let words = try await bench.described(film)
        #expect(words.title == "Hafenlichter" && words.origin["title"] == .owner && words.origin["plot"] == .tmdb)
        #expect(words.year == 2021 && words.providerIDs["tmdb"] == "900001")
        #expect(try await bench.corrector.doubtCount() == 0)
        let kept = try await Corrections(folder: bench.library + "/corrections").correction(of: "1f-00")
        #expect(kept == .film("Hafenlichter", year: 2021, ids: ["tmdb": "900001"]))
        try await bench.close()
    }

    @Test("none of them stays none, also when it is asked about again")
    func declining() async throws {
        let (bench, film) = try await inDoubt()

        try await bench.corrector.choose(nil, for: .film(film))
        #expect(try await bench.corrector.doubtCount() == 0)
        try await bench.descriptions.note(.film(film)) { $0.wait(for: .providers) }
        try await bench.work()

        #expect(try await bench.corrector.doubtCount() == 0)
        #expect(try await bench.match(.film(film)).state == .declined)
        try await bench.close()
    }

    @Test("what was not offered cannot be chosen")
    func notOffered() async throws {
        let (bench, film) = try await inDoubt()

        await #expect(throws: CorrectionTrouble.unknownCandidate) { try await bench.corrector.choose("tmdb-1", for: .film(film)) }
        await #expect(throws: CorrectionTrouble.unknownCandidate) { try await bench.corrector.choose("tmdb-1", for: .film(FilmID("x"))) }
        await #expect(throws: CorrectionTrouble.unknownCandidate) { try await bench.corrector.choose("tmdb-1", for: .source("1f-00")) }
        try await bench.close()
    }

    @Test("a correction to another title drops what providers said and asks anew")
    func correcting() async throws {
        let bench = try await LookupBench()
        let film = try await bench.film("Harbour Lights", 2021)
        try await bench.work()
        #expect(try await bench.described(film).origin["plot"] == .tmdb)

        try await bench.corrector.correct("1f-00", as: .film("A Year in Cedar Valley", year: 2008))

        let dropped = try await bench.described(film)
        #expect(dropped.title == "A Year in Cedar Valley" && dropped.plot == nil && dropped.providerIDs.isEmpty)
        try await bench.work()
        #expect(try await bench.match(.film(film)).state == .nothing)
        #expect(bench.tmdb.requests.contains { $0.query["query"] == "A Year in Cedar Valley" })

        try await bench.corrector.correct("1f-00", as: .film("My Own Title", year: nil, ids: ["imdb": "tt9900001"]))
        try await bench.work()
        let words = try await bench.described(film)
        #expect(words.title == "My Own Title" && words.origin["title"] == .owner && words.origin["plot"] == .tmdb)
        try await bench.close()
    }

    @Test("a series that was chosen keeps its choice when it is described again")
    func series() async throws {
        let bench = try await LookupBench()
        let series = try await bench.series("Night Ferry", 1990, episodes: [1])
        try await bench.work()
        #expect(try await bench.corrector.doubts(atMost: 5).first?.candidates.map(\.name).contains("tmdb-910001") == true)

        try await bench.corrector.choose("tmdb-910001", for: .series(series))
        try await bench.work()
        try await bench.descriptions.compose(series: series)

        let words = try #require(try await Records<Series>(in: bench.store).read(series.rawValue)?.value.description)
        #expect(
            words.plot == "A crew that sails only at night." && words.providerIDs["tmdb"] == "910001" && words.origin["id-tmdb"] == .owner)
        #expect(try await Records<Episode>(in: bench.store).first(.all)?.value.description.title == "Die Überfahrt")
        try await bench.close()
    }

    @Test("the length of a film decides between two of its name")
    func length() async throws {
        let bench = try await LookupBench(
            order: [.tmdb],
            tmdb: { asked in
                let film = { (id: Int) in #"{"id":\#(id),"title":"Twin","release_date":"2001-01-01","original_language":"de"}"# }
                switch asked.path {
                case "/search/movie": return .json(#"{"results":[\#(film(1)),\#(film(2))]}"#)
                case "/movie/1": return .json(#"{"id":1,"title":"Twin","release_date":"2001-01-01","runtime":9,"overview":"Short."}"#)
                case "/movie/2": return .json(#"{"id":2,"title":"Twin","release_date":"2001-01-01","runtime":112,"overview":"Long."}"#)
                default: return .json(Answers.none, status: 404)
                }
            })
        let film = try await bench.film("Twin", 2001)
        try await bench.work()
        #expect(try await bench.match(.film(film)).state == .unsure)

        try await bench.editor.publish(
            Playable(package: PackageID("p"), source: "1f-00", duration: 110 * 60_000, height: 720, audioLanguages: [], textLanguages: []))
        let census = LookupCensus(bench.descriptions, asked: try bench.errand().asked, time: bench.time)
        while try await census.run() {}
        try await bench.work()

        #expect(try await bench.described(film).plot == "Long.")
        try await bench.close()
    }
}
