import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMediaTools
import KinoraPreparation
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Owners choose pictures", .timeLimit(.minutes(10)))
struct PicturePageTests {
    private let house: SampleHouse
    private static let own: HTTPFields = [HTTPField.Name("Sec-Fetch-Site")!: "same-origin"]

    init() async throws {
        house = try await SampleHouse()
    }

    private func remove() { try? FileManager.default.removeItem(atPath: house.artwork) }

    private func get(_ place: Place) async throws -> (status: HTTPResponse.Status, text: String) {
        try await house.app().test(.router) { client in
            let answer = try await client.execute(uri: place.address, method: .get, headers: [.accept: "text/html"])
            return (answer.status, String(buffer: answer.body))
        }
    }

    private func post(_ place: Place, _ form: String) async throws -> TestResponse {
        var headers = Self.own
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await house.app().test(.router) { [headers] client in
            try await client.execute(uri: place.address, method: .post, headers: headers, body: ByteBuffer(string: form))
        }
    }

    /// As a browser sends it.
    private func send(_ bytes: [UInt8], as kind: String, named file: String = "poster.jpg", to subject: Subject) async throws
        -> TestResponse
    {
        var headers = Self.own
        headers[.contentType] = "multipart/form-data; boundary=----lamp"
        var body = ByteBuffer(string: "------lamp\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n\(kind)\r\n")
        body.writeString("------lamp\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file)\"\r\n")
        body.writeString("Content-Type: image/jpeg\r\n\r\n")
        body.writeBytes(bytes)
        body.writeString("\r\n------lamp--\r\n")
        return try await house.app().test(.router) { [headers, body] client in
            try await client.execute(uri: Place.pictureUpload(subject).address, method: .post, headers: headers, body: body)
        }
    }

    private func picture() async throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(path: "kinora-\(UUID().uuidString).png").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let arguments = [
            "-hide_banner", "-nostdin", "-y", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x480", "-frames:v", "1", path,
        ]
        _ = try await FFmpegEncoder(patience: .seconds(300)).run(
            EncodeCommand(arguments: arguments, outputs: [path], isQuiet: true)
        ) { _ in }
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    private func film() async throws -> (id: FilmID, subject: Subject) {
        let id = try await house.film(Description(title: "Fer<ry>", year: 2020))
        // As a scan writes it down.
        try await Descriptions(store: house.store, editor: house.editor).note(.source("Fer<ry> ")) { sheet in
            var facts = Facts()
            (facts.title, facts.year) = ("Fer<ry>", 2020)
            sheet[.name] = facts
        }
        return (id, .film(id))
    }

