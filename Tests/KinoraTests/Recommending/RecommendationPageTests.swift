import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing
import Testing

@testable import Kinora

@Suite("Pages with recommendations", .timeLimit(.minutes(10)))
struct RecommendationPageTests {
    private static let reason = "Drama, like First Harbour"

    /// A house in which the grown-up has watched the first of three films.
    private func house() async throws -> (FamilyHouse, films: [FilmID]) {
        let house = try await FamilyHouse()
        let films = [
            try await house.film("First Harbour", "FSK 6"), try await house.film("Second Harbour", "FSK 6"),
            try await house.film("Forbidden Harbour", "FSK 18"),
        ]
        try await house.graph.open()
        for profile in [house.grownUp, house.child] {
            try await WatchHistory(store: house.store, time: house.time).mark(
                films[0].rawValue, .film, title: films[0].rawValue, length: 60, isWatched: true, by: profile.rawValue)
        }
        return (house, films)
    }

    @Test func theFirstPageSaysWhatSuitsAndWhy() async throws {
        let (house, films) = try await house()
        let page = try await house.browser(as: house.grownUp).get("/").text
        #expect(page.contains("For you") && page.contains(Self.reason))
        #expect(page.contains("Why am I seeing this?") && page.contains("You watched First Harbour"))
        #expect(page.contains(#"action="/not-for-me/\#(films[1])""#) && page.contains(#"action="/not-for-me/\#(films[2])""#))
        #expect(!page.contains(#"action="/not-for-me/\#(films[0])""#), "it was watched")
    }

    @Test func aChildIsShownNothingOfWhatItMayNotSee() async throws {
        let (house, films) = try await house()
        let child = try await house.browser(as: house.child)
        for address in ["/", "/films/\(films[0])"] {
            let page = try await child.get(address).text
            #expect(page.contains("Second Harbour") && !page.contains("Forbidden"), "\(address)")
        }
        #expect(try await child.post("/not-for-me/\(films[2])", "unwanted=yes").status == 404)
    }

    /// What a profile watched before it had an age limit is no reason that is said to it afterwards.
    @Test func aReasonNamesNothingThatAChildMayNotSee() async throws {
        let (house, films) = try await house()
        try await WatchHistory(store: house.store, time: house.time).mark(
            films[2].rawValue, .film, title: films[2].rawValue, length: 60, isWatched: true, by: house.child.rawValue)
        let page = try await house.browser(as: house.child).get("/").text
        #expect(page.contains("Second Harbour") && !page.contains("Forbidden"))
    }

    @Test func notForMeIsOneFormAndCanBeTakenBack() async throws {
        let (house, films) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        let second = "/films/\(films[1])"
        #expect(try await browser.get(second).text.contains("Not for me"))
        let answer = try await browser.post("/not-for-me/\(films[1])", "unwanted=yes&back=home")
        #expect(answer.status == 303 && answer.location == "/")
        #expect(try await !browser.get("/").text.contains(#"action="/not-for-me/\#(films[1])""#))
        #expect(try await !browser.get("/films/\(films[0])").text.contains("Second Harbour"))
        #expect(try await browser.get(second).text.contains("Recommend it after all"))
        #expect(try await browser.post("/not-for-me/\(films[1])", "unwanted=no").location == second)
        #expect(try await browser.get("/").text.contains(#"action="/not-for-me/\#(films[1])""#))

        #expect(try await browser.post("/not-for-me/\(films[1])", "unwanted=perhaps").status == 400)
        #expect(try await browser.post("/not-for-me/nothing", "unwanted=yes").status == 404)
    }

