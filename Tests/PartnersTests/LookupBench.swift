import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners
@testable import KinoraPreparation

/// A catalogue in memory, and a TMDB and an OMDb on real sockets.
struct LookupBench {
    let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    let store: MemoryStore
    let editor: CatalogueEditor
    let lines = KeptLines()
    let tmdb: PartnerPeer
    let omdb: PartnerPeer
    let order: [Origin]
    let descriptions: Descriptions
    let standings: ProviderStandings
    let language: String
    let library: String

    init(
        order: [Origin] = [.tmdb, .omdb], language: String = "de",
        tmdb: @escaping @Sendable (PartnerPeer.Asked) -> PartnerPeer.Reply = { (try? Answers.tmdb($0)) ?? .hangUp },
        omdb: @escaping @Sendable (PartnerPeer.Asked) -> PartnerPeer.Reply = { (try? Answers.omdb($0)) ?? .hangUp }
    ) async throws {
        self.order = order
        self.language = language
        store = MemoryStore(time: time)
        try await store.prepare(
            CatalogueEditor.schemas + LibraryScan.schemas + [Job.schema, KeptAnswer.schema, ProviderStanding.schema])
        editor = CatalogueEditor(store: store, time: time)
        descriptions = Descriptions(store: store, editor: editor, order: OriginOrder(providers: order))
        standings = ProviderStandings(store: store, time: time, log: lines.logger)
        self.tmdb = try await PartnerPeer { asked, _ in tmdb(asked) }
        self.omdb = try await PartnerPeer { asked, _ in omdb(asked) }
        library = FileManager.default.temporaryDirectory.appending(path: "kinora-lookups-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: library, withIntermediateDirectories: true)
    }

    func close() async throws {
        try await tmdb.close()
        try await omdb.close()
        try FileManager.default.removeItem(atPath: library)
    }

    var corrector: Corrector {
        Corrector(
            Corrections(folder: library + "/corrections"), libraries: [Library(path: library, kind: .mixed)], store: store, time: time,
            order: OriginOrder(providers: order))
    }

    func errand(order: [Origin]? = nil, language: String? = nil) throws -> LookupErrand {
        LookupErrand(
            descriptions, lookups: try lookups(order: order, language: language), standings: standings, time: time, log: lines.logger)
    }

    func lookups(order: [Origin]? = nil, language: String? = nil) throws -> [any Lookup] {
        let key = try PartnerKey("0123456789abcdef").unwrapped
        return try (order ?? self.order).map { origin in
            let client: any Lookup =
                origin == .tmdb
                ? TMDBClient(
                    try tmdb.address, key: key, language: language ?? self.language,
                    pictures: try PartnerAddress("https://image.tmdb.org/t/p").unwrapped, limits: Answers.quick, log: lines.logger)
                : OMDbClient(try omdb.address, key: key, limits: Answers.quick, log: lines.logger)
            return KeptLookup(client, store: store, time: time)
        }
    }

    func work() async throws {
        let errand = try errand()
        while try await errand.run() {}
    }

    // MARK: - Titles

    /// As a scan takes a film in.
    @discardableResult
    func film(_ title: String, _ year: Int?, source: String = "1f-00", _ more: (inout Facts) -> Void = { _ in }) async throws -> FilmID {
        var facts = Facts()
        facts.title = title
        facts.year = year
        more(&facts)
        let known = Source(library: library, path: "\(title)\(year.map { " (\($0))" } ?? "").mkv", size: 1, modified: 1)
        try Data("x".utf8).write(to: URL(filePath: library + "/" + known.path))
        _ = try await Records<Source>(in: store).insert(known, id: source)
        try await descriptions.note(.source(source)) { [facts] in $0[.name] = facts }
        let id = try await editor.place(film: Merge.description(of: [Said(.name, facts)]), source: source, keepingWords: true)
        try await descriptions.compose(film: id)
        return id
    }

    func said(_ origin: Origin, of subject: Subject, _ change: @escaping @Sendable (inout Facts) -> Void) async throws {
        try await descriptions.note(subject) { sheet in
            var facts = sheet[origin] ?? Facts()
            change(&facts)
            sheet[origin] = facts
        }
        try await descriptions.compose(around: subject)
    }

    func series(_ title: String, _ year: Int?, episodes: [Int]) async throws -> SeriesID {
        var facts = Facts()
        facts.title = title
        facts.year = year
        let id = try await editor.place(series: Merge.description(of: [Said(.name, facts)]), named: title, keepingWords: true)
        try await descriptions.note(.series(id)) { [facts] in $0[.name] = facts }
        try await descriptions.compose(series: id)
        try await editor.place(season: 1, of: id, title: nil, plot: nil, poster: nil)
        try await descriptions.compose(season: 1, of: id)
        for number in episodes {
            var facts = Facts()
            facts.title = "Episode \(number)"
            try await descriptions.note(.source("e\(number)")) { [facts] in $0[.name] = facts }
            let episode = try await editor.place(
                episode: number, through: nil, season: 1, of: id, description: Merge.description(of: [Said(.name, facts)]),
                source: "e\(number)", keepingWords: true)
            try await descriptions.compose(episode: episode)
        }
        return id
    }

    func described(_ film: FilmID) async throws -> Description {
        try #require(try await Records<Film>(in: store).read(film.rawValue)?.value.description)
    }

    func match(_ subject: Subject) async throws -> Match {
        try #require(try await descriptions.sheet(of: subject)?.match)
    }

    /// Every document of every collection, as text.
    func everything() async throws -> String {
        var text = ""
        let schemas = CatalogueEditor.schemas + LibraryScan.schemas + [Job.schema, KeptAnswer.schema, ProviderStanding.schema]
        for schema in schemas { text += "\(try await store.find(Query(), in: schema.name))" }
        return text
    }
}
