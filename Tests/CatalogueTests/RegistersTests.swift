import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraSQLiteDocuments
import Testing

@testable import KinoraCatalogue

@Suite("People and genres as documents", .timeLimit(.minutes(10)))
struct RegistersTests {
    /// The engines the rules are tried on.
    enum Kind: String, CaseIterable, CustomTestStringConvertible {
        case memory, sqlite
        var testDescription: String { rawValue }
    }

    /// A catalogue over a store, and a way to look at what stands.
    private struct Bench {
        let store: any DocumentStore
        let editor: CatalogueEditor
        let time: StoppedTime

        var people: [Person] {
            get async throws { try await Records<Person>(in: store).find(Query(sort: [.ascending("key")])).map(\.value) }
        }
        var genres: [Genre] { get async throws { try await Records<Genre>(in: store).find(Query(sort: [.ascending("key")])).map(\.value) } }

        func person(_ name: String) async throws -> Person? {
            try await Records<Person>(in: store).first(.equal("key", .string(PersonName.key(name) ?? ""))).map(\.value)
        }

        @discardableResult
        func film(_ title: String, _ credits: [Credit], genres: [String] = [], isReady: Bool = true) async throws -> FilmID {
            var description = Description(title: title)
            description.credits = credits
            description.genres = genres
            let id = try await editor.place(film: description, source: title)
            if isReady { try await publish(title) }
            return id
        }

