import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraCatalogue

@Suite("Titles and people are found", .timeLimit(.minutes(10)))
struct FindingTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    private let store: MemoryStore
    private let editor: CatalogueEditor
    private let shelves: Shelves

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas)
        editor = CatalogueEditor(store: store, time: time)
        shelves = Shelves(store: store, time: time)
    }

    @discardableResult
    private func film(_ title: String, year: Int? = nil, minutes: Int64 = 90, _ change: (inout Description) -> Void = { _ in }) async throws
        -> FilmID
    {
        var description = Description(title: title, year: year)
        change(&description)
        let id = try await editor.place(film: description, source: title)
        time.advance(by: .seconds(60))
        try await editor.publish(
            Playable(
                package: PackageID(String(Digest(of: Array(title.utf8)).hex.prefix(32))), source: title, duration: minutes * 60_000,
                height: 720, audioLanguages: [], textLanguages: []))
        return id
    }

    private func found(_ text: String, at age: Int? = nil) async throws -> [String] {
        try await shelves.seen(at: age).search(text, first: 100).titles.map(\.description.title)
    }

    private func directory(_ choice: DirectoryChoice, watched: Set<String> = []) async throws -> [String] {
        try await shelves.films(choice, watched: watched).titles.map(\.value.description.title)
    }

    // MARK: - Search

    @Test func theVeryTitleStandsBeforeTitlesThatOnlyHoldTheWord() async throws {
        for title in ["Heat and Dust", "The Heat", "Body Heat", "Heat", "Heather"] { try await film(title) }

        let titles = try await found("heat")

        #expect(Set(titles.prefix(2)) == ["Heat", "The Heat"])
        #expect(titles[2...].contains("Body Heat"))
        #expect(titles.last == "Heather" || titles.last == "Body Heat")
        #expect(titles.count == 5)
    }

    @Test(
        "a word that is typed wrongly finds what was meant",
        arguments: [
            ("amelei", "Amélie"), ("amleie", "Amélie"), ("amelie", "Amélie"), ("interstelar", "Interstellar"),
            ("intrestelar", "Interstellar"), ("intersetll", "Interstellar"), ("seven samuria", "Seven Samurai"),
            ("kurosava", "Seven Samurai"), ("STRASSE", "Die Straße"), ("Ａｍｅ", "Amélie"), ("Сталкир", "Сталкер"),
        ])
    func typingErrors(typed: String, title: String) async throws {
        try await film("Amélie")
        try await film("Interstellar")
        try await film("Seven Samurai") { $0.credits = [Credit(name: "Akira Kurosawa", role: .director)] }
        try await film("Die Straße")
        try await film("Сталкер")

        #expect(try await found(typed).first == title)
    }

    @Test(arguments: ["a", "ha", "anna", "harbour", "the a", "harbuor"])
    func theFirstOfManyAreTheSameAsOfAllInTheirOrder(text: String) async throws {
        try await GeneratedCatalogue(titles: 400, seed: 3, into: store, time: time).make { _ in }
        try await editor.settleAges(country: nil)

        let all = try await shelves.search(text, first: 400, people: 400)
        #expect(all.titles.count > 6)
        for count in [1, 5, 60] {
            let some = try await shelves.search(text, first: count, people: count)
            #expect(some.titles.map(\.id) == all.titles.prefix(count).map(\.id))
            #expect(some.people == Array(all.people.prefix(count)))
            #expect(some.correction == all.correction)
        }
    }

    @Test(arguments: [
        "xyz", "ab", "qqqqqqqqqq", "\"*", "", "   ", String(repeating: "a ", count: 5000), String(repeating: "z", count: 100_000),
    ])
    func nonsenseFindsNothing(text: String) async throws {
        try await film("Interstellar")
        try await film("Cat")

        #expect(try await found(text).isEmpty)
    }

    @Test func whatWasTakenInsteadIsSaid() async throws {
        try await film("Interstellar")

        #expect(try await shelves.search("interstelar", first: 5).correction == "interstellar")
        #expect(try await shelves.search("inter", first: 5).correction == nil)
    }

    @Test func wordsMayStandInTitlesGenresAndNames() async throws {
        try await film("Ran") {
            $0.genres = ["War"]
            $0.credits = [Credit(name: "Akira Kurosawa", role: .director)]
        }
        try await film("Ikiru") { $0.credits = [Credit(name: "Akira Kurosawa", role: .director)] }

        #expect(try await found("kurosawa war") == ["Ran"])
        #expect(try await found("kurosawa ran") == ["Ran"])
        #expect(Set(try await found("akira")) == ["Ran", "Ikiru"])
        let people = try await shelves.search("kuro", first: 5).people
        #expect(people.map(\.name) == ["Akira Kurosawa"])
        #expect(people.first?.titles == 2)
    }

    @Test func childrenFindNoTitleAndNobodyWhoOnlyMadeWhatIsNotForThem() async throws {
        try await film("Secret") {
            $0.certificate = "FSK 16"
            $0.credits = [Credit(name: "Ada Hidden", role: .actor), Credit(name: "Ben Open", role: .actor)]
        }
        try await film("Open") {
            $0.certificate = "FSK 0"
            $0.credits = [Credit(name: "Ben Open", role: .actor)]
        }
        let forChildren = shelves.seen(at: 6)

        #expect(try await found("secret", at: 6).isEmpty)
        #expect(try await forChildren.search("ada", first: 5).people.isEmpty)
        #expect(try await forChildren.search("ben", first: 5).people.map(\.titles) == [1])
        #expect(try await forChildren.search("secrt", first: 5).correction == nil)
        let ada = PersonName.id(of: try #require(PersonName.key("Ada Hidden")))
        try await editor.reconcile()
        #expect(try await shelves.person(ada) != nil)
        #expect(try await forChildren.person(ada) == nil)
    }

    @Test func theIndexFollowsWhatIsWritten() async throws {
        let id = try await film("Before")
        #expect(try await found("before") == ["Before"])

        try await Records<Film>(in: store).change(id.rawValue) { $0.description.title = "After" }
        #expect(try await found("before").isEmpty)
        #expect(try await found("after") == ["After"])

        try await Records<Film>(in: store).change(id.rawValue) { $0.isListed = false }
        #expect(try await found("after").isEmpty)
        #expect(try await directory(DirectoryChoice()).isEmpty)
        _ = try await Records<Film>(in: store).delete(id.rawValue)
        #expect(try await found("after").isEmpty)
    }

    @Test func manyWhoAskAtOnceGetTheSame() async throws {
        for number in 1...30 { try await film("Film \(number)") }

        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...50 { group.addTask { try await shelves.films(DirectoryChoice()).total } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }

        #expect(counts == [30])
    }

    // MARK: - Directories

    @Test func directoriesAreNarrowedByEverythingTogether() async throws {
        try await film("A", year: 1994, minutes: 50) {
            $0.countries = ["Norway"]
            $0.languages = ["nb"]
            $0.certificate = "FSK 6"
        }
        try await film("B", year: 1999, minutes: 120) {
            $0.countries = ["Norway", "France"]
            $0.languages = ["fr"]
            $0.certificate = "FSK 16"
        }
        let third = try await film("C", year: 2004, minutes: 150) {
            $0.countries = ["France"]
            $0.languages = ["fr-CA"]
        }
        try await film("D")

        #expect(try await directory(DirectoryChoice(decade: 1990)) == ["A", "B"])
        #expect(try await directory(DirectoryChoice(country: "France")) == ["B", "C"])
        #expect(try await directory(DirectoryChoice(language: "fr")) == ["B", "C"])
        #expect(try await directory(DirectoryChoice(length: .short)) == ["A"])
        #expect(try await directory(DirectoryChoice(length: .veryLong)) == ["C"])
        #expect(try await directory(DirectoryChoice(age: 12)) == ["A"])
        #expect(try await directory(DirectoryChoice(decade: 1990, country: "France", language: "fr")) == ["B"])
        #expect(try await directory(DirectoryChoice(isUnwatched: true), watched: [third.rawValue]) == ["A", "B", "D"])
        #expect(try await directory(DirectoryChoice(), watched: [third.rawValue]).count == 4)
    }

    @Test func whatCanBeChosenIsCountedAmongWhatTheRestLeaves() async throws {
        try await film("A", year: 1994) { $0.countries = ["Norway"] }
        try await film("B", year: 1999) { $0.countries = ["Norway", "France"] }
        try await film("C", year: 2004) { $0.countries = ["France"] }

        let facets = try await shelves.films(DirectoryChoice(decade: 1990, country: "France")).facets

        #expect(facets.decades.map { "\($0.value) \($0.titles)" } == ["2000 1", "1990 1"])
        #expect(facets.countries.map { "\($0.value) \($0.titles)" } == ["Norway 2", "France 1"])
        for facet in facets.countries {
            #expect(try await shelves.films(DirectoryChoice(decade: 1990, country: facet.value)).total == facet.titles)
        }
    }

    @Test func orderedByRatingAndLengthWhatIsUnknownStandsLast() async throws {
        try await film("Good", minutes: 100) { $0.ratings = [Rating(source: "imdb", value: 8)].compactMap(\.self) }
        try await film("Better", minutes: 80) { $0.ratings = [Rating(source: "imdb", value: 9)].compactMap(\.self) }
        try await film("Unknown", minutes: 60)

        #expect(try await directory(DirectoryChoice(order: .rating)) == ["Better", "Good", "Unknown"])
        #expect(try await directory(DirectoryChoice(order: .length)) == ["Unknown", "Better", "Good"])
    }

    // MARK: - People

    @Test func somebodysPageHasWhatTheyDidByRole() async throws {
        try await film("Early", year: 1990) {
            $0.credits = [Credit(name: "Ada Lund", role: .director), Credit(name: "Ada Lund", role: .actor, character: "A nurse")]
        }
        try await film("Late", year: 2010) { $0.credits = [Credit(name: "ada lund", role: .director)] }
        let series = try await editor.place(series: Description(title: "Harbour", year: 2000))
        var episode = Description(title: "One")
        episode.credits = [Credit(name: "Ada Lund", role: .actor, character: "Herself")]
        _ = try await editor.place(episode: 1, through: nil, season: 1, of: series, description: episode, source: "e1")
        try await editor.publish(
            Playable(package: PackageID("e1"), source: "e1", duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
        try await editor.reconcile()

        let shelf = try #require(try await shelves.person(PersonName.id(of: "ada lund")))

        #expect(shelf.works[.director]?.map(\.title.description.title) == ["Late", "Early"])
        #expect(shelf.works[.actor]?.map(\.title.description.title) == ["Harbour", "Early"])
        #expect(shelf.works[.actor]?.first?.appearances.map(\.character) == ["Herself"])
        #expect(shelf.works[.writer] == nil)
        #expect(try await shelves.person(PersonID("nobody")) == nil)
    }
}
