import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@testable import Kinora

@Suite("What the owner writes of a title", .timeLimit(.minutes(10)))
struct EditPageTests {
    /// A film of whose file the names say something.
    private func house() async throws -> (FamilyHouse, FilmID, Descriptions) {
        let house = try await FamilyHouse()
        let id = try await house.film("First Harbour", "FSK 6")
        let descriptions = Descriptions(store: house.store, editor: house.editor)
        var facts = Facts()
        (facts.title, facts.year, facts.plot, facts.genres) = ("First Harbour", 2020, "As the file says it.", ["Drama"])
        facts.certificate = "FSK 6"
        facts.credits = [Credit(name: "Liv Aas", role: .actor, character: "Tora", portrait: "https://example.org/liv.jpg")]
        let said = facts
        try await descriptions.note(.source("First Harbour")) { $0[.nfo] = said }
        try await descriptions.compose(film: id)
        return (house, id, descriptions)
    }

    private static func form(_ fields: [String: String]) -> String {
        fields.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }.joined(separator: "&")
    }

    private static let asItStands = [
        "title": "First Harbour", "year": "2020", "plot": "As the file says it.", "genres": "Drama", "certificate": "FSK 6",
        "actors": "Liv Aas = Tora",
    ]

    @Test func countsBeforeEverythingAndSurvivesAScan() async throws {
        let (house, id, descriptions) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.get("/films/\(id)").text.contains("/edit/film-\(id)"))
        var fields = Self.asItStands
        fields["title"] = "The Harbour"
        fields["plot"] = "One line.\r\nAnother line.\r\n"
        fields["genres"] = "Drama; Sea ; ;Sea"
        fields["actors"] = "Liv Aas = Herself\r\nJonas Dahl"
        fields["collection"] = "Harbours"

        let answer = try await browser.post("/edit/film-\(id)", Self.form(fields))
        #expect(answer.status == 303 && answer.location == "/films/\(id)")
        // The file is scanned again, and says something else.
        try await descriptions.note(.source("First Harbour")) { $0[.nfo]?.plot = "Another file" }
        try await descriptions.compose(film: id)

        let film = try #require(try await Records<Film>(in: house.store).read(id.rawValue)).value.description
        #expect(film.title == "The Harbour" && film.plot == "One line.\nAnother line." && film.genres == ["Drama", "Sea"])
        #expect(film.credits.map(\.name) == ["Liv Aas", "Jonas Dahl"] && film.credits[0].character == "Herself")
        #expect(film.credits[0].portrait == "https://example.org/liv.jpg")
        #expect(film.origin["title"] == .owner && film.origin["year"] == .nfo && film.origin["certificate"] == .nfo)
        #expect(try await browser.get("/films").text.contains("The Harbour"))
    }

    @Test func aFieldThatIsEmptiedIsAutomaticAgainAndSoAreAll() async throws {
        let (house, id, _) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        var fields = Self.asItStands
        (fields["title"], fields["plot"], fields["ownersAge"]) = ("The Harbour", "Mine", "16")
        _ = try await browser.post("/edit/film-\(id)", Self.form(fields))
        #expect(try await house.browser(as: house.child).get("/films/\(id)").status == 404, "it is for sixteen now")

        fields["title"] = ""
        _ = try await browser.post("/edit/film-\(id)", Self.form(fields))
        let once = try #require(try await Records<Film>(in: house.store).read(id.rawValue)).value.description
        #expect(once.title == "First Harbour" && once.plot == "Mine")

        #expect(try await browser.post("/edit/film-\(id)/automatic").status == 303)
        let twice = try #require(try await Records<Film>(in: house.store).read(id.rawValue)).value.description
        #expect(twice.plot == "As the file says it." && twice.ownersAge == nil && !twice.origin.values.contains(.owner))
        #expect(try await house.browser(as: house.child).get("/films/\(id)").status == 200)
    }

    @Test func whatIsNotChangedIsNobodysNewWord() async throws {
        let (house, id, descriptions) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        _ = try await browser.post("/edit/film-\(id)", Self.form(Self.asItStands))
        #expect(try await descriptions.sheet(of: .film(id))?[.owner] == nil)
    }

    @Test func hostileTextIsTextAndNonsenseIsRefusedWithItsField() async throws {
        let (house, id, _) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        var fields = Self.asItStands
        for field in ["title", "tagline", "plot", "genres", "actors", "collection", "certificate"] {
            fields[field] = "</textarea><script>\"'&"
        }
        #expect(try await browser.post("/edit/film-\(id)", Self.form(fields)).status == 303)
        for address in ["/", "/films", "/films/\(id)", "/edit/film-\(id)"] {
            let text = try await browser.get(address).text
            #expect(!text.contains("<script>") && text.contains("&lt;script&gt;"), "\(address)")
        }

        for (field, text) in [
            ("year", "soon"), ("year", "99999"), ("date", "2020-13-01"), ("ownersAge", "99"), ("title", String(repeating: "x", count: 301)),
        ] {
            fields = Self.asItStands
            fields[field] = text
            let answer = try await browser.post("/edit/film-\(id)", Self.form(fields))
            #expect(
                answer.status == 400 && answer.text.contains("cannot be kept") && answer.text.contains("As the file says it."), "\(field)")
        }
        #expect(try await browser.get("/edit/film-nothing").status == 404)
        #expect(try await browser.get("/edit/source-First").status == 404)
    }

    @Test func aSeriesAndAnEpisodeToo() async throws {
        let (house, _, descriptions) = try await house()
        let (series, episode) = try await house.series("Boats", "FSK 6")
        let browser = try await house.browser(as: house.grownUp)
        for subject in [Subject.series(series), .episode(episode)] {
            var facts = Facts()
            facts.title = "As it was"
            let said = facts
            try await descriptions.note(subject) { $0[.nfo] = said }
            try await descriptions.compose(around: subject)
            #expect(try await browser.post("/edit/\(subject.name)", "title=My+title").status == 303, "\(subject.name)")
        }
        #expect(try await browser.get("/series/\(series)").text.contains("My title"))
    }
}
