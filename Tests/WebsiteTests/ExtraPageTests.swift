import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraViewing
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Extras on the pages of their titles", .timeLimit(.minutes(10)))
struct ExtraPageTests {
    private let house: SampleHouse

    init() async throws {
        house = try await SampleHouse()
    }

    private func page(_ address: String, status: HTTPResponse.Status = .ok, _ method: HTTPRequest.Method = .get, body: String? = nil)
        async throws -> String
    {
        try await house.app().test(.router) { client in
            var headers: HTTPFields = [.accept: "text/html"]
            if body != nil {
                headers[.contentType] = "application/x-www-form-urlencoded"
                headers[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
            }
            let response = try await client.execute(
                uri: address, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
            #expect(response.status == status, "\(address): \(String(buffer: response.body).prefix(300))")
            return String(buffer: response.body)
        }
    }

    private func extra(_ kind: ExtraKind, _ name: String?, of home: ExtraHome, isPrepared: Bool = true) async throws -> ExtraID {
        let source = "\(kind) \(name ?? "")"
        try await house.editor.place(extra: kind, named: name, of: home, source: source)
        if isPrepared {
            try await house.editor.publish(
                Playable(
                    package: SampleHouse.package(of: source), source: source, duration: 125_000, height: 720, audioLanguages: [],
                    textLanguages: []))
        }
        return ExtraID(try #require(try await house.editor.extra(of: source)).id)
    }

    private func film() async throws -> FilmID { try await house.film(Description(title: "Salt", year: 2010)) }

    @Test func aFilmShowsItsTrailerAndItsExtras() async throws {
        let film = try await film()
        let plain = try await page(Place.film(film).address)
        #expect(!plain.contains("Extras") && !plain.contains("Trailer"))

        let crew = try await extra(.interview, "The <b>Crew</b>", of: .film(film))
        let trailer = try await extra(.trailer, nil, of: .film(film))
        let unready = try await extra(.clip, "Unready", of: .film(film), isPrepared: false)
        let text = try await page(Place.film(film).address)

        #expect(text.contains(#"<a class="button button-large" href="\#(Place.watchExtra(trailer).address)">Trailer</a>"#))
        #expect(text.contains("The &lt;b&gt;Crew&lt;/b&gt;") && text.contains("Interview · "))
        #expect(text.contains(Place.watchExtra(crew).address) && !text.contains(unready.rawValue))
        let watch = try await page(Place.watchExtra(crew).address)
        #expect(watch.contains(#"data-feature="extra-\#(crew)""#) && watch.contains(#"href="\#(Place.film(film).address)""#))
        #expect(watch.contains(#"data-remembers="""#), "neither house nor browser remembers it")
        _ = try await page(Place.watchExtra(unready).address, status: .notFound)
        _ = try await page(Place.watchExtra(ExtraID("nothing")).address, status: .notFound)
        #expect(try await !page("/films").contains("Crew"))
        #expect(try await !page("/search?q=crew").contains(crew.rawValue))
    }

    @Test func aSeriesShowsThoseOfItsSeasonsToo() async throws {
        let series = try await house.editor.place(series: Description(title: "Night Ferry"))
        try await house.episode(1, season: 1, of: series, Description(title: "Departure"))
        let boat = try await extra(.featurette, "The Boat", of: .series(series, season: 1))
        let trailer = try await extra(.trailer, nil, of: .series(series, season: nil))

        let text = try await page(Place.series(series).address)
        #expect(text.contains(Place.watchExtra(trailer).address) && text.contains("Featurette · Season 1 · "))
        #expect(try await page(Place.watchExtra(boat).address).contains(#"href="\#(Place.series(series).address)""#))
    }

    @Test func nothingOfThemIsWrittenDown() async throws {
        let film = try await film()
        let trailer = try await extra(.trailer, nil, of: .film(film))
        let report = "sitting=abcdefghij&number=0&seconds=30&position=60&subject=package.\(SampleHouse.package(of: "trailer "))"

        _ = try await page(Place.watched(.extra, trailer.rawValue).address, status: .noContent, .post, body: report)
        _ = try await page(Place.mark(.extra, trailer.rawValue).address, status: .notFound, .post, body: "watched=yes")
        _ = try await page(Place.stream(.extra, trailer.rawValue).address, .post, body: report)
        for collection in [Watch.schema.name, KinoraViewing.Progress.schema.name] {
            #expect(try await house.store.find(Query(), in: collection).isEmpty)
        }
        #expect(try await !page("/").contains("Continue watching"))
    }

    @Test func beforeAFilmComesItsTrailerAloneRuns() async throws {
        let film = try await film()
        let trailer = try await extra(.trailer, nil, of: .film(film))
        let crew = try await extra(.interview, "The Crew", of: .film(film))
        let later = house.time.now + .seconds(86_400)
        try await house.editor.films.change(film.rawValue) { $0.availableFrom = later }

        let text = try await page(Place.film(film).address)
        #expect(text.contains(Place.watchExtra(trailer).address) && !text.contains(crew.rawValue))
        _ = try await page(Place.watchExtra(trailer).address)
        _ = try await page(Place.watchExtra(crew).address, status: .forbidden)
    }

    @Test func aTitleThatIsNotListedHasNone() async throws {
        let film = try await house.editor.place(film: Description(title: "Unready"), source: "unready")
        let trailer = try await extra(.trailer, nil, of: .film(film))
        _ = try await page(Place.watchExtra(trailer).address, status: .notFound)
    }
}