    @Test func aTasteIsShownAndCorrected() async throws {
        let (house, films) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.get("/account").text.contains(#"href="/taste""#))
        let page = try await browser.get("/taste").text
        #expect(page.contains("Drama") && page.contains("Very much, from First Harbour") && page.contains("Made of 1 title"))

        #expect(try await browser.post("/taste", "subject=genre&name=Drama&wish=less").location == "/taste")
        let corrected = try await browser.get("/taste").text
        #expect(corrected.contains("You asked for less") && corrected.contains("Take back what was said of Drama"))
        #expect(try await !browser.get("/").text.contains(Self.reason), "a genre of which less is wanted is no reason")
        #expect(try await browser.post("/taste", "subject=genre&name=Drama&wish=none").status == 303)
        #expect(try await browser.get("/").text.contains(Self.reason))

        #expect(try await browser.post("/taste", "subject=title&name=\(films[0])&wish=forget").status == 303)
        let aside = try await browser.get("/taste").text
        #expect(aside.contains("Use First Harbour for recommendations again") && aside.contains("Nothing is known yet"))
        #expect(try await browser.post("/taste", "subject=title&name=\(films[0])&wish=none").status == 303)

        _ = try await browser.post("/not-for-me/\(films[1])", "unwanted=yes")
        #expect(try await browser.get("/taste").text.contains("Recommend Second Harbour after all"))
        #expect(try await browser.post("/taste", "subject=unwanted&name=\(films[1])&wish=after-all").status == 303)
        #expect(try await !browser.get("/taste").text.contains("Recommend Second Harbour after all"))

        for form in [
            "subject=genre&name=Drama&wish=perhaps", "subject=planet&name=Drama&wish=more", "subject=genre&wish=more",
            "subject=title&name=\(films[0])&wish=more", "subject=genre&name=\(String(repeating: "a", count: 1001))&wish=more",
        ] {
            #expect(try await browser.post("/taste", form).status == 400, "\(form.prefix(60))")
        }
        #expect(try await browser.post("/taste", "subject=title&name=nothing&wish=forget").status == 404)
    }

    @Test func whatWasSaidOfATitleIsSaidOfTheOneThatTookItIn() async throws {
        let (house, films) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.post("/not-for-me/\(films[1])", "unwanted=yes").status == 303)
        #expect(try await browser.post("/taste", "subject=title&name=\(films[0])&wish=forget").status == 303)
        let heir = try await house.film("Third Harbour", "FSK 6")
        try await house.merge(films[0], called: "First Harbour", into: heir)
        try await house.merge(films[1], called: "Second Harbour", into: heir)

        let page = "/films/\(heir)"
        #expect(try await browser.get(page).text.contains("Recommend it after all"))
        let taste = try await browser.get("/taste").text
        #expect(taste.contains("Recommend Third Harbour after all"))
        #expect(taste.contains("Use Third Harbour for recommendations again") && !taste.contains("A title that is not here at present"))

        for form in ["subject=unwanted&name=\(heir)&wish=after-all", "subject=title&name=\(heir)&wish=none"] {
            #expect(try await browser.post("/taste", form).status == 303)
        }
        #expect(try await browser.get(page).text.contains("Not for me"))
        let after = try await browser.get("/taste").text
        #expect(!after.contains("Recommend Third Harbour after all") && !after.contains("Use Third Harbour"))
        #expect(after.contains("Made of 1 title"), "what was watched under the former name counts again")
    }

    @Test func whatIsSaidOfATasteIsTextWhateverItHolds() async throws {
        let (house, _) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        let name = "%3Cscript%3Ealert(1)%3C/script%3E"
        #expect(try await browser.post("/taste", "subject=person&name=\(name)&wish=more").status == 303)
        let page = try await browser.get("/taste").text
        #expect(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert"))
    }

    @Test func aChildSeesItsTasteAndTurnsNothingOff() async throws {
        let (house, films) = try await house()
        try await NotForMeBook(store: house.store).say(true, films[2].rawValue, by: house.child.rawValue)
        let child = try await house.browser(as: house.child)
        let page = try await child.get("/taste").text
        #expect(page.contains("First Harbour") && !page.contains("Forbidden") && page.contains("A title that is not here at present"))
        #expect(try await child.post("/taste", "subject=title&name=\(films[2])&wish=forget").status == 404)
    }

