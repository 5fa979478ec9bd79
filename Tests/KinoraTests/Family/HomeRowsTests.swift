import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import Kinora

@Suite("The rows of the first page", .timeLimit(.minutes(10)))
struct HomeRowsTests {
    private func headings(_ page: String) -> [String] {
        page.matches(of: /<h2 id="row-[^"]*"><bdi>(.*?)<\/bdi>/).map { String($0.1) }
    }

    private func house() async throws -> (FamilyHouse, Browser) {
        let house = try await FamilyHouse()
        for number in 1...3 { try await house.film("Harbour \(number)", "FSK 6") }
        try await house.film("Forbidden Harbour", "FSK 18", genre: "Horror")
        return (house, try await house.browser(as: house.grownUp))
    }

    @Test func theyStandInTheOrderThatTheOwnerChose() async throws {
        let (house, browser) = try await house()
        #expect(headings(try await browser.get("/").text) == ["New here", "Films", "Drama"])
        #expect(try await browser.get("/").text.contains(#"href="/home-rows""#))
        #expect(try await browser.post("/home-rows", "wish=up&row=films").location == "/home-rows")
        #expect(headings(try await browser.get("/").text) == ["Films", "New here", "Drama"])
        _ = try await browser.post("/home-rows", "wish=hide&row=new")
        #expect(headings(try await browser.get("/").text) == ["Films", "Drama"])
        #expect(try await browser.get("/home-rows").text.contains("Show New here"))
        _ = try await browser.post("/home-rows", "wish=show&row=new")
        _ = try await browser.post("/home-rows", "wish=remove&row=new")
        #expect(headings(try await browser.get("/").text).contains("New here"), "what every house has is hidden, not removed")
        _ = try await browser.post("/home-rows", "wish=reset")
        #expect(headings(try await browser.get("/").text) == ["New here", "Films", "Drama"])
        #expect(try await browser.post("/home-rows", "wish=dance").status == 400)

        let child = try await house.browser(as: house.child)
        #expect(try await child.get("/home-rows").status != 200)
        #expect(try await !child.get("/").text.contains("/home-rows"))
    }

    @Test func aRowOfOnesOwnShowsWhatItsViewersMaySee() async throws {
        let (house, browser) = try await house()
        let titles = "wish=add&kind=titles&heading=Picked+%3Cb%3E&titles=forbidden+harbour%0D%0AHarbour+2"
        #expect(try await browser.post("/home-rows", titles).status == 303)
        #expect(try await browser.post("/home-rows", "wish=add&kind=genre&genre=Horror&heading=Scary").status == 303)
        let page = try await browser.get("/").text
        #expect(headings(page).prefix(2) == ["Scary", "Picked &lt;b&gt;"])
        let picked = try #require(page.firstMatch(of: /<bdi>Picked[\s\S]*?<\/section>/)).0
        #expect(picked.contains("Forbidden Harbour") && picked.contains("Harbour 2") && !picked.contains("Harbour 1"))
        let child = try await house.browser(as: house.child).get("/").text
        #expect(headings(child).first == "Picked &lt;b&gt;" && !child.contains("Forbidden") && !child.contains("Scary"))
        let row = try #require(page.firstMatch(of: /row-(own-[0-9a-f]+)/)).1
        #expect(!row.isEmpty)
    }

    @Test func aRowHasAFirstAndALastDay() async throws {
        let (house, browser) = try await house()
        // The house stands at 2027-01-15.
        let today = try #require(house.time.now.iso8601.split(separator: "T").first)
        let form = "wish=add&kind=genre&genre=Drama&heading=Today+only&from=\(today)&until=\(today)"
        #expect(try await browser.post("/home-rows", form).status == 303)
        #expect(headings(try await browser.get("/").text).first == "Today only")
        house.time.advance(by: .seconds(86_400))
        let later = try await house.browser(as: house.grownUp)
        #expect(headings(try await later.get("/").text).first == "New here")
        #expect(try await later.get("/home-rows").text.contains("Today only"))
    }

    @Test(arguments: [
        ("kind=titles&heading=X&titles=Nothing+Such", "Nothing here is called “Nothing Such”."),
        ("kind=titles&heading=X", "at least one title"),
        ("kind=titles&titles=Harbour+1", "need a heading"), ("kind=genre", "Choose the collection or the genre"),
        ("kind=genre&genre=Drama&from=2026-02-30", "A day is written"), ("kind=genre&genre=Drama&from=soon", "A day is written"),
        ("kind=genre&genre=Drama&from=2026-12-24&until=2026-12-01", "first day is after"),
    ])
    func whatIsWrongIsSaidAndWhatWasWrittenStays(form: String, fault: String) async throws {
        let (_, browser) = try await house()
        let answer = try await browser.post("/home-rows", "wish=add&\(form)")
        #expect(answer.status == 400 && answer.text.contains(fault), "\(form)")
    }

    @Test func thereIsAnEndToRowsOfOnesOwn() async throws {
        let (_, browser) = try await house()
        for _ in 0..<HomePlan.mostOwn { _ = try await browser.post("/home-rows", "wish=add&kind=genre&genre=Drama") }
        let answer = try await browser.post("/home-rows", "wish=add&kind=genre&genre=Drama")
        #expect(answer.status == 409 && answer.text.contains("Remove one first"))
        #expect(try await browser.get("/").status == 200)
    }

    @Test func collectionsHaveADirectory() async throws {
        let (house, browser) = try await house()
        #expect(try await browser.get("/collections").text.contains("No films here belong together"))
        let films = try await Records<Film>(in: house.store).find()
        for film in films {
            try await Records<Film>(in: house.store).change(film.id) { $0.description.collection = "The Harbours" }
        }
        let page = try await browser.get("/collections").text
        #expect(page.contains("The Harbours") && page.contains("1 collection") && page.contains("4 titles"))
        let child = try await house.browser(as: house.child).get("/collections").text
        #expect(child.contains("The Harbours") && child.contains("3 titles"))
        let address = try #require(page.firstMatch(of: /href="(\/collections\/[^"]+)"/)).1
        #expect(try await browser.get(String(address)).text.contains("4 titles · 2020 · "))
        #expect(try await browser.post("/home-rows", "wish=add&kind=collection&collection=The+Harbours").status == 303)
        #expect(headings(try await browser.get("/").text).first == "The Harbours")
    }
}
