import KinoraDocumentContract
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraCatalogue

/// A file turns out to be something else than it was taken for, and the process is killed at every single write of the move.
@Suite("Whoever is killed while a file moves to another title", .timeLimit(.minutes(2)))
struct MovingTests {
    enum Goal: CaseIterable, Sendable { case film, episode, extra }

    private let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))

    /// Two films with something to play, one of them with a trailer, and a series.
    private struct House {
        let store: any DocumentStore
        let editor: CatalogueEditor
        let leaving: FilmID
        let standing: FilmID
        let series: SeriesID
        var films: Records<Film> { Records(in: store) }

        init(_ time: any TimeSource) async throws {
            store = MemoryStore(time: time)
            try await store.prepare(CatalogueEditor.schemas)
            editor = CatalogueEditor(store: store, time: time)
            leaving = try await editor.place(film: Description(title: "Harbour Lights", year: 2021), source: "a")
            standing = try await editor.place(film: Description(title: "Night Ferry", year: 2022), source: "b")
            series = try await editor.place(series: Description(title: "Night Ferries"))
            for source in ["a", "b"] { try await editor.publish(MovingTests.playable(source, "package-\(source)")) }
            try await editor.place(extra: .trailer, named: nil, of: .film(leaving), source: "t")
        }

        func move(to goal: Goal, by editor: CatalogueEditor) async throws {
            switch goal {
            case .film: _ = try await editor.place(film: Description(title: "Night Ferry", year: 2022), source: "a")
            case .episode:
                _ = try await editor.place(
                    episode: 1, through: nil, season: 1, of: series, description: Description(title: "Departure"), source: "a")
            case .extra: try await editor.place(extra: .interview, named: nil, of: .film(standing), source: "a")
            }
        }

        /// What the title plays to which the file moved.
        func played(at goal: Goal) async throws -> [PackageID] {
            let versions: [Playable]?
            switch goal {
            case .film: versions = try await films.read(standing.rawValue)?.value.versions
            case .episode: versions = try await Records<Episode>(in: store).first(.equal("sources", "a"))?.value.versions
            case .extra: versions = try await editor.extra(of: "a")?.value.versions
            }
            return (versions ?? []).filter { $0.source == "a" }.map(\.package)
        }
    }

    private static func playable(_ source: String, _ package: String) -> Playable {
        Playable(package: PackageID(package), source: source, duration: 60_000, height: 720, audioLanguages: [], textLanguages: [])
    }

    @Test("loses nothing, and doing it again ends it", arguments: Goal.allCases, [false, true])
    func killedAnywhere(goal: Goal, isPublishedAnewInBetween: Bool) async throws {
        for writes in 0..<100 {
            let house = try await House(time)
            var isDone = false
            do {
                try await house.move(to: goal, by: CatalogueEditor(store: StoppingStore(house.store, after: writes), time: time))
                isDone = true
            } catch is StoppingStore.Stopped {}
            #expect(try await house.editor.played().contains(PackageID("package-a")), "killed at write \(writes)")

            let package = isPublishedAnewInBetween ? "package-anew" : "package-a"
            if isPublishedAnewInBetween { try await house.editor.publish(Self.playable("a", package)) }
            try await house.move(to: goal, by: house.editor)

            #expect(try await house.played(at: goal) == [PackageID(package)], "killed at write \(writes)")
            #expect(try await house.films.read(house.leaving.rawValue) == nil, "killed at write \(writes)")
            if goal == .film {
                let heir = try #require(try await house.films.read(house.standing.rawValue)).value
                #expect(heir.aliases == [house.leaving.rawValue], "killed at write \(writes)")
                #expect(try await house.editor.extra(of: "t")?.value.film == house.standing, "killed at write \(writes)")
            }
            if goal == .episode {
                let series = try await Records<Series>(in: house.store).read(house.series.rawValue)
                #expect(series?.value.isListed == true, "killed at write \(writes)")
            }
            if isDone {
                #expect(writes >= 3, "giving and letting go are writes of their own")
                return
            }
        }
        Issue.record("The move never came to its end.")
    }
}
