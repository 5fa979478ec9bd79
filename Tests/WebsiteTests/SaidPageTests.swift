import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraSQLiteSpeech
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Where do they say …", .timeLimit(.minutes(5)))
struct SaidPageTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-said-\(UUID().uuidString)")
    private let file: SpeechFile
    private let house: SampleHouse

    init() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = SpeechFile(path: folder.appending(path: "speech.sqlite").path)
        house = try await SampleHouse(speech: file)
    }

    private func remove() {
        try? file.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private func page(_ address: String, status: HTTPResponse.Status = .ok) async throws -> String {
        try await house.app().test(.router) { client in
            let response = try await client.execute(uri: address, method: .get, headers: [.accept: "text/html"])
            #expect(response.status == status, "\(address)")
            return String(buffer: response.body)
        }
    }

    private func says(_ source: String, _ feature: SpokenFeature, _ parts: (Int64, String)...) async throws {
        let package = SampleHouse.package(of: source)
        try await file.note([.init(feature, [package])], sighting: 1)
        let utterance = Utterance(parts: parts.map { .init(start: $0.0, text: $0.1) })
        try await file.put(package, [SpokenTrack(language: LanguageTag("en"), utterances: [utterance])])
    }

    @Test func aSearchShowsTheSentenceAndLeadsToTheMoment() async throws {
        defer { remove() }
        let film = try await house.film(Description(title: "Harbour Lights", year: 2021))
        try await says("Harbour Lights ", SpokenFeature(.film, film.rawValue), (3_723_450, "Never trust"), (3_725_000, "the old sea."))

        let text = try await page(Place.search("old sea").address)

        #expect(text.contains("<h1><bdi>Results for “old sea”</bdi></h1>"))
        #expect(text.contains("Said in"))
        #expect(text.contains(#"<a href="/watch/film/\#(film)?t=3725.0"><time>1:02:05</time>"#))
        #expect(text.contains(#"<q lang="en" dir="auto">Never trust the <mark>old</mark> <mark>sea</mark>.</q>"#))
        #expect(text.contains("Harbour Lights") && text.contains("2021"))
        #expect(try await page(Place.search("nobody says this").address).contains("Nothing found"))
    }

    @Test func hostileSubtitlesAreShownAsText() async throws {
        defer { remove() }
        let film = try await house.film(Description(title: "Harbour <i>Lights"))
        try await says("Harbour <i>Lights ", SpokenFeature(.film, film.rawValue), (0, "<script>alert(1)</script> & \"ferry\" {{t.home}}"))

        for address in [Place.search("ferry <alert>\"").address, Place.saidInFilm(film, "alert <script>").address] {
            let text = try await page(address)
            #expect(text.contains("&lt;") && !text.contains("<script>alert") && text.contains("{{t.home}}"), "\(address)")
        }
    }

    @Test func aFilmsPageHasTheFieldAndItsAnswer() async throws {
        defer { remove() }
        let film = try await house.film(Description(title: "Harbour Lights"))
        try await says("Harbour Lights ", SpokenFeature(.film, film.rawValue), (61_000, "Never trust the sea."))

        #expect(try await page(Place.film(film).address).contains(#"action="/films/\#(film)/said" method="get""#))
        let text = try await page(Place.saidInFilm(film, "trust").address)
        #expect(
            try await page(Place.saidInFilm(film, "\"trust the sea\"").address).contains("<h1><bdi>&quot;trust the sea&quot;</bdi></h1>"))
        #expect(text.contains("“trust”") && text.contains("?t=61.0") && text.contains("1:01"))
        #expect(try await page(Place.saidInFilm(film, "nothing of this").address).contains("Fewer words find more"))
        #expect(try await page(Place.saidInFilm(film, "").address).contains("quotation marks"))
        _ = try await page("/films/nothing/said?q=sea", status: .notFound)
    }

    @Test func aSeasonsPageLooksThroughItsEpisodes() async throws {
        defer { remove() }
        let series = try await house.editor.place(series: Description(title: "Night Ferry"))
        let episode = try await house.episode(2, season: 1, of: series, Description(title: "Fog"))
        try await says("\(series) 1 2", SpokenFeature(.episode, episode.rawValue), (61_000, "Never trust the sea."))

        #expect(try await page(Place.season(series, 1).address).contains(#"action="/series/\#(series)/season/1/said""#))
        let text = try await page(Place.saidInSeason(series, 1, "sea").address)
        #expect(text.contains("/watch/episode/\(episode)?t=61.0") && text.contains("Fog"))
        #expect(try await page(Place.search("never trust").address).contains("/watch/episode/\(episode)?t=61.0"))
    }

    @Test func whatCannotBePlayedNowSaysNothing() async throws {
        defer { remove() }
        let film = try await house.film(Description(title: "Harbour Lights"))
        try await says("Harbour Lights ", SpokenFeature(.film, film.rawValue), (61_000, "Never trust the sea."))
        let tomorrow = house.time.now + .seconds(86_400)
        try await Records<Film>(in: house.store).change(film.rawValue) { $0.availableFrom = tomorrow }

        #expect(try await !page(Place.search("trust sea").address).contains("<mark>"))
        #expect(try await !page(Place.film(film).address).contains("said-form"))
        _ = try await page(Place.saidInFilm(film, "sea").address, status: .notFound)
    }

    @Test func whatIsNotReadYetIsSaid() async throws {
        defer { remove() }
        try await file.note([.init(SpokenFeature(.film, "f"), [PackageID("p")])], sighting: 1)
        #expect(try await page(Place.search("sea").address).contains("known of 0 of 1"))

        let without = try await SampleHouse()
        let film = try await without.film(Description(title: "Harbour Lights"))
        try await without.app().test(.router) { client in
            let text = String(buffer: try await client.execute(uri: Place.film(film).address, method: .get).body)
            #expect(!text.contains("said-form"))
            #expect(try await client.execute(uri: Place.saidInFilm(film, "x").address, method: .get).status == .notFound)
        }
    }
}
