import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraRecommendation
import KinoraViewing
import Testing

@testable import Kinora

@Suite("What the owner sees of recommendations", .timeLimit(.minutes(10)))
struct OwnersGraphTests {
    private static let day = 86_400.0

    private func watched(_ house: FamilyHouse, _ film: FilmID, by profile: ProfileID) async throws {
        try await WatchHistory(store: house.store, time: house.time).mark(
            film.rawValue, .film, title: film.rawValue, length: 60, isWatched: true, by: profile.rawValue)
    }

    @Test func aTitleHasAPictureOfWhatIsAroundIt() async throws {
        let house = try await FamilyHouse()
        let first = try await house.film("First Harbour & <Sons>", "FSK 6")
        let second = try await house.film("Second Harbour", "FSK 6")
        try await house.film("Something Else", "FSK 6", genre: "Comedy")
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.get("/dashboard/graph/\(first)").text.contains("being made ready"))
        try await house.graph.open()
        #expect(try await browser.get("/films/\(first)").text.contains(#"href="/dashboard/graph/\#(first)""#))
        let page = try await browser.get("/dashboard/graph/\(first)").text
        #expect(page.matches(of: /<svg class="graph-picture/).count == 2)
        #expect(
            page.contains("Second Harbour") && page.contains("Drama, like First Harbour &amp; &lt;Sons&gt;") && !page.contains("<Sons>"))
        #expect(page.contains(#"href="/dashboard/graph/\#(second)""#) && page.contains("100 %, also in Second Harbour"))
        #expect(!page.contains("Something Else"))
        #expect(try await browser.get("/dashboard/graph/nothing").status == 404)
    }

    @Test func whoDoesNotRunTheHouseSeesNoneOfIt() async throws {
        let house = try await FamilyHouse()
        let film = try await house.film("First Harbour", "FSK 6")
        try await house.graph.open()
        let child = try await house.browser(as: house.child)
        for address in ["/dashboard/graph/\(film)", "/dashboard/recommendations"] {
            #expect(try await child.get(address).status != 200, "\(address)")
        }
        #expect(try await !child.get("/films/\(film)").text.contains("/dashboard/graph/"))
    }

    @Test func whatBecomesOfRecommendedTitlesIsCounted() async throws {
        let house = try await FamilyHouse()
        let films = [
            try await house.film("First Harbour", "FSK 6"), try await house.film("Second Harbour", "FSK 6"),
            try await house.film("Third Harbour", "FSK 6"),
        ]
        try await house.graph.open()
        try await watched(house, films[0], by: house.grownUp)
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.get("/dashboard").text.contains("/dashboard/recommendations"))
        #expect(try await browser.get("/dashboard/recommendations").text.contains("Nothing has been counted yet"))

        _ = try await browser.get("/films/\(films[1])", from: "/")
        _ = try await browser.get("/")
        // Found without a row, by search; then from the first page, twice.
        _ = try await browser.get("/films/\(films[2])", from: "/search?q=third")
        for _ in 0..<2 { _ = try await browser.get("/films/\(films[1])", from: "/") }
        #expect(try await browser.get("/watch/film/\(films[1])").status == 200)
        #expect(try await browser.get("/watch/film/\(films[2])").status == 200)
        for (number, position) in [3.0, 59].enumerated() {
            house.time.advance(by: .seconds(40))
            let form = "sitting=abcdefgh&number=\(number)&seconds=20&position=\(position)"
            #expect(try await browser.post("/watched/film/\(films[1])", form).status == 204)
        }
        let counts = RecommendedBook(store: house.store, time: house.time)
        let page = try await browser.get("/dashboard/recommendations").text
        let days = try await counts.days(30).days
        let forYou = try #require(days.first { $0.row == "forYou" })
        #expect([forYou.shown, forYou.opened, forYou.started, forYou.finished] == [2, 1, 1, 1])
        #expect(page.contains("For you") && page.contains("50 %") && page.contains("Last 7 days"))
        for day in days {
            #expect(!String(describing: day).contains(house.grownUp.rawValue) && !String(describing: day).contains(films[1].rawValue))
        }
    }

    @Test func aWeekIsAWeekAndWhatTwoServersCountIsAddedUp() async throws {
        let house = try await FamilyHouse()
        let (one, two) = (RecommendedBook(store: house.store, time: house.time), RecommendedBook(store: house.store, time: house.time))
        one.show(["a", "b"], in: "forYou", to: "ida")
        two.show(["a"], in: "forYou", to: "ole")
        try await one.keep()
        try await two.keep()
        #expect(try await one.days(30).days.map(\.shown) == [3])
        house.time.advance(by: .seconds(10 * Self.day))
        two.open("a", by: "ole")
        #expect(try await two.days(30).days.map(\.opened) == [0], "what was shown ten days ago was not opened from there")
        two.show(["a"], in: "forYou", to: "ole")
        two.open("a", by: "ole")
        let browser = try await house.browser(as: house.grownUp)
        try await two.keep()
        let page = try await browser.get("/dashboard/recommendations").text
        let week = try #require(page.firstMatch(of: /id="recommended-week"[\s\S]*?<\/table>/)).0
        let month = try #require(page.firstMatch(of: /id="recommended-month"[\s\S]*?<\/table>/)).0
        #expect(week.contains(">1 ") || week.contains(">1<"))
        #expect(!week.contains(">4<") && month.contains(">4<"))
        house.time.advance(by: .seconds(40 * Self.day))
        #expect(try await two.days(30).days.isEmpty)
    }
}
