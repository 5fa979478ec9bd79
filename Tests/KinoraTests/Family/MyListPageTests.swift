import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing
import Testing

@testable import Kinora

@Suite("My list, as pages show it", .timeLimit(.minutes(10)))
struct MyListPageTests {
    @Test func aTitleIsPutThereFromItsPageAndStandsOnTheFirstPage() async throws {
        let house = try await FamilyHouse()
        let film = try await house.film("First Harbour", "FSK 6")
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.get("/my-list").text.contains("Nothing yet"))
        #expect(try await browser.get("/films/\(film)").text.contains("Add to my list"))

        let answer = try await browser.post("/my-list", "add=\(film)")

        #expect(answer.status == 303 && answer.location == "/my-list")
        #expect(try await browser.get("/my-list").text.contains("First Harbour"))
        #expect(try await browser.get("/").text.contains(">My list</bdi></h2>"))
        #expect(try await browser.get("/films/\(film)").text.contains("Remove from my list"))
        #expect(try await browser.get("/films").text.contains("Remove First Harbour from my list"))

        #expect(try await browser.post("/my-list", "remove=\(film)").status == 303)
        #expect(try await browser.get("/my-list").text.contains("Nothing yet"))
        #expect(try await !browser.get("/").text.contains(">My list</bdi></h2>"))
    }

    @Test func everyProfileHasItsOwnAndAChildGetsNothingThatItMayNotSee() async throws {
        let house = try await FamilyHouse()
        let forbidden = try await house.film("Forbidden Harbour", "FSK 18")
        let (grownUp, child) = (try await house.browser(as: house.grownUp), try await house.browser(as: house.child))

        #expect(try await child.post("/my-list", "add=\(forbidden)").status == 404)
        #expect(try await grownUp.post("/my-list", "add=\(forbidden)").status == 303)
        #expect(try await !child.get("/my-list").text.contains("Forbidden"))

        // A list that was made before the profile had an age limit.
        try await house.list.add(forbidden.rawValue, by: house.child.rawValue)
        for address in ["/my-list", "/"] { #expect(try await !child.get(address).text.contains("Forbidden")) }
    }

    @Test func aTitleThatTookInWhatIsOnTheListStandsThereOnceAndIsTakenOff() async throws {
        let house = try await FamilyHouse()
        let (stays, goes) = (try await house.film("First Harbour", "FSK 6"), try await house.film("Second Harbour", "FSK 6"))
        let browser = try await house.browser(as: house.grownUp)
        for film in [goes, stays] { #expect(try await browser.post("/my-list", "add=\(film)").status == 303) }
        try await house.merge(goes, called: "Second Harbour", into: stays)

        let list = try await browser.get("/my-list").text
        #expect(list.contains("First Harbour") && list.contains("1 title") && !list.contains("Second Harbour"))
        #expect(try await browser.get("/films/\(stays)").text.contains("Remove from my list"))

        #expect(try await browser.post("/my-list", "remove=\(stays)").status == 303)
        #expect(try await browser.get("/my-list").text.contains("Nothing yet"))
    }

    @Test func whatNoButtonSendsIsRefused() async throws {
        let house = try await FamilyHouse()
        let browser = try await house.browser(as: house.grownUp)
        for (form, status) in [("add=nothing", 404), ("", 400), ("add=a&remove=a", 400), ("remove=nothing", 303), ("add=", 400)] {
            #expect(try await browser.post("/my-list", form).status == status, "\(form)")
        }
    }
}
