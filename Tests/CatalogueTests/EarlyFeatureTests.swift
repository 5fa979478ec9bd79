import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@Suite("A title whose beginning can be watched", .timeLimit(.minutes(10)))
struct EarlyFeatureTests {
    private let store = MemoryStore(time: SystemTime())
    private let editor: CatalogueEditor
    private let shelves: Shelves

    init() async throws {
        try await store.prepare(CatalogueEditor.schemas)
        editor = CatalogueEditor(store: store, time: SystemTime())
        shelves = Shelves(store: store, time: SystemTime())
    }

    private func early(_ source: String) -> EarlyFeature {
        EarlyFeature(job: "job", source: source, duration: 60_000, height: 360, audioLanguages: [], textLanguages: [])
    }

    private func playable(_ source: String) -> Playable {
        Playable(package: PackageID("package"), source: source, duration: 60_000, height: 360, audioLanguages: [], textLanguages: [])
    }

    @Test("is listed, and listed no more when it is taken back")
    func offered() async throws {
        let film = try await editor.place(film: Description(title: "Harbour Lights"), source: "s")
        #expect(try await shelves.film(film) == nil)
        try await editor.offer(early("s"))
        #expect(try await shelves.film(film)?.value.early == early("s"))
        try await editor.withdrawEarly("other")
        #expect(try await shelves.film(film) != nil)
        try await editor.withdrawEarly("s")
        #expect(try await shelves.film(film) == nil)
    }

    @Test("has a version in the end, and nothing early any more")
    func published() async throws {
        let film = try await editor.place(film: Description(title: "Harbour Lights"), source: "s")
        try await editor.offer(early("s"))
        let listed = try await shelves.film(film)?.value.listedAt
        try await editor.publish(playable("s"))
        let found = try #require(try await shelves.film(film)?.value)
        #expect(found.early == nil && found.versions.count == 1 && found.listedAt == listed)
        try await editor.withdrawEarly("s")
        try await editor.offer(early("s"))
        #expect(try await shelves.film(film)?.value.early == nil)
    }

    @Test("brings its series with it, and takes it along")
    func episode() async throws {
        let series = try await editor.place(series: Description(title: "Night Ferry"))
        _ = try await editor.place(
            episode: 1, through: nil, season: 1, of: series, description: Description(title: "One"), source: "e")
        try await editor.offer(early("e"))
        #expect(try await shelves.series(series) != nil)
        #expect(try await shelves.seasons(of: series).first?.episodes.first?.value.early?.job == "job")
        try await editor.withdrawEarly("e")
        #expect(try await shelves.series(series) == nil)
    }
}
