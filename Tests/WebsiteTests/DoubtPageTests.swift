import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Which title is it?", .timeLimit(.minutes(10)))
struct DoubtPageTests {
    private let house: SampleHouse
    private static let own: HTTPFields = [HTTPField.Name("Sec-Fetch-Site")!: "same-origin"]

    init() async throws {
        house = try await SampleHouse(providers: [.tmdb])
    }

    private func film() async throws -> FilmID {
        let film = try await house.editor.place(film: Description(title: "Harbour <Lights>", year: 1990), source: "1f00-00")
        _ = try await Records<Source>(in: house.store).insert(
            Source(library: SampleHouse.library, path: "Harbour.mkv", size: 1, modified: 1), id: "1f00-00")
        var match = Match(question: "q", asked: "tmdb", state: .unsure, again: house.time.now + .seconds(3600))
        match.candidates = [
            Candidate(provider: .tmdb, id: "900001", kind: .film, title: "Hafen & Lichter", originalTitle: "Harbour Lights", year: 2021),
            Candidate(provider: .tmdb, id: "900002", kind: .film, title: "Harbour Lights", year: 1963),
        ]
        try await Descriptions(store: house.store, editor: house.editor).note(.film(film)) { [match] sheet in sheet.match = match }
        return film
    }

    private func ask(
        _ place: Place, _ method: HTTPRequest.Method = .get, _ form: String? = nil, _ headers: HTTPFields = own
    ) async throws -> TestResponse {
        try await house.app().test(.router) { client in
            try await client.execute(uri: place.address, method: method, headers: headers, body: form.map { ByteBuffer(string: $0) })
        }
    }

    @Test("candidates stand on the preparation page as buttons of a plain form")
    func buttons() async throws {
        #expect(try await String(buffer: ask(.preparation).body).contains(#"id="titles" aria-labelledby="group-titles" hidden"#))
        let film = try await film()

        let text = try await String(buffer: ask(.preparation).body)

        for part in [
            "One title is not certain", "Harbour &lt;Lights&gt; (1990)", #"action="/titles/film-\#(film)/choose""#,
            #"name="title" value="tmdb-900001""#, "Hafen &amp; Lichter – Harbour Lights (2021) · TMDB", "None of these",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("onclick") && !text.contains(#"id="titles" aria-labelledby="group-titles" hidden"#))
    }

    @Test("one click writes the correction")
    func choosing() async throws {
        defer { try? FileManager.default.removeItem(atPath: house.corrections) }
        let film = try await film()

        let answer = try await ask(.chooseTitle("film-\(film)"), .post, "title=tmdb-900001")

        #expect(answer.status == .seeOther && answer.headers[.location] == "/preparation#titles")
        let kept = try await Corrections(folder: house.corrections).correction(of: "1f00-00")
        #expect(kept == .film("Hafen & Lichter", year: 2021, ids: ["tmdb": "900001"]))
        let text = try await String(buffer: ask(.preparation).body)
        #expect(text.contains("Named by you") && !text.contains("not certain"))
        #expect(try await String(buffer: ask(.naming("1f00-00")).body).contains(#"name="id" value="tmdb-900001""#))
    }

    @Test func noneOfThemTakesItOffTheList() async throws {
        let film = try await film()

        #expect(try await ask(.chooseTitle("film-\(film)"), .post, "title=none").status == .seeOther)

        #expect(!(try await String(buffer: ask(.preparation).body)).contains("not certain"))
        #expect(!FileManager.default.fileExists(atPath: house.corrections))
    }

    @Test func whatWasNotOfferedAndForeignPagesAreRefused() async throws {
        let film = try await film()

        for form in ["title=tmdb-1", "title=", "", "title=omdb-900001"] {
            #expect(try await ask(.chooseTitle("film-\(film)"), .post, form).status == .conflict, "\(form)")
        }
        #expect(try await ask(.chooseTitle("nothing"), .post, "title=none").status == .notFound)
        #expect(try await ask(.chooseTitle("film-nothing"), .post, "title=none").status == .conflict)
        #expect(try await ask(.chooseTitle("film-\(film)"), .post, "title=none", [:]).status == .forbidden)
    }

    @Test(
        "an id can be written into the form, in any of its forms",
        arguments: [
            ("tt9900001", ["imdb": "tt9900001"]), ("tmdb-900001", ["tmdb": "900001"]), ("900001", ["tmdb": "900001"]),
            ("https://www.themoviedb.org/movie/900001-harbour-lights", ["tmdb": "900001"]),
            ("https://www.imdb.com/title/tt9900001/", ["imdb": "tt9900001"]), ("tvdb-5", ["tvdb": "5"]), ("", [:]),
        ])
    func ids(written: String, ids: [String: String]) throws {
        var form = NamingForm(FormFields("kind=film&title=Harbour+Lights&year=2021"))
        form.id = written

        #expect(try form.correction().get() == .film("Harbour Lights", year: 2021, ids: ids))
    }

    @Test func somethingElseIsNoID() throws {
        var form = NamingForm(FormFields("kind=film&title=Harbour+Lights"))
        form.id = "the one with the boat"

        #expect(form.correction() == .failure(.init(list: [.id])))
    }

    @Test("whose data is shown is said on every page, as they want it said")
    func attribution() async throws {
        let sentence = "This product uses the TMDB API but is not endorsed or certified by TMDB."

        #expect(try await String(buffer: ask(.home).body).contains(sentence))
        #expect(!(try await String(buffer: ask(.home).body)).contains("CC BY-NC"))
        let plain = try await SampleHouse()
        let text = try await plain.app().test(.router) { try await String(buffer: $0.execute(uri: "/", method: .get).body) }
        #expect(!text.contains("TMDB"))
    }

    @Test("why a provider is not asked stands on the preparation page")
    func notices() async throws {
        let trouble = LookupTrouble.keyRefused(.tmdb).sentence
        _ = try await Records<ProviderStanding>(in: house.store).insert(
            .init(pausedUntil: house.time.now + .seconds(60), reason: trouble), id: "tmdb")

        #expect(try await String(buffer: ask(.preparation).body).contains("Correct the setting tmdb-key"))

        house.time.advance(by: .seconds(61))
        #expect(!(try await String(buffer: ask(.preparation).body)).contains("tmdb-key"))

        try await Records<ProviderStanding>(in: house.store).change("tmdb") { [now = house.time.now] standing in
            standing.pausedUntil = now + .seconds(60)
            standing.explained = LookupTrouble.keyRefused(.tmdb).explanation
        }
        let german = try await String(buffer: ask(.preparation, .get, nil, [.acceptLanguage: "de"]).body)
        #expect(german.contains("TMDB nimmt den Schlüssel nicht an. Berichtige die Einstellung tmdb-key;"), "\(german)")
    }
}
