import Foundation
import Hummingbird
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraMediaTools
import KinoraPreparation
import KinoraViewing

@testable import KinoraWebsite

/// A website over a store in memory, with what a test puts into it.
struct SampleHouse {
    let time = StoppedTime(at: Moment(milliseconds: 1_760_000_000_000))
    let store: MemoryStore
    let editor: CatalogueEditor
    let queue: JobQueue
    let desk: QueueDesk
    let website: Website
    /// Nil in a house that has nothing to sell with.
    let billing: Billing?

    static let library = "/films/of mine"
    /// Made only when a test corrects something.
    let corrections = FileManager.default.temporaryDirectory.appending(path: "kinora-corrections-\(UUID().uuidString)").path

    /// The folder of pictures, made only when a test makes one.
    let artwork = FileManager.default.temporaryDirectory.appending(path: "kinora-pictures-\(UUID().uuidString)").path

    init(rules: EncodingRules = EncodingRules(), providers: [Origin] = [], sells: Bool = false, speech: (any SpeechIndex)? = nil)
        async throws
    {
        store = MemoryStore(time: time)
        try await store.prepare(
            CatalogueEditor.schemas + Manners.schemas + LibraryScan.schemas
                + [Job.schema, Watch.schema, Progress.schema, ListedTitle.schema, MemberStreams.schema, ProviderStanding.schema]
                + ScreeningBook.schemas)
        editor = CatalogueEditor(store: store, time: time)
        queue = JobQueue(store: store, time: time)
        let manners = Manners(rules: rules, store: store, audience: StoredAudience(store: store), time: time)
        desk = QueueDesk(queue: queue, store: store, manners: manners)
        if sells { try await store.prepare(Billing.schemas) }
        billing =
            sells
            ? Billing(
                store: store, time: time, keys: HouseKeys([HouseKeys.make()])!, house: { "Kinora" },
                addresses: { ReturnAddresses(done: "http://house/\($0)/back", cancelled: "http://house/\($0)") }) : nil
        website = try Website(
            shelves: Shelves(store: store, time: time, speech: speech), desk: desk,
            watching: .plain(store, time),
            corrector: Corrector(
                Corrections(folder: corrections), libraries: [Library(path: Self.library, kind: .mixed)], store: store, time: time,
                order: OriginOrder(providers: providers)),
            studio: PictureStudio(
                Descriptions(store: store, editor: editor, order: OriginOrder(providers: providers)),
                mill: PictureMill(encoder: FFmpegEncoder(patience: .seconds(300)), shelf: ArtworkShelf(folder: artwork)),
                packages: artwork + "/packages", fetcher: nil),
            accounts: try await SignedIn.accounts(store, time), billing: billing,
            libraries: [Self.library], screenings: ScreeningBook(store: store, time: time))
    }

    /// The preparation page as a server shows it that has just been started.
    static func page(of house: SampleHouse, rules: EncodingRules) async throws -> String {
        let manners = Manners(rules: rules, store: house.store, audience: StoredAudience(store: house.store), time: house.time)
        let desk = QueueDesk(queue: house.queue, store: house.store, manners: manners)
        let board = try await JobBoard(desk, .english)
        return [board.standing, board.forecast].compactMap(\.self).joined(separator: " ")
    }

    func app(hosts: AllowedHosts = .any, isOverTLS: Bool = false) -> some ApplicationProtocol {
        let gate = Gate(hosts: hosts, isOverTLS: isOverTLS, admission: Admission(doorkeeper: SignedIn()), problems: website.problems)
        return Application(router: gate.router(for: website.routes))
    }

    @discardableResult
    func film(_ description: Description, still: String? = nil, versions: [String?] = [nil]) async throws -> FilmID {
        var id = FilmID("")
        for version in versions {
            let source = "\(description.title) \(version ?? "")"
            id = try await editor.place(film: description, source: source)
            try await publish(source, version: version, still: still)
        }
        return id
    }

    @discardableResult
    func episode(_ number: Int, season: Int, of series: SeriesID, _ description: Description, still: String? = nil) async throws
        -> EpisodeID
    {
        let source = "\(series) \(season) \(number)"
        let id = try await editor.place(
            episode: number, through: nil, season: season, of: series, description: description, source: source)
        try await publish(source, version: nil, still: still)
        return id
    }

    private func publish(_ source: String, version: String?, still: String?) async throws {
        time.advance(by: .seconds(60))
        try await editor.publish(
            Playable(
                package: Self.package(of: source), source: source, version: version, duration: 6_720_000,
                height: version == nil ? 1080 : 720,
                audioLanguages: [LanguageTag("eng"), LanguageTag("de")], textLanguages: [LanguageTag("fr")], still: still))
    }

    static func package(of source: String) -> PackageID {
        PackageID(String(Digest(of: Array(source.utf8)).hex.prefix(32)))
    }
}
