import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraSQLiteDocuments
import Testing

@testable import KinoraCatalogue

@Suite("What an audience may not see is nowhere", .timeLimit(.minutes(10)))
struct AudienceTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    private let store: MemoryStore
    private let editor: CatalogueEditor
    private let shelves: Shelves

    init() async throws {
        store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas)
        editor = CatalogueEditor(store: store, time: time)
        shelves = Shelves(store: store, time: time, speech: EverybodySaysTheSame(store: store))
    }

    private static let audiences =
        [Audience.grownUps]
        + [0, 5, 6, 12, 15, 16, 17].flatMap { [Audience(ageLimit: $0), Audience(ageLimit: $0, seesUnrated: true)] }

    // MARK: - A small house

    private func described(_ title: String, _ certificate: String?, genres: [String] = ["Drama"]) -> Description {
        var description = Description(title: title, year: 2020)
        description.certificate = certificate
        description.genres = genres
        description.collection = title.contains("0") ? "Another" : "Hidden collection"
        description.credits = [Credit(name: "Somebody Everywhere", role: .actor), Credit(name: "Only in \(title)", role: .director)]
        return description
    }

    private func package(_ source: String) -> PackageID { PackageID(String(Digest(of: Array(source.utf8)).hex.prefix(32))) }

    private func publish(_ source: String) async throws {
        time.advance(by: .seconds(60))
        try await editor.publish(
            Playable(package: package(source), source: source, duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
        try await Records<Marks>(in: store).change(source, startingFrom: Marks(package: package(source))) { $0.waits = nil }
    }

    @discardableResult
    private func film(_ title: String, _ certificate: String?, genres: [String] = ["Drama"]) async throws -> FilmID {
        let id = try await editor.place(film: described(title, certificate, genres: genres), source: title)
        try await publish(title)
        return id
    }

    @discardableResult
    private func episode(_ number: Int, season: Int = 1, of series: SeriesID, _ certificate: String?) async throws -> EpisodeID {
        let source = "\(series) \(season) \(number)"
        let id = try await editor.place(
            episode: number, through: nil, season: season, of: series, description: described("Hidden words \(number)", certificate),
            source: source)
        try await publish(source)
        return id
    }

    private static let certificates: [String?] = [nil, "FSK 0", "FSK 6", "FSK 12", "FSK 16", "FSK 18"]

    /// Films of all ages; series rated as a whole, by episodes, and not at all.
    private func furnish() async throws {
        for certificate in Self.certificates {
            try await film("Hidden film \(certificate ?? "unrated")", certificate, genres: ["Drama", certificate ?? "Unrated"])
            let whole = try await editor.place(series: described("Hidden series \(certificate ?? "unrated")", certificate))
            for number in 1...2 { try await episode(number, of: whole, nil) }
        }
        let mixed = try await editor.place(series: described("Hidden mixture", nil))
        for (index, certificate) in Self.certificates.enumerated() {
            try await episode(1, season: index, of: mixed, certificate)
            try await episode(2, season: index, of: mixed, Self.certificates.reversed()[index])
        }
        let strict = try await editor.place(series: described("Hidden strict series", "FSK 16"))
        try await episode(1, of: strict, "FSK 6")
        try await episode(2, of: strict, "FSK 18")
    }

    // MARK: - Every question

    /// All that one audience can learn by asking everything, about titles that it knows the names of from elsewhere.
    private struct Learned {
        var films: Set<String> = []
        var series: Set<String> = []
        var episodes: Set<String> = []
        var sources: Set<String> = []
    }

    private func ask(_ shelves: Shelves) async throws -> Learned {
        var learned = Learned()
        let everyFilm = try await Records<Film>(in: store).find()
        let everySeries = try await Records<Series>(in: store).find()
        let everyEpisode = try await Records<Episode>(in: store).find()
        for genre in [nil] + (try await Records<Genre>(in: store).find().map { Optional($0.value.name) }) {
            for order in [DirectoryChoice.Order.title, .newest, .year] {
                let choice = DirectoryChoice(order: order, genre: genre)
                let films = try await shelves.films(choice)
                let series = try await shelves.series(choice)
                #expect(films.total == films.titles.count && series.total == series.titles.count)
                learned.films.formUnion(films.titles.map(\.id))
                learned.series.formUnion(series.titles.map(\.id))
                learned.films.formUnion(try await shelves.films(choice, first: 100).map(\.id))
                learned.series.formUnion(try await shelves.series(choice, first: 100).map(\.id))
            }
        }
        for text in ["hidden", "", "fsk", "mixture", "film fsk 18"] {
            let found = try await shelves.search(text, first: 100)
            learned.films.formUnion(found.films.map(\.id))
            learned.series.formUnion(found.series.map(\.id))
        }
        let named = try await shelves.titles(named: everyFilm.map(\.id) + everySeries.map(\.id))
        learned.films.formUnion(named.films.keys)
        learned.series.formUnion(named.series.keys)
        for collection in try await shelves.collections() {
            learned.films.insert(collection.first)
            #expect(try await shelves.collection(collection.id)?.films.count == collection.films)
        }
        for name in ["Hidden collection", "Another"] {
            let collection = try await shelves.collection(#require(CollectionShelf.id(of: name)))
            learned.films.formUnion(collection?.films.map(\.id) ?? [])
        }
        try await editor.reconcile()
        try await shelves.openIndex()
        for person in try await Records<Person>(in: store).find() {
            let works = try await shelves.person(PersonID(person.id))?.works.values.joined().map(\.title) ?? []
            for work in works {
                switch work {
                case .film(let film): learned.films.insert(film.id)
                case .series(let series): learned.series.insert(series.id)
                }
            }
        }
        let seen = learned.films.count + learned.series.count
        #expect(try await shelves.arrivals().count == seen, "as many as are found otherwise")
        for film in everyFilm { if let found = try await shelves.film(FilmID(film.id)) { learned.films.insert(found.id) } }
        for series in everySeries {
            if let found = try await shelves.series(SeriesID(series.id)) { learned.series.insert(found.id) }
            for season in try await shelves.seasons(of: SeriesID(series.id)) { learned.episodes.formUnion(season.episodes.map(\.id)) }
        }
        for episode in everyEpisode {
            if let found = try await shelves.episode(EpisodeID(episode.id)) { learned.episodes.insert(found.id) }
            if let next = try await shelves.next(after: episode.value) { learned.episodes.insert(next.id) }
        }
        for found in try await shelves.said("hidden words", languages: [], first: 100) {
            switch found.feature {
            case .film(let film): learned.films.insert(film.id)
            case .episode(let episode, let series):
                learned.episodes.insert(episode.id)
                learned.series.insert(series.id)
            }
        }
        for film in everyFilm {
            if let said = try await shelves.said("hidden words", in: FilmID(film.id), languages: []) {
                learned.films.insert(film.id)
                #expect(said.sayings.count == 1)
            }
        }
        for series in everySeries {
            for season in 0...6 {
                let said = try await shelves.said("hidden words", in: SeriesID(series.id), season: season, languages: [])
                learned.episodes.formUnion(said.map(\.id))
            }
        }
        for playable in everyFilm.flatMap(\.value.versions) + everyEpisode.flatMap(\.value.versions) {
            if try await shelves.marks(of: playable) != nil { learned.sources.insert(playable.source) }
        }
        return learned
    }

    /// What it should be, reckoned from the ratings without any of the house's filters.
    private func wanted(_ audience: Audience) async throws -> Learned {
        var wanted = Learned()
        func age(_ description: Description) -> Int? { description.certificate.flatMap { Int($0.dropFirst(4)) } }
        func isSeen(_ age: Int?) -> Bool { audience.ageLimit.map { limit in age.map { $0 <= limit } ?? audience.seesUnrated } ?? true }
        for film in try await Records<Film>(in: store).find() where isSeen(age(film.value.description)) {
            wanted.films.insert(film.id)
            wanted.sources.formUnion(film.value.sources)
        }
        for series in try await Records<Series>(in: store).find() {
            let own = age(series.value.description)
            for episode in try await Records<Episode>(in: store).find(Query(.equal("series", .string(series.id)))) {
                guard isSeen([own, age(episode.value.description)].compactMap(\.self).max()) else { continue }
                wanted.episodes.insert(episode.id)
                wanted.sources.formUnion(episode.value.sources)
                wanted.series.insert(series.id)
            }
        }
        return wanted
    }

    /// A method that is added to `Shelves` and is not asked here makes this test fail.
    @Test func everyMethodOfTheShelvesIsAsked() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let files = ["Shelves.swift", "Extras/Shelves+Extras.swift", "Speech/Shelves+Speech.swift"]
        let text = try files.map { try String(contentsOf: root.appending(path: "Sources/Catalogue/\($0)"), encoding: .utf8) }.joined()
        let methods = text.matches(of: /package func (\w+)/).map { String($0.output.1) }
        #expect(
            methods == [
                "seen", "seen", "settled", "openIndex", "films", "series", "films", "series", "genres", "film", "series", "standing",
                "names",
                "titles",
                "collection", "collections", "arrivals",
                "episode",
                "seasons", "marks", "next", "search", "person", "extras", "extras", "extra", "speechCoverage", "said", "said", "said",
            ])
    }

    @Test(arguments: audiences)
    func everyAnswerHoldsBackTheSame(audience: Audience) async throws {
        try await furnish()

        _ = try await ask(shelves)
        let learned = try await ask(shelves.seen(by: audience))
        let wanted = try await wanted(audience)

        // What grown-ups asked for before is kept in memory; children get no more of it.
        for settled in [try await shelves.seen(by: audience).settled(), try await shelves.settled().seen(by: audience)] {
            let again = try await ask(settled)
            #expect(again.films == wanted.films && again.series == wanted.series)
            #expect(again.episodes == wanted.episodes && again.sources == wanted.sources)
        }
        #expect(learned.films == wanted.films)
        #expect(learned.series == wanted.series)
        #expect(learned.episodes == wanted.episodes)
        #expect(learned.sources == wanted.sources)
        if audience.isLimited, audience.ageLimit != 17 || !audience.seesUnrated { #expect(wanted.films.count < Self.certificates.count) }
    }

    @Test(arguments: audiences)
    func genresCountWhatThereIs(audience: Audience) async throws {
        try await furnish()
        let seen = shelves.seen(by: audience)

        for _ in 1...2 {
            let genres = try await seen.genres()
            for genre in genres {
                #expect(try await seen.films(DirectoryChoice(genre: genre.name)).total == genre.films)
                #expect(try await seen.series(DirectoryChoice(genre: genre.name)).total == genre.series)
                #expect(genre.films + genre.series > 0)
            }
            #expect(genres.contains { $0.name == "FSK 18" } == !audience.isLimited)
            #expect(genres.map { $0.films + $0.series } == genres.map { $0.films + $0.series }.sorted(by: >))
        }
    }

    // MARK: - Extras

    @Test(arguments: audiences)
    func extrasGoTheWayOfTheirTitles(audience: Audience) async throws {
        try await furnish()
        let wanted = try await wanted(audience)
        let seen = shelves.seen(by: audience)
        let packages = PackageAudience(store: store, isUnratedForChildren: audience.seesUnrated)
        for film in try await Records<Film>(in: store).find() {
            let extra = try await extra(of: .film(FilmID(film.id)), "extra of \(film.id)")
            #expect(try await (seen.extra(extra) != nil) == wanted.films.contains(film.id))
            #expect(try await seen.extras(of: FilmID(film.id)).map(\.id) == (wanted.films.contains(film.id) ? [extra.rawValue] : []))
            #expect(
                try await packages.maySee(package("extra of \(film.id)"), at: audience.ageLimit) == wanted.films.contains(film.id))
        }
        for series in try await Records<Series>(in: store).find() {
            let extra = try await extra(of: .series(SeriesID(series.id), season: nil), "extra of \(series.id)")
            let isSeen = wanted.series.contains(series.id)
            #expect(try await (seen.extra(extra) != nil) == isSeen)
            #expect(try await seen.extras(of: SeriesID(series.id)).map(\.id) == (isSeen ? [extra.rawValue] : []))
            #expect(try await packages.maySee(package("extra of \(series.id)"), at: audience.ageLimit) == isSeen)
            // One that another took the place of, too.
            try await editor.publish(
                Playable(
                    package: package("new \(series.id)"), source: "extra of \(series.id)", duration: 1, height: 1, audioLanguages: [],
                    textLanguages: []))
            #expect(try await packages.maySee(package("extra of \(series.id)"), at: audience.ageLimit) == isSeen)
        }
    }

    private func extra(of home: ExtraHome, _ source: String) async throws -> ExtraID {
        try await editor.place(extra: .trailer, named: nil, of: home, source: source)
        try await editor.publish(
            Playable(package: package(source), source: source, duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
        return ExtraID(try #require(try await editor.extra(of: source)).id)
    }

    // MARK: - Packages

    @Test(arguments: audiences)
    func packagesGoTheWayOfTheirTitles(audience: Audience) async throws {
        try await furnish()
        let packages = PackageAudience(store: store, isUnratedForChildren: audience.seesUnrated)
        let wanted = try await wanted(audience)
        let sources =
            try await Records<Film>(in: store).find().flatMap(\.value.sources)
            + Records<Episode>(in: store).find().flatMap(\.value.sources)

        for source in sources {
            let maySee = try await packages.maySee(package(source), at: audience.ageLimit)
            #expect(maySee == wanted.sources.contains(source), "\(source)")
        }
        #expect(try await packages.maySee(PackageID("nonsense"), at: audience.ageLimit) == !audience.isLimited)
    }

    @Test func aPackageThatAnotherTookThePlaceOfStaysWithItsTitle() async throws {
        try await film("Salt", "FSK 12")
        let packages = PackageAudience(store: store)
        let other = PackageID("anew")
        try await editor.publish(
            Playable(package: other, source: "Salt", duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))

        for package in [other, package("Salt")] {
            #expect(try await packages.maySee(package, at: 12))
            #expect(try await !packages.maySee(package, at: 11))
        }
    }

    @Test func whatIsWatchedWhileItIsMadeHasAnAgeToo() async throws {
        _ = try await editor.place(film: described("Salt", "FSK 16"), source: "s")
        try await editor.offer(
            EarlyFeature(job: "job", source: "s", duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
        let packages = PackageAudience(store: store)

        #expect(try await packages.maySee(early: "job", at: nil))
        #expect(try await packages.maySee(early: "job", at: 16))
        #expect(try await !packages.maySee(early: "job", at: 15))
        #expect(try await !packages.maySee(early: "other", at: 15))
    }
}

/// In every package the same is said, whatever is looked for.
private struct EverybodySaysTheSame: SpeechIndex {
    let store: MemoryStore

    private func all() async throws -> [FoundUtterance] {
        let films = try await Records<Film>(in: store).find().flatMap { film in
            film.value.versions.map { Self.found($0.package, SpokenFeature(.film, film.id)) }
        }
        let episodes = try await Records<Episode>(in: store).find().flatMap { episode in
            episode.value.versions.map { Self.found($0.package, SpokenFeature(.episode, episode.id)) }
        }
        return films + episodes
    }

    private static func found(_ package: PackageID, _ feature: SpokenFeature) -> FoundUtterance {
        FoundUtterance(
            package: package, feature: feature, language: LanguageTag("en"), isForHearingImpaired: false,
            utterance: Utterance(parts: [.init(start: 1000, text: "The hidden words.")]),
            phrases: [SpeechQuery.Phrase(["hidden", "words"])], attempt: 0)
    }

    func find(_ query: SpeechQuery, tracks: Int, each: Int) async throws -> [FoundUtterance] { try await all() }

    func find(_ query: SpeechQuery, in packages: [PackageID], each: Int) async throws -> [FoundUtterance] {
        try await all().filter { packages.contains($0.package) }
    }

    func coverage() async throws -> SpeechCoverage { SpeechCoverage(read: 1, all: 1) }
}