    @Test func recommendationsAreTurnedOffAndOnWhereTasteIsShown() async throws {
        let (house, _) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.get("/taste").text.contains("Turn recommendations off"))
        #expect(try await browser.post("/taste/recommendations", "recommendations=off").location == "/taste")
        let off = try await browser.get("/taste").text
        #expect(off.contains("Turn recommendations on") && !off.contains("Very much"))
        #expect(try await !browser.get("/").text.contains("card-reason"))
        #expect(try await browser.post("/taste/recommendations", "recommendations=on").status == 303)
        #expect(try await browser.get("/taste").text.contains("Very much, from First Harbour"))
        #expect(try await browser.post("/taste/recommendations", "recommendations=perhaps").status == 400)
    }

    @Test func whoTurnsRecommendationsOffHasNone() async throws {
        let (house, _) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.get("/").text.contains(Self.reason))
        try await house.accounts.profiles.setPrivacy(of: house.grownUp, of: house.ida, isHistoryOff: false, areRecommendationsOff: true)
        let page = try await browser.get("/").text
        #expect(!page.contains("For you") && !page.contains("card-reason"))
    }

    @Test func aHouseWhoseGraphIsNotThereYetHasItsPages() async throws {
        let house = try await FamilyHouse()
        let film = try await house.film("First Harbour", "FSK 6")
        let browser = try await house.browser(as: house.grownUp)
        for address in ["/", "/films/\(film)"] {
            let page = try await browser.get(address)
            #expect(page.status == 200 && !page.text.contains("card-reason"))
        }
    }

    @Test func clearingAHistoryClearsWhatIsMadeOfIt() async throws {
        let (house, _) = try await house()
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.get("/").text.contains(Self.reason))
        #expect(try await browser.post("/history/clear").status == 303)
        #expect(try await !browser.get("/").text.contains(Self.reason))
    }

    @Test func everyCardOfARecommendedRowSaysWhyOnTheFirstPageAndOnPagesOfTitles() async throws {
        let (house, films) = try await house()
        let series = try await house.series("The Harbour Years", "FSK 6")
        for number in 1...12 { try await house.film("Fourth Harbour \(number)", "FSK 6", genre: number % 2 == 0 ? "Drama" : "Crime") }
        let browser = try await house.browser(as: house.grownUp)
        for address in ["/", "/films/\(films[0])", "/series/\(series.series)"] {
            let page = try await browser.get(address).text
            let rows = page.matches(of: /<section class="row" aria-labelledby="row-(?:recommended-[0-9]|more-like)"[\s\S]*?<\/section>/)
            #expect(!rows.isEmpty, "\(address)")
            for row in rows {
                let cards = row.0.matches(of: /<li class="card">/).count
                #expect(cards > 0 && row.0.matches(of: /class="card-reason"/).count == cards, "\(address): \(row.0)")
            }
        }
        #expect(try await browser.get("/series/\(series.series)").text.contains("Drama, like The Harbour Years"))
    }

    @Test func theFirstPageStaysSmallWhateverThereIsToSay() async throws {
        let house = try await FamilyHouse()
        for number in 1...96 { try await house.film("Harbour number \(number)", "FSK 6", genre: "Genre \(number % 8)") }
        try await house.graph.open()
        let films = try await Records<Film>(in: house.store).find()
        for film in films.prefix(12) {
            try await WatchHistory(store: house.store, time: house.time).mark(
                film.id, .film, title: film.id, length: 60, isWatched: true, by: house.grownUp.rawValue)
        }
        let page = try await house.browser(as: house.grownUp).get("/").text
        let recommended = page.matches(of: /id="row-recommended-[0-9]"/).count
        #expect((3...6).contains(recommended))
        #expect(page.matches(of: /<section class="row"/).count <= 12)
        #expect(page.utf8.count < 100_000, "\(page.utf8.count) bytes")
    }
}