        func publish(_ source: String) async throws {
            let package = PackageID(String(Digest(of: Array(source.utf8)).hex.prefix(32)))
            try await editor.publish(
                Playable(package: package, source: source, duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
        }

        @discardableResult
        func episode(_ number: Int, of series: SeriesID, _ credits: [Credit]) async throws -> EpisodeID {
            var description = Description(title: "Part \(number)")
            description.credits = credits
            let source = "\(series) \(number)"
            let id = try await editor.place(
                episode: number, through: nil, season: 1, of: series, description: description, source: source)
            try await publish(source)
            return id
        }

        /// Everything that stands, versions included, to see that nothing was written.
        func everything() async throws -> [Document] {
            var all: [Document] = []
            for schema in CatalogueEditor.schemas { all += try await store.find(Query(sort: [.ascending("_id")]), in: schema.name) }
            return all
        }
    }

    private func withBench(_ kind: Kind, _ use: (Bench) async throws -> Void) async throws {
        let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-registers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store: any DocumentStore =
            switch kind {
            case .memory: MemoryStore(time: time)
            case .sqlite: try await SQLiteStore(path: folder.appending(path: "kinora.sqlite").path(percentEncoded: false), time: time)
            }
        try await store.prepare(CatalogueEditor.schemas)
        try await use(Bench(store: store, editor: CatalogueEditor(store: store, time: time), time: time))
        try await store.close()
    }

    private let director = Credit(name: "Ingrid Solheim", role: .director)
    private let keeper = Credit(name: "Liv Aas", role: .actor, character: "Keeper", providerIDs: ["imdb": "nm0000001"])

    @Test(arguments: Kind.allCases)
    func whatSomebodyDidStandsWithThemOnceItIsListed(_ kind: Kind) async throws {
        try await withBench(kind) { bench in
            let id = try await bench.film("Harbour Lights", [director, keeper, Credit(name: "Per Lund", role: .actor)], isReady: false)
            try await bench.editor.reconcile()
            #expect(try await bench.people.isEmpty)

            try await bench.publish("Harbour Lights")

            #expect(try await bench.people.map(\.sortName) == ["solheim ingrid", "aas liv", "lund per"])
            let liv = try #require(try await bench.person("LIV AAS"))
            #expect(liv.appearances == [Appearance(title: id.rawValue, kind: .film, role: .actor, character: "Keeper", order: 0)])
            #expect(liv.titles == [id.rawValue] && liv.providerIDs == ["imdb": "nm0000001"])
            #expect(try await bench.person("Per Lund")?.appearances.first?.order == 1)
        }
    }

    @Test(arguments: Kind.allCases)
    func whoLeavesEveryTitleIsForgottenAndComesBackUnderTheOldName(_ kind: Kind) async throws {
        try await withBench(kind) { bench in
            try await bench.film("Harbour Lights", [director, keeper])
            try await bench.film("Night Ferry", [director])
            #expect(try await bench.person("Ingrid Solheim")?.titles.count == 2)

            try await bench.film("Harbour Lights", [director])
            #expect(try await bench.person("Liv Aas") == nil)
            try await bench.editor.retire("Night Ferry")
            #expect(try await bench.person("Ingrid Solheim")?.titles.count == 1)
            try await bench.editor.retire("Harbour Lights")
            #expect(try await bench.people.isEmpty)

            try await bench.film("Harbour Lights", [keeper])
            let records = Records<Person>(in: bench.store)
            #expect(try await records.find().map(\.id) == [PersonName.id(of: "liv aas").rawValue])
        }
    }

    @Test(arguments: Kind.allCases)
    func guestsOfEpisodesStandWithTheSeriesAndAreCounted(_ kind: Kind) async throws {
        try await withBench(kind) { bench in
            var description = Description(title: "Night Ferry")
            description.credits = [keeper]
            description.genres = ["Drama"]
            let series = try await bench.editor.place(series: description)
            let guest = Credit(name: "Nils Berg", role: .actor, character: "Pilot")
            try await bench.episode(1, of: series, [keeper, guest, director])
            try await bench.episode(2, of: series, [keeper, guest])

            let appearance = Appearance(title: series.rawValue, kind: .series, role: .actor, character: "Pilot", order: 1, episodes: 2)
            #expect(try await bench.person("Nils Berg")?.appearances == [appearance])
            #expect(try await bench.person("Liv Aas")?.appearances.map(\.episodes) == [nil])
            #expect(try await bench.genres.map(\.series) == [1])

            try await bench.editor.retire("\(series) 1")
            #expect(try await bench.person("Ingrid Solheim") == nil)
            #expect(try await bench.person("Nils Berg")?.appearances.map(\.episodes) == [1])
            try await bench.editor.retire("\(series) 2")
            #expect(try await bench.people.isEmpty)
            #expect(try await bench.genres.isEmpty)
        }
    }

    @Test(arguments: Kind.allCases)
    func whereNothingChangedNothingIsWritten(_ kind: Kind) async throws {
        try await withBench(kind) { bench in
            try await bench.film("Harbour Lights", [director, keeper], genres: ["Drama", "Crime"])
            try await bench.editor.reconcile()
            let before = try await bench.everything()
            let position = try await bench.store.latestPosition()

            try await bench.film("Harbour Lights", [director, keeper], genres: ["Drama", "Crime"], isReady: false)
            try await bench.editor.reconcile()

            #expect(try await bench.everything() == before)
            #expect(try await bench.store.latestPosition() == position)
        }
    }

    /// A crash between a title's write and its people's leaves a title that only the change feed tells of.
    @Test(arguments: Kind.allCases)
    func whatACrashLeftUndoneIsDoneAtTheNextStart(_ kind: Kind) async throws {
        try await withBench(kind) { bench in
            let id = try await bench.film("Harbour Lights", [director], genres: ["Drama"])
            try await Records<Film>(in: bench.store).change(id.rawValue) { [keeper] film in
                film.description.credits = [keeper]
                film.description.genres = ["Crime"]
            }

            try await CatalogueEditor(store: bench.store, time: bench.time).reconcile()

            #expect(try await bench.people.map(\.name) == ["Liv Aas"])
            #expect(try await bench.genres.map(\.name) == ["Crime"])
        }
    }

    @Test(arguments: Kind.allCases)
    func afterMoreThanTheFeedRemembersEverythingIsLookedAt(_ kind: Kind) async throws {
        try await withBench(kind) { bench in
            let gone = try await bench.film("Harbour Lights", [keeper], genres: ["Drama"])
            try await bench.film("Night Ferry", [director], genres: ["Crime"])
            _ = try await Records<Film>(in: bench.store).delete(gone.rawValue)
            bench.time.advance(by: .seconds(30 * 24 * 3600))

            try await bench.editor.reconcile()

            #expect(try await bench.people.map(\.name) == ["Ingrid Solheim"])
            #expect(try await bench.genres.map(\.name) == ["Crime"])
        }
    }

    @Test(arguments: Kind.allCases)
    func twentyAtOnceComeToTheSameEnd(_ kind: Kind) async throws {
        try await withBench(kind) { bench in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...20 {
                    group.addTask { [director, keeper] in
                        try await bench.film("Film \(number)", number % 2 == 0 ? [director] : [director, keeper], genres: ["Drama"])
                    }
                }
                try await group.waitForAll()
            }
            try await bench.editor.reconcile()

            #expect(try await bench.person("Ingrid Solheim")?.titles.count == 20)
            #expect(try await bench.person("Liv Aas")?.titles.count == 10)
            #expect(try await bench.genres.map(\.films) == [20])
        }
    }

    @Test func familyNamesComeFirst() {
        #expect(PersonName.sorted("Ingrid Solheim") == "solheim ingrid")
        #expect(PersonName.sorted("Robert Lund Jr.") == "lund jr robert")
        #expect(PersonName.sorted("Björk") == "bjork")
        #expect(PersonName.key("---") == nil)
    }
}
