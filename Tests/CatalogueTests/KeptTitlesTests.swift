import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraCatalogue

@Suite("Titles that are kept in memory")
struct KeptTitlesTests {
    private let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))

    private func film(_ name: String) -> Stored<Film> {
        let film = Film(description: Description(title: name), key: name, versions: [], sources: [name], isListed: true)
        return Stored(id: name, etag: ETag(rawValue: "1"), createdAt: time.now, updatedAt: time.now, value: film)
    }

    @Test func whatWasReadBeforeAChangeIsNotKeptAfterIt() {
        let kept = KeptTitles<Film>(most: 10)
        let asked = kept.find(["a", "b"])

        kept.forget(["a"])
        kept.keep([film("a"), film("b")], askedIn: asked.round)

        #expect(kept.find(["a", "b"]).missing == ["a", "b"])
    }

    @Test func whatIsAskedForStaysAndTheNumberIsBounded() {
        let kept = KeptTitles<Film>(most: 10)
        kept.keep([film("favourite")], askedIn: 0)

        for number in 1...100 {
            kept.keep([film("\(number)")], askedIn: 0)
            #expect(kept.find(["favourite"]).missing.isEmpty)
        }

        #expect(kept.find((1...100).map { "\($0)" }).titles.count <= 20)
    }

    @Test func whatIsWrittenIsShownAtOnce() async throws {
        let store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas)
        let editor = CatalogueEditor(store: store, time: time)
        let shelves = Shelves(store: store, time: time)
        let id = try await editor.place(film: Description(title: "Salt"), source: "s")
        try await editor.publish(
            Playable(package: PackageID("p"), source: "s", duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
        let before = try await shelves.films(DirectoryChoice(), first: 5)

        try await editor.describe(film: id) { film in
            var description = film.description
            description.plot = "Changed"
            return description
        }

        let after = try await shelves.films(DirectoryChoice(), first: 5)
        #expect(before.map(\.value.description.plot) == [nil])
        #expect(after.map(\.value.description.plot) == ["Changed"])
        #expect(try await shelves.titles(named: [id.rawValue]).films[id.rawValue]?.value.description.plot == "Changed")
    }

    @Test func whatIsDeletedIsGoneAtOnce() async throws {
        let store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas)
        let shelves = Shelves(store: store, time: time)
        let film = try await Records<Film>(in: store).insert(film("a").value, id: "a")
        #expect(try await shelves.titles(named: ["a"]).films.count == 1)

        _ = try await Records<Film>(in: store).delete(film.id)

        #expect(try await shelves.titles(named: ["a"]).films.isEmpty)
        #expect(try await shelves.films(DirectoryChoice()).titles.isEmpty)
    }
}
