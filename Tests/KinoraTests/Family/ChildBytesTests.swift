import KinoraAccounts
import KinoraCatalogue
import KinoraDelivery
import KinoraGate
import KinoraKernel
import KinoraMedia
import Testing

@testable import Kinora

@Suite("A child's profile and the bytes of films", .timeLimit(.minutes(10)))
struct ChildBytesTests {
    /// What the house answers to a player that asks for the right to the package of a title.
    private func right(to title: String, of film: FilmID, _ browser: Browser) async throws -> Int {
        try await browser.post("/stream/film/\(film)", "subject=package.\(FamilyHouse.package(of: title))").status
    }

    @Test func whatAChildMayNotSeeGivesItNoRightToItsBytes() async throws {
        let house = try await FamilyHouse()
        let kind = try await house.film("Kind Film", "FSK 6")
        let strict = try await house.film("Harbour", "FSK 18")
        let unrated = try await house.film("Of nobody", nil)
        let child = try await house.browser(as: house.child)
        let parent = try await house.browser(as: house.grownUp)

        for (title, film, forChild) in [("Kind Film", kind, 200), ("Harbour", strict, 404), ("Of nobody", unrated, 404)] {
            #expect(try await child.get("/watch/film/\(film)").status == forChild, "\(title)")
            #expect(try await right(to: title, of: film, child) == forChild, "\(title)")
            #expect(try await parent.get("/watch/film/\(film)").status == 200, "\(title)")
            #expect(try await right(to: title, of: film, parent) == 200, "\(title)")
        }
        #expect(try await right(to: "Harbour", of: kind, child) == 404, "a film that it may see opens no other")
    }

    @Test func stillsOfWhatAChildMayNotSeeAreRefusedToo() async throws {
        let house = try await FamilyHouse()
        try await house.film("Kind Film", "FSK 6")
        try await house.film("Harbour", "FSK 18")
        try await house.film("Of nobody", nil)
        let pictures = HousePictures(packages: PackageAudience(store: house.store))

        for (title, isForChild) in [("Kind Film", true), ("Harbour", false), ("Of nobody", false), ("Unknown", false)] {
            let package = FamilyHouse.package(of: title)
            #expect(try await pictures.maySee(package: package, house.principal(as: house.child, at: 6)) == isForChild, "\(title)")
            #expect(try await pictures.maySee(package: package, house.principal(as: house.grownUp)), "\(title)")
        }
    }
}
