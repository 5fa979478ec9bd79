import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Players tell what was watched", .timeLimit(.minutes(10)))
struct WatchingTests {
    private let house: SampleHouse
    private static let own: HTTPFields = [
        HTTPField.Name("Sec-Fetch-Site")!: "same-origin", .userAgent: "Mozilla/5.0 (iPhone) Mobile",
    ]

    init() async throws {
        house = try await SampleHouse()
    }

    private func tell(_ place: Place, _ form: String, _ headers: HTTPFields = own) async throws -> HTTPResponse.Status {
        try await house.app().test(.router) { client in
            try await client.execute(uri: place.address, method: .post, headers: headers, body: ByteBuffer(string: form)).status
        }
    }

    private var watches: [Watch] { get async throws { try await Records<Watch>(in: house.store).find().map(\.value) } }

    @Test func whatAPlayerTellsStandsAsADocument() async throws {
        let film = try await house.film(Description(title: "Harbour Lights", year: 2021))

        #expect(try await tell(.filmWatched(film), "sitting=abcdef012345&number=0&seconds=12.5&position=672") == .noContent)

        let watch = try #require(try await watches.first)
        #expect(watch.feature == film.rawValue && watch.title == film.rawValue && watch.kind == .film)
        #expect(watch.seconds == 12.5 && watch.completion == 0.1 && watch.device == .phone)
    }

    @Test(arguments: [
        "", "sitting=abcdef012345&number=0&seconds=-4&position=1", "sitting=abcdef012345&number=0&seconds=4000&position=1",
        "sitting=abcdef012345&number=0&seconds=nan&position=1", "sitting=abcdef012345&number=0&seconds=4&position=999999",
        "sitting=&number=0&seconds=4&position=1", "sitting=abcdef012345&number=0.5&seconds=4&position=1", "%00%ff=&&&=",
    ])
    func nonsenseIsRefused(form: String) async throws {
        let film = try await house.film(Description(title: "Harbour Lights"))

        #expect(try await tell(.filmWatched(film), form) == .badRequest)
        #expect(try await watches.isEmpty)
    }

    @Test func unknownFeaturesAndForeignPagesAreRefused() async throws {
        let film = try await house.film(Description(title: "Harbour Lights"))
        let form = "sitting=abcdef012345&number=0&seconds=5&position=5"

        #expect(try await tell(.filmWatched(FilmID("nothing")), form) == .notFound)
        #expect(try await tell(.episodeWatched(EpisodeID(film.rawValue)), form) == .notFound)
        #expect(try await tell(.filmWatched(film), form, [:]) == .forbidden)
        #expect(try await tell(.filmWatched(film), form, [HTTPField.Name("Sec-Fetch-Site")!: "cross-site"]) == .forbidden)
        #expect(try await watches.isEmpty)
    }
}
