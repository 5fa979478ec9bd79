import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraCatalogue

@Suite("Films that belong together", .timeLimit(.minutes(10)))
struct CollectionTests {
    private let store: MemoryStore
    private let editor: CatalogueEditor
    private let shelves: Shelves

    init() async throws {
        let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
        store = MemoryStore(time: time)
        try await store.prepare(CatalogueEditor.schemas)
        editor = CatalogueEditor(store: store, time: time)
        shelves = Shelves(store: store, time: time)
    }

    private func film(_ title: String, _ year: Int?, in collection: String?, _ certificate: String? = "FSK 0") async throws {
        var description = Description(title: title, year: year)
        description.collection = collection
        description.certificate = certificate
        _ = try await editor.place(film: description, source: title)
        try await editor.publish(
            Playable(
                package: PackageID(String(Digest(of: Array(title.utf8)).hex.prefix(32))), source: title, duration: 60_000, height: 720,
                audioLanguages: [], textLanguages: []))
    }

    @Test func standByYearHoweverTheirCollectionIsSpelled() async throws {
        try await film("Third", 2003, in: "the harbour films")
        try await film("Undated", nil, in: "The Harbour Films")
        try await film("First", 1999, in: "The Harbour Films!")
        try await film("Another", 2000, in: "Other")
        try await film("Alone", 2000, in: nil)
        let id = try #require(CollectionShelf.id(of: "The Harbour Films"))

        let shelf = try #require(try await shelves.collection(id))

        #expect(shelf.films.map(\.value.description.title) == ["First", "Third", "Undated"])
        #expect(shelf.name == "The Harbour Films!")
        #expect(try await shelves.collection(CollectionID("nothing")) == nil)
    }

    @Test func childrenGetThoseForTheirAge() async throws {
        try await film("Mild", 2000, in: "Set", "FSK 6")
        try await film("Wild", 1990, in: "Wild Set", "FSK 18")
        try await film("Wilder", 1980, in: "Set", "FSK 18")
        let child = shelves.seen(at: 6)

        #expect(try await child.collection(#require(CollectionShelf.id(of: "Set")))?.films.map(\.value.description.title) == ["Mild"])
        #expect(try await child.collection(#require(CollectionShelf.id(of: "Wild Set"))) == nil)
    }
}