    @Test func aPictureIsSentShownAndTakenBack() async throws {
        defer { remove() }
        let (id, subject) = try await film()
        #expect(try await get(.edit(subject)).text.contains("/pictures/film-\(id.rawValue)"))
        let empty = try await get(.pictures(subject)).text
        #expect(
            empty.contains("Pictures of Fer&lt;ry&gt;") && empty.contains("Nobody offers one.")
                && empty.contains(#"enctype="multipart/form-data""#))
        #expect(!empty.contains("choose automatically again"))

        let answer = try await send(try await picture(), as: "poster", named: "<b>.svg", to: subject)

        #expect(answer.status == .seeOther && answer.headers[.location] == Place.pictures(subject).address)
        let poster = try #require(try await Records<Film>(in: house.store).read(id.rawValue)?.value.description.poster)
        #expect(poster.width == 320)
        let page = try await get(.pictures(subject)).text
        #expect(page.contains("Chosen by you") && page.contains(poster.sizes[0].plain))
        #expect(try await get(.film(id)).text.contains(poster.sizes[0].webp))

        #expect(try await post(.pictures(subject), "wish=automatic&kind=poster").status == .seeOther)
        #expect(try await Records<Film>(in: house.store).read(id.rawValue)?.value.description.poster == nil)
    }

    @Test func whatIsNoPictureIsRefusedInPlainWordsAndChangesNothing() async throws {
        defer { remove() }
        let (id, subject) = try await film()
        _ = try await send(try await picture(), as: "poster", to: subject)
        let before = try await Records<Film>(in: house.store).read(id.rawValue)?.value.description

        let text = try await send(Array("<html>".utf8), as: "poster", to: subject)
        #expect(text.status == .badRequest && String(buffer: text.body).contains("This is no JPEG, PNG or WebP picture"))
        let none = try await send([], as: "poster", named: "", to: subject)
        #expect(none.status == .badRequest && String(buffer: none.body).contains("Choose a file first."))
        let large = try await send([0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: ArtworkShelf.largest), as: "poster", to: subject)
        #expect(large.status == .contentTooLarge && String(buffer: large.body).contains("larger than 20 MB"))
        let huge = try await send([UInt8](repeating: 0, count: Visitor.mostUploadBytes + 1), as: "poster", to: subject)
        #expect(huge.status == .contentTooLarge)
        #expect(try await send([1], as: "portrait", to: subject).status == .badRequest)
        #expect(try await post(.pictureUpload(subject), "kind=poster&file=x").status == .badRequest)

        #expect(try await Records<Film>(in: house.store).read(id.rawValue)?.value.description == before)
    }

    @Test func aMomentHasToBeOneOfTheFilm() async throws {
        defer { remove() }
        let (_, subject) = try await film()
        #expect(try await get(.pictures(subject)).text.contains("It ends at 1:52:00."))
        for moment in ["1:52:00", "x", "", "-1", "0:99:00", "1:2:3:4"] {
            let answer = try await post(.pictures(subject), "wish=moment&moment=\(moment)")
            #expect(answer.status == .badRequest && String(buffer: answer.body).contains("The film has no such moment."), "\(moment)")
        }
        #expect(try await post(.pictures(subject), "wish=choose&picture=0").status == .conflict)
        #expect(try await post(.pictures(subject), "wish=else").status == .badRequest)
        #expect(try await post(.pictures(subject), "wish=fetch").status == .seeOther)
    }

    @Test func onlyAFewPicturesAreMadeAtOnce() async throws {
        defer { remove() }
        let (_, subject) = try await film()
        let turns = house.website.choosing
        #expect(UploadTurns.most == 2)
        try await turns.take {
            try await turns.take {
                let answer = try await post(.pictures(subject), "wish=fetch")
                #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "5")
            }
        }
        #expect(try await post(.pictures(subject), "wish=fetch").status == .seeOther)
    }

    @Test(arguments: [("0:12:34", 754_000), ("12:34", 754_000), ("754", 754_000), ("1:00:00", 3_600_000), ("0", 0)] as [(String, Int64)])
    func momentsAreReadAsPeopleWriteThem(_ text: String, _ milliseconds: Int64) {
        #expect(FilmMoment.milliseconds(text) == milliseconds)
    }

    @Test func seasonsAndEpisodesHaveThePicturesThatPagesShowOfThem() async throws {
        let series = try await house.editor.place(series: Description(title: "Night Ferry"))
        try await house.editor.place(season: 1, of: series, title: nil, plot: nil, poster: nil)
        let episode = try await house.episode(1, season: 1, of: series, Description(title: "One"))

        let season = try await get(.pictures(.season(series, 1))).text
        #expect(season.contains("Night Ferry · Season 1") && season.contains("kind-poster") && !season.contains("kind-backdrop"))
        #expect(try await get(.season(series, 1)).text.contains(Place.pictures(.season(series, 1)).address))
        let still = try await get(.pictures(.episode(episode))).text
        #expect(still.contains("kind-backdrop") && still.contains("Still") && !still.contains("kind-poster"))
        for subject in [Subject.season(series, 7), .film(FilmID("none")), .source("s"), .series(SeriesID("none"))] {
            #expect(try await get(.pictures(subject)).status == .notFound, "\(subject.name)")
        }
    }
}
