import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraViewing
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("The website's pages")
struct PageTests {
    private let house: SampleHouse

    init() async throws {
        house = try await SampleHouse()
    }

    private func page(_ address: String, status: HTTPResponse.Status = .ok) async throws -> String {
        try await house.app().test(.router) { client in
            let response = try await client.execute(uri: address, method: .get, headers: [.accept: "text/html"])
            #expect(response.status == status, "\(address)")
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            return String(buffer: response.body)
        }
    }

    private static func described(_ title: String, year: Int? = nil, genres: [String] = []) -> Description {
        var description = Description(title: title, year: year)
        description.genres = genres
        return description
    }

    @Test func anEmptyHouseSaysWhereToPutFilms() async throws {
        let text = try await page("/")

        #expect(text.contains("Nothing to watch yet"))
        #expect(text.contains(SampleHouse.library))
        #expect(text.contains(#"href="/preparation""#))
        #expect(!text.contains("being prepared. "))
    }

    @Test func homeShowsWhatIsNewAndWhatThereIs() async throws {
        for number in 1...3 {
            try await house.film(Self.described("Film \(number)", year: 2000 + number, genres: ["Drama"]), still: "still.jpg")
        }
        let series = try await house.editor.place(series: Self.described("Night Ferry"))
        try await house.episode(1, season: 1, of: series, Self.described("Departure"))

        let text = try await page("/")

        #expect(text.contains(#"<h2 class="banner-title"><bdi>Film 3</bdi></h2>"#))
        for row in ["New here", "Films", "Series", "Drama"] { #expect(text.contains("<bdi>\(row)</bdi></h2>"), "\(row)") }
        #expect(text.contains("/films?genre=Drama"))
        #expect(text.contains(Place.series(series).address))
    }

    @Test func homeCostsABoundedNumberOfQueries() async throws {
        for number in 1...60 { try await house.film(Self.described("Film \(number)", genres: ["Genre \(number % 30)"])) }
        let counted = CountingStore(house.store)
        let shelves = Shelves(store: counted, time: house.time)
        try await shelves.openIndex()
        await counted.reset()

        _ = try await HomePage(shelves, house.desk, continuing: [], libraries: [], CardPress(Templates(.bundled), .english))

        #expect(await counted.queries <= 4 + 2 * HomePage.mostGenreRows)
    }

    @Test func aFilmsPageShowsAllThatIsKnown() async throws {
        var description = Self.described("Harbour Lights", year: 2021, genres: ["Drama"])
        description.originalTitle = "Havnelys"
        description.plot = "A captain and the fog."
        description.certificate = "FSK 12"
        description.countries = ["Norway"]
        description.credits = [
            Credit(name: "Ingrid Solheim", role: .director), Credit(name: "Aksel Dahl", role: .writer),
            Credit(name: "Liv Aas", role: .actor, character: "Tora"),
        ]
        description.poster = Artwork(file: String(repeating: "a", count: 64) + ".jpg", width: 800, height: 1200)
        let film = try await house.film(description, versions: [nil, "Director’s Cut"])

        let text = try await page(Place.film(film).address)

        let expected = [
            "Harbour Lights", "Havnelys", "2021", "1 h 52 min", "FSK 12", "Norway", "A captain and the fog.", "Ingrid Solheim",
            "Aksel Dahl",
            "Liv Aas", "Tora", "English, Deutsch", "Français", "Director’s Cut", "1080p", #"alt="Poster of Harbour Lights""#,
            Place.watchFilm(film, version: nil).address,
            Place.watchFilm(film, version: SampleHouse.package(of: "Harbour Lights Director’s Cut")).address,
        ]
        for part in expected { #expect(text.contains(part), "\(part)") }
    }

    @Test func peopleLeadToTheirPagesAndPagesToTheirTitles() async throws {
        var description = Self.described("Harbour Lights", year: 2021)
        description.credits = [
            Credit(name: "Ingrid Solheim", role: .director), Credit(name: "Aksel <b>Dahl", role: .director),
            Credit(name: "Liv Aas", role: .actor, character: "Tora & Co"),
        ]
        let film = try await house.film(description)
        try await house.editor.reconcile()
        let solheim = Place.person(PersonName.id(of: "ingrid solheim")).address
        let aas = Place.person(PersonName.id(of: "liv aas")).address

        let text = try await page(Place.film(film).address)
        #expect(text.contains(#"<a class="person-link" href="\#(solheim)"><bdi>Ingrid Solheim</bdi></a>, <a"#))
        #expect(text.contains(#"href="\#(aas)""#))
        #expect(text.contains("Aksel &lt;b&gt;Dahl"))

        let person = try await page(aas)
        #expect(person.contains("<h1><bdi>Liv Aas</bdi></h1>") && person.contains("Played in") && !person.contains("Directed"))
        #expect(person.contains("2021 · as Tora &amp; Co"))
        #expect(person.contains(#"href="\#(Place.film(film).address)""#))
        #expect(try await page(solheim).contains("Directed"))
        _ = try await page("/people/nobody", status: .notFound)
    }

    @Test func searchFindsPeopleAndSaysWhatItTookInstead() async throws {
        var description = Self.described("Interstellar", year: 2014)
        description.credits = [Credit(name: "Matthew McConaughey", role: .actor)]
        try await house.film(description)

        #expect(try await page("/search?q=matthew").contains("<bdi>Matthew McConaughey</bdi> · 1 title"))
        let other = try await page("/search?q=intrestellar")
        #expect(other.contains("Results for “interstellar”") && other.contains("Nothing here is called “intrestellar”"))
        #expect(try await page("/search?q=%22%3C%3E").contains("Type the beginning of a title"))
        #expect(try await page("/search?q=zzzz").contains("Nothing found for “zzzz”"))
    }

    @Test func suggestionsAreFewAndSafe() async throws {
        for number in 1...20 { try await house.film(Self.described("Film <\(number)> \"x\"")) }

        let lines = try await house.app().test(.router) { client in
            let response = try await client.execute(uri: "/search/suggestions?q=fil", method: .get)
            #expect(response.headers[.contentType] == "application/json")
            return try JSONDecoder().decode([[String: String]].self, from: Data(String(buffer: response.body).utf8))
        }

        #expect(lines.count == SearchSuggestions.mostTitles)
        #expect(lines.first?["label"]?.hasPrefix("Film <") == true && lines.first?["address"]?.hasPrefix("/films/") == true)
    }

    @Test func aDirectoryIsNarrowedByItsFormAndKeepsWhatWasChosen() async throws {
        for (title, year, country) in [("One", 1994, "Norway"), ("Two", 1999, "France"), ("Three", 2004, "France")] {
            var description = Self.described(title, year: year, genres: ["Drama"])
            description.countries = [country]
            try await house.film(description)
        }

        let text = try await page("/films?decade=1990&country=France&genre=Drama&order=year")

        #expect(text.contains("1 title") && text.contains("<bdi>Two</bdi>") && !text.contains("<bdi>One</bdi>"))
        #expect(text.contains(#"<details class="filters" open>"#))
        #expect(text.contains(#"<option value="1990" selected>1990s (1)</option>"#))
        #expect(text.contains(#"<option value="Norway">Norway (1)</option>"#))
        #expect(text.contains(#"<input type="hidden" name="genre" value="Drama">"#))
        #expect(text.contains(#"href="/films?order=newest&amp;genre=Drama&amp;decade=1990&amp;country=France""#))
        #expect(text.contains(#"<a class="button" href="/films?order=year&amp;genre=Drama">Clear filters</a>"#))
        let none = try await page("/films?country=Atlantis")
        #expect(none.contains(#"<option value="Atlantis" selected>"#) && none.contains("other filters"))
        #expect(try await page("/films").contains(#"<details class="filters">"#))
    }

    @Test func aSeriesLeadsToItsSeasonsAndEpisodes() async throws {
        let series = try await house.editor.place(series: Self.described("Night Ferry", year: 2022))
        let first = try await house.episode(1, season: 1, of: series, Self.described("Departure"))
        try await house.episode(2, season: 1, of: series, Self.described("Slack Water"))
        let last = try await house.episode(1, season: 2, of: series, Self.described("Return"))

        let overview = try await page(Place.series(series).address)
        let season = try await page(Place.season(series, 2).address)

        for part in ["Night Ferry", "2 seasons", "3 episodes", "Play S1 E1", "Departure", "Slack Water", Place.season(series, 2).address] {
            #expect(overview.contains(part), "\(part)")
        }
        #expect(overview.contains(Place.watchEpisode(first, version: nil).address))
        #expect(season.contains("Return") && season.contains(Place.watchEpisode(last, version: nil).address))
        #expect(!season.contains("Departure"))
        _ = try await page("/series/\(series)/season/9", status: .notFound)
        _ = try await page("/series/\(series)/season/x", status: .notFound)
    }

    @Test("the page of a film that is being prepared says how much can be watched and how long the rest will take, and can be asked again")
    func growing() async throws {
        let film = try await house.editor.place(film: Self.described("Salt"), source: "salt")
        let address = Place.film(film).address
        let id = try await house.queue.add(Job(source: "salt", library: "/films", path: "Salt.mkv", label: "Salt"))
        _ = try await house.queue.take(as: "worker")
        try await house.editor.offer(
            EarlyFeature(job: id.rawValue, source: "salt", duration: 6_720_000, height: 1080, audioLanguages: [], textLanguages: []))
        _ = try await house.queue.beat(
            id, as: "worker", JobProgress(stage: .encode, fraction: 0.2, secondsLeft: 1530, watchable: 750_000))

        let said = "You can watch the first 12 min now; the rest is being prepared. The rest: about 25 min left."
        let early = try await page(address)
        #expect(early.contains("<span data-growing>\(said)</span>") && early.contains("/growing.js") && early.contains("<noscript><a href"))
        #expect(try await notice(address) == ["text": said, "ready": "All of it can be watched now."])

        try await house.queue.end(id, as: "worker", .released)
        #expect(try await notice(address)["text"] == "You can watch the first 12 min now; the rest is being prepared.")
        try await house.film(Self.described("Salt"))
        #expect(try await notice(address) == ["ready": "All of it can be watched now."])
        let whole = try await page(address)
        #expect(!whole.contains("data-growing") && !whole.contains("/growing.js"))
    }

    private func notice(_ address: String) async throws -> [String: String] {
        try await house.app().test(.router) { client in
            let answer = try await client.execute(uri: address, method: .get, headers: [.accept: "application/json"])
            #expect(answer.headers[.contentType] == "application/json" && answer.headers[.cacheControl] == "no-store")
            return try JSONDecoder().decode([String: String].self, from: Data(String(buffer: answer.body).utf8))
        }
    }

    @Test func theWatchPageTellsThePlayerWhatToPlay() async throws {
        let film = try await house.film(Self.described("Salt"), still: "still.jpg", versions: [nil, "Long"])
        let package = SampleHouse.package(of: "Salt ")
        let long = SampleHouse.package(of: "Salt Long")

        let text = try await page(Place.watchFilm(film, version: nil).address)
        let other = try await page(Place.watchFilm(film, version: long).address)

        let expected = [
            #"data-feature="film-\#(film)""#, #"data-dash="/media/\#(package)/manifest.mpd""#,
            #"data-hls="/media/\#(package)/master.m3u8""#, #"data-poster="/media/\#(package)/still.jpg""#,
            #"href="\#(Place.film(film).address)""#,
        ]
        for part in expected { #expect(text.contains(part), "\(part)") }
        #expect(other.contains(#"data-dash="/media/\#(long)/manifest.mpd""#))
        _ = try await page(Place.watchFilm(film, version: PackageID("nonsense")).address, status: .notFound)
    }

    @Test func anEpisodeKnowsTheNext() async throws {
        let series = try await house.editor.place(series: Self.described("Night Ferry"))
        let first = try await house.episode(1, season: 1, of: series, Self.described("Departure"))
        let second = try await house.episode(1, season: 2, of: series, Self.described("Return & Rest"))

        let text = try await page(Place.watchEpisode(first, version: nil).address)
        let end = try await page(Place.watchEpisode(second, version: nil).address)

        #expect(text.contains(Place.watchEpisode(second, version: nil).address))
        #expect(text.contains("S2 E1 · Return &amp; Rest"))
        #expect(!end.contains(Place.watchEpisode(first, version: nil).address) && !end.contains("player-next"))
    }

    @Test func aDirectoryKeepsItsChoiceInTheAddress() async throws {
        for number in 1...65 { try await house.film(Self.described("Film \(number)", genres: ["Crime & Co"])) }
        try await house.film(Self.described("Other", genres: ["Drama"]))

        let text = try await page("/films?order=newest&genre=Crime%20%26%20Co&page=1")
        let second = try await page("/films?genre=Crime+%26+Co&page=2")

        #expect(text.contains("65 titles") && text.contains("Page 1 of 2"))
        #expect(text.contains("/films?order=newest&amp;genre=Crime%20%26%20Co&amp;page=2"))
        #expect(!text.contains(">Other<"))
        #expect(second.contains("Page 2 of 2") && second.contains("/films?genre=Crime%20%26%20Co\""))
    }

    @Test func searchFindsByTheBeginningOfWords() async throws {
        try await house.film(Self.described("Harbour Lights"))

        #expect(try await page("/search?q=lig+har").contains("<bdi>Harbour Lights</bdi>"))
        #expect(try await page("/search?q=zebra").contains("Nothing found for “zebra”"))
        #expect(try await page("/search").contains("Type the beginning of a title, or of a person’s name."))
        #expect(try await page("/search?q=%3Cscript%3E%00%22").contains("value=\"&lt;script&gt; &quot;\""))
        #expect(try await page("/search?q=" + String(repeating: "a%20", count: 2000)).contains("Nothing found"))
    }

    @Test func hostileTitlesAreText() async throws {
        let title = "<script>alert(1)</script>\"\u{301} onfocus=\"x\" \u{202E}desrever {{page.title}}"
        var description = Self.described(title, genres: ["\"><img src=x>"])
        description.plot = "<b>bold</b>"
        let film = try await house.film(description)
        let long = try await house.film(Self.described(String(repeating: "long ", count: 2000)))

        for address in ["/", "/films", Place.film(film).address, Place.watchFilm(film, version: nil).address, "/search?q=script"] {
            let text = try await page(address)
            #expect(!text.contains("<script>alert") && !text.contains("<b>bold") && !text.contains("<img src=x>"), "\(address)")
            #expect(!zip(text.unicodeScalars, text.unicodeScalars.dropFirst()).contains { $0 == "\"" && $1 == "\u{301}" }, "\(address)")
            #expect(text.contains("{{page.title}}"), "\(address)")
        }
        #expect(try await page(Place.film(long).address).contains(String(repeating: "long ", count: 2000).prefix(Description.longestTitle)))
    }

    @Test func noTextMakesAPageOfItself() async throws {
        let endless = String(repeating: "\u{1F3AC}\u{301}", count: 10_000)
        var description = Self.described(endless, genres: ["Drama"])
        (description.originalTitle, description.tagline, description.certificate) = (endless + "!", endless, endless)
        let film = try await house.film(description)
        let plain = try await house.film(Self.described("Plain"))
        let usual = try await page(Place.film(plain).address).utf8.count

        for address in ["/", "/films", Place.film(film).address, Place.watchFilm(film, version: nil).address, "/search?q=plain"] {
            #expect(try await page(address).utf8.count < usual + 40_000, "\(address)")
        }
    }

    @Test func aPageHasOneSearchAndOneHeadingOfTheFirstOrder() async throws {
        let film = try await house.film(Self.described("Salt", genres: ["Drama"]))

        for address in ["/", "/films", "/series", "/search", "/search?q=salt", "/preparation", Place.film(film).address] {
            let text = try await page(address)
            #expect(text.matches(of: /role="search"/).count == 1, "\(address)")
            #expect(text.matches(of: /<h1[ >]/).count == 1, "\(address)")
            #expect(text.matches(of: /<main[ >]/).count == 1, "\(address)")
        }
    }

    @Test(arguments: [
        "/nowhere", "/films/nonsense", "/series/nonsense", "/watch/film/nonsense", "/watch/episode/x", "/assets/x/../site.css",
    ])
    func whatIsNotThereHasAPageOfItsOwn(address: String) async throws {
        let text = try await page(address, status: .notFound)

        #expect(text.contains("Not on the programme") && text.contains(#"href="/""#))
    }

    @Test(arguments: [
        "/films?genre=%00", "/films?genre=" + String(repeating: "x", count: 20_000), "/films/%00", "/films/%ff%fe", "/series/..%2f..",
        "/films/" + String(repeating: "a", count: 5000), "/search?q=%ff%fe%00", "/films?page=-1&order=%00", "/search?q=*&q=%22OR%22",
        "/watch/film/%00?version=%00", "/series/x/season/99999999999999999999",
    ])
    func nonsenseIsNeverOurFault(address: String) async throws {
        try await house.film(Self.described("Salt", genres: ["Drama"]))
        try await house.app().test(.router) { client in
            let status = try await client.execute(uri: address, method: .get).status
            #expect(status.code < 500, "\(address.prefix(60))")
        }
    }

    @Test func everybodyButBrowsersGetsOneLine() async throws {
        try await house.app().test(.router) { client in
            let response = try await client.execute(uri: "/nowhere", method: .get)
            #expect(response.status == .notFound)
            #expect(response.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(String(buffer: response.body) == "There is nothing at this address. It may have been moved, or never was.\n")
        }
    }

    @Test func ourOwnFailuresAreToldWithoutTheInside() async throws {
        try await house.film(Self.described("Salt"))
        let broken = try Website(
            shelves: Shelves(store: BrokenStore(), time: house.time), desk: house.desk,
            watching: .plain(BrokenStore(), house.time),
            corrector: Corrector(Corrections(folder: "/nowhere"), libraries: [], store: BrokenStore(), time: house.time),
            accounts: house.website.accounts, libraries: [],
            screenings: ScreeningBook(store: BrokenStore(), time: house.time))
        let router = Gate(hosts: .any, admission: Admission(doorkeeper: SignedIn()), problems: broken.problems).router(for: broken.routes)
        try await Application(router: router).test(.router) { client in
            let response = try await client.execute(uri: "/films", method: .get, headers: [.accept: "text/html"])
            let text = String(buffer: response.body)
            #expect(response.status == .internalServerError)
            #expect(text.contains("The film has torn") && text.contains("Reference: "))
            #expect(!text.contains("secret"))
        }
    }
}
