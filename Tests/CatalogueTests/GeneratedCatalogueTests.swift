import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraCatalogue

@Suite("A catalogue that nobody made", .timeLimit(.minutes(5)))
struct GeneratedCatalogueTests {
    private func made(_ titles: Int, seed: UInt64) async throws -> (films: [Film], series: [Series], store: any DocumentStore) {
        let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
        let store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas)
        try await GeneratedCatalogue(titles: titles, seed: seed, into: store, time: time).make()
        let films = try await Records<Film>(in: store).find(Query(sort: [.ascending("listedAt")]))
        let series = try await Records<Series>(in: store).find(Query(sort: [.ascending("listedAt")]))
        return (films.map(\.value), series.map(\.value), store)
    }

    @Test func itIsListedAndDescribedAndFollowsFromItsSeed() async throws {
        let (films, series, store) = try await made(60, seed: 7)
        #expect(films.count == 54 && series.count == 6)
        #expect(Set(films.map(\.key)).count == 54, "no two films are the same")
        for film in films {
            #expect(film.isListed && film.versions.count == 1 && film.packages == [film.versions[0].package.rawValue])
            #expect(!film.description.genres.isEmpty && film.description.credits.contains { $0.role == .director })
        }
        #expect(try await store.count(.all, in: Episode.schema.name) == 72)
        #expect(try await made(60, seed: 7).films == films)
        #expect(try await made(60, seed: 8).films != films)
    }

    @Test func whatListsItFindsNothingToPutRight() async throws {
        let (_, _, store) = try await made(40, seed: 1)
        let before = try await store.latestPosition()
        let editor = CatalogueEditor(store: store, time: StoppedTime(at: Moment(milliseconds: 1_800_000_000_000)))
        try await editor.reconcile()
        let changed = try await store.changes(since: before, limit: 10_000).map(\.collection)
        #expect(!changed.contains(Film.schema.name), "a film's age and pictures are as they should be")
        #expect(changed.contains(Person.schema.name) && changed.contains(Genre.schema.name))
        let after = try await store.latestPosition()
        try await editor.reconcile()
        #expect(try await store.latestPosition() == after)
    }
}
