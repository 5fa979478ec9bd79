import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import KinoraViewing
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Owners say that titles are one", .timeLimit(.minutes(10)))
struct MergingPageTests {
    private let house: SampleHouse

    init() async throws {
        house = try await SampleHouse()
    }

    private func ask(_ address: String, _ form: String? = nil) async throws -> (
        status: HTTPResponse.Status, text: String, location: String?
    ) {
        var headers: HTTPFields = [.accept: "text/html", HTTPField.Name("Sec-Fetch-Site")!: "same-origin"]
        if form != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return try await house.app().test(.router) { [headers] client in
            let answer = try await client.execute(
                uri: address, method: form == nil ? .get : .post, headers: headers, body: form.map { ByteBuffer(string: $0) })
            return (answer.status, String(buffer: answer.body), answer.headers[.location])
        }
    }

    /// A film of a file that is known.
    private func film(_ title: String, _ year: Int) async throws -> FilmID {
        let id = try await house.film(Description(title: title, year: year))
        _ = try await Records<Source>(in: house.store).insert(
            Source(library: SampleHouse.library, path: "\(title) (\(year)).mkv", size: 10, modified: 1), id: "\(title) ")
        try await Descriptions(store: house.store, editor: house.editor).note(.source("\(title) ")) { sheet in
            var facts = Facts()
            (facts.title, facts.year) = (title, year)
            sheet[.name] = facts
        }
        return id
    }

    @Test func aFilmIsFoundMergedAndPartedAgain() async throws {
        let (stays, goes) = (try await film("Harbour Lights", 2021), try await film("Hafen <Licht>", 2020))
        let page = Place.merging(.film(goes), nil).address
        #expect(try await ask(Place.edit(.film(goes)).address).text.contains("href=\"\(page)\""))
        try await house.website.watching.list.add(goes.rawValue, by: "p")
        try await house.website.watching.history.mark(
            goes.rawValue, .film, title: goes.rawValue, length: 6720, isWatched: true, by: "p")

        let found = try await ask(Place.merging(.film(goes), "harbour").address).text
        #expect(
            found.contains("Harbour Lights (2021)") && found.contains("value=\"\(stays)\"")
                && found.contains("Hafen &lt;Licht&gt; is Harbour"))
        #expect(try await ask(Place.merging(.film(goes), "hafen").address).text.contains("No other title is called so."))

        let merged = try await ask(page, "wish=merge&other=\(stays)")
        #expect(merged.status == .seeOther && merged.location == Place.film(stays).address)
        let there = try await ask(Place.film(goes).address)
        #expect(there.status == .found && there.location == Place.film(stays).address)
        #expect(try await ask(Place.watchFilm(goes, version: nil).address).location == Place.watchFilm(stays, version: nil).address)
        let text = try await ask(Place.film(stays).address).text
        #expect(text.contains("versions") && text.contains("value=\"no\""), "it counts as watched")
        let list = try await ask(Place.myList(page: 1).address).text
        #expect(list.contains("Harbour Lights") && !list.contains("Hafen"))
        #expect(text.contains("Remove from my list"))
        let unwatched = try await ask("/films?unwatched=yes").text
        #expect(!unwatched.contains(Place.film(stays).address), "it was watched under its former name")
        let history = try await ask(Place.history(page: 1).address).text
        #expect(history.contains("Harbour Lights"))

        let owner = try await ask(Place.merging(.film(stays), nil).address).text
        #expect(owner.contains("Part again: Hafen &lt;Licht&gt; (2020)") && owner.contains("Hafen &lt;Licht&gt; (2020).mkv"))
        #expect(try await ask(Place.merging(.film(stays), nil).address, "wish=part&other=\(goes)").status == .seeOther)
        #expect(try await ask(Place.film(goes).address).status == .ok)
        #expect(try await ask(Place.myList(page: 1).address).text.contains("Hafen &lt;Licht&gt;"))
        #expect(try await ask(Place.film(stays).address).text.contains("value=\"yes\""), "each has its own again")
        #expect(try await ask(Place.merging(.film(stays), nil).address, "wish=part&other=\(goes)").status == .conflict)
    }

    @Test func whatCannotBeIsSaidInPlainWords() async throws {
        let (one, other) = (try await film("One", 2001), try await film("Two", 2002))
        let page = Place.merging(.film(one), nil).address
        let same = try await ask(page, "wish=merge&other=\(one)")
        #expect(same.status == .conflict && same.text.contains("This is one title already."))
        let none = try await ask(page, "wish=merge&other=none")
        #expect(none.status == .conflict && none.text.contains("not there any more"))
        for form in ["wish=else&other=\(other)", "wish=merge", ""] { #expect(try await ask(page, form).status == .badRequest, "\(form)") }
        for subject in [Subject.film(FilmID("none")), .episode(EpisodeID("e")), .source("s")] {
            #expect(try await ask(Place.merging(subject, nil).address).status == .notFound)
        }
    }
}
