import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import Kinora

@Suite("Collections, as pages show them", .timeLimit(.minutes(10)))
struct CollectionPageTests {
    @Test func aFilmsPageLeadsToTheOthersAndChildrenSeeTheirs() async throws {
        let house = try await FamilyHouse()
        let hostile = "Harbour <b>\"films\"</b>"
        var films: [FilmID] = []
        for (title, certificate) in [("First", "FSK 6"), ("Second", "FSK 6"), ("Forbidden", "FSK 18")] {
            let id = try await house.film(title, certificate)
            try await house.editor.describe(film: id) { film in
                var description = film.description
                description.collection = hostile
                return description
            }
            films.append(id)
        }
        let id = try #require(CollectionShelf.id(of: hostile))
        let (grownUp, child) = (try await house.browser(as: house.grownUp), try await house.browser(as: house.child))

        let page = try await grownUp.get("/films/\(films[0])").text
        #expect(page.contains("Harbour &lt;b&gt;&quot;films&quot;&lt;/b&gt;") && !page.contains("<b>\"films"))
        #expect(page.contains("/collections/\(id)") && page.contains("Second") && page.contains("Forbidden"))
        #expect(try await grownUp.get("/collections/\(id)").text.contains("3 titles"))

        #expect(try await !child.get("/films/\(films[0])").text.contains("Forbidden"))
        let theirs = try await child.get("/collections/\(id)").text
        #expect(theirs.contains("2 titles") && !theirs.contains("Forbidden"))
        #expect(try await grownUp.get("/collections/nothing").status == 404)
    }
}
