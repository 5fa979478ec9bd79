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

        #expect(try await tell(.watched(.film, film.rawValue), "sitting=abcdef012345&number=0&seconds=12.5&position=672") == .noContent)

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

        #expect(try await tell(.watched(.film, film.rawValue), form) == .badRequest)
        #expect(try await watches.isEmpty)
    }

    @Test func unknownFeaturesAndForeignPagesAreRefused() async throws {
        let film = try await house.film(Description(title: "Harbour Lights"))
        let form = "sitting=abcdef012345&number=0&seconds=5&position=5"

        #expect(try await tell(.watched(.film, "nothing"), form) == .notFound)
        #expect(try await tell(.watched(.episode, film.rawValue), form) == .notFound)
        #expect(try await tell(.watched(.film, film.rawValue), form, [:]) == .forbidden)
        #expect(try await tell(.watched(.film, film.rawValue), form, [HTTPField.Name("Sec-Fetch-Site")!: "cross-site"]) == .forbidden)
        #expect(try await watches.isEmpty)
    }

    @Test func theWatchPageBringsTheRightAndTheOneTooManyReadsWhy() async throws {
        let film = try await house.film(Description(title: "Harbour Lights"))
        try await house.app().test(.router) { client async throws -> Void in
            let page = try await client.execute(uri: Place.watchFilm(film, version: nil).address, method: .get)
            #expect(page.status == .ok)
            #expect(page.headers[.setCookie]?.hasPrefix("grant=") == true)
            #expect(page.headers[.cacheControl] == "no-store")
        }
        let member = try #require(try await Records<MemberStreams>(in: house.store).find().first)
        let others = (0..<4).map { LiveStream(feature: "f\($0)", session: "s\($0)", device: "Device \($0)", renewedAt: house.time.now) }
        _ = try await Records<MemberStreams>(in: house.store).replace(member.id, with: MemberStreams(live: others))
        try await house.app().test(.router) { client async throws -> Void in
            let page = try await client.execute(
                uri: Place.watchFilm(film, version: nil).address, method: .get, headers: [.accept: "text/html"])
            #expect(page.status == .tooManyRequests)
            #expect(page.headers[.setCookie] == nil)
            #expect(String(buffer: page.body).contains("Device 0, Device 1, Device 2, and Device 3"))
            let again = try await client.execute(
                uri: Place.stream(.film, film.rawValue).address, method: .post, headers: Self.own,
                body: ByteBuffer(string: "subject=package.\(SampleHouse.package(of: "Harbour Lights "))"))
            #expect(again.status == .tooManyRequests && String(buffer: again.body).contains("Stop one of them"))
        }
    }

    @Test func whatWasLeftIsGoneOnWithAndForgottenOnDemand() async throws {
        let film = try await house.film(Description(title: "Harbour Lights", year: 2021))
        #expect(try await tell(.watched(.film, film.rawValue), "sitting=abcdef012345&number=0&seconds=12.5&position=672") == .noContent)
        try await house.app().test(.router) { client async throws -> Void in
            func page(_ place: Place) async throws -> String {
                String(buffer: try await client.execute(uri: place.address, method: .get).body)
            }
            #expect(try await page(.watchFilm(film, version: nil)).contains(#"data-start="672.0""#))
            #expect(try await page(.home).contains("Continue watching"))
            #expect(try await page(.film(film)).contains(#"value="10""#))
            #expect(try await page(.history(page: 1)).contains("Harbour Lights"))
        }
        #expect(try await tell(.mark(.film, film.rawValue), "watched=yes") == .seeOther)
        #expect(try await tell(.mark(.film, film.rawValue), "watched=perhaps") == .badRequest)
        #expect(try await tell(.historyClear, "") == .seeOther)
        #expect(try await watches.isEmpty)
        try await house.app().test(.router) { client async throws -> Void in
            let page = String(buffer: try await client.execute(uri: Place.watchFilm(film, version: nil).address, method: .get).body)
            #expect(page.contains(#"data-start="0.0""#))
        }
    }
}
