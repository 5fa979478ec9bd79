import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraCatalogue
import KinoraDelivery
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraViewing
import KinoraWebsite
import Logging
import NIOCore

@testable import Kinora

/// A house with a family in it: the real pages, the real gate and real sessions, over a store in memory.
struct FamilyHouse {
    let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    let store: MemoryStore
    let editor: CatalogueEditor
    let accounts: Accounts
    let website: Website
    /// Not opened: until a test does, nothing is recommended.
    let graph: LiveGraph
    let list: MyList
    /// The owner, with a password, and profiles besides the first.
    let ida: MemberID
    let grownUp: ProfileID
    let child: ProfileID
    static let password = "a lamp in the projection room"
    static let pin = "4826"

    init(
        unratedForChildren: Bool = false, providers: [any IdentityProvider] = [], requestReaders: [any SignedRequestReader] = []
    ) async throws {
        store = MemoryStore(time: time)
        try await store.prepare(House.prepared)
        editor = CatalogueEditor(store: store, time: time)
        let keys = HouseKeys([HouseKeys.make()])!
        accounts = Accounts(
            store: store, time: time, keys: keys,
            outbox: Outbox(store: store, keys: keys, time: time, writer: NoLetters(), postman: nil), providers: providers,
            requestReaders: requestReaders, personal: House.personal(in: store), link: { "http://house\($0)" })
        list = MyList(store: store, time: time)
        let manners = Manners(rules: EncodingRules(), store: store, audience: StoredAudience(store: store), time: time)
        graph = LiveGraph(
            FactFeed(store: store, named: "family", time: time),
            file: FileManager.default.temporaryDirectory.appending(path: "kinora-none/recommendations.graph"), time: time,
            log: Logger(label: "family") { _ in SwiftLogNoOpLogHandler() })
        website = try Website(
            shelves: Shelves(store: store, time: time, isUnratedForChildren: unratedForChildren),
            desk: QueueDesk(queue: JobQueue(store: store, time: time), store: store, manners: manners),
            watching: Watching(
                permission: WatchPermission(streams: StreamLedger(limit: 4, store: store, time: time), time: time),
                recorder: WatchLog(store: store), history: WatchHistory(store: store, time: time),
                list: list, trend: WatchTrend(store: store, time: time),
                desk: HouseWatchDesk(store: store, grants: GrantSeal(keys: keys, time: time))),
            corrector: Corrector(
                Corrections(folder: FileManager.default.temporaryDirectory.appending(path: "kinora-none").path),
                libraries: [Library(path: "/films", kind: .mixed)], store: store, time: time, order: OriginOrder()),
            accounts: accounts,
            recommending: Recommending(
                recommender: graph, wishes: NotForMeBook(store: store), taste: TasteBook(store: store, time: time),
                counts: RecommendedBook(store: store, time: time)),
            libraries: ["/films"], screenings: ScreeningBook(store: store, time: time))
        var owner = Member(email: "ida@example.org", name: "Ida", role: .owner, state: .active)
        owner.password = try await accounts.passwords.hash(Self.password)
        ida = MemberID(try await accounts.members.create(owner).id)
        grownUp = ProfileID(try await accounts.profiles.profiles(of: ida)[0].id)
        child = ProfileID(try await accounts.profiles.make(ProfileDraft(name: "Little", picture: "frog", ageLimit: 6), for: ida).id)
    }

    /// A browser that is signed in.
    func browser(as profile: ProfileID?, of member: MemberID? = nil) async throws -> Browser {
        let token = try await accounts.sessions.begin(
            member ?? ida, [.password], on: DeviceSighting(agent: nil, address: "127.0.0.1"), profile: profile?.rawValue)
        return Browser(house: self, token: token)
    }

    /// What delivery is told of a viewer.
    func principal(as profile: ProfileID, at ageLimit: Int? = nil) -> Principal {
        Principal(
            member: ida.rawValue, role: .owner, profile: profile.rawValue, name: "Ida", ageLimit: ageLimit, session: "s", isFresh: true)
    }

    var app: some ApplicationProtocol {
        let gate = Gate(hosts: .any, admission: Admission(doorkeeper: SessionDoorkeeper(accounts)), problems: website.problems)
        return Application(router: gate.router(for: website.routes))
    }

    // MARK: - Titles

    private func described(_ title: String, _ certificate: String?, _ genre: String) -> Description {
        var description = Description(title: title, year: 2020)
        description.certificate = certificate
        description.genres = [genre]
        return description
    }

    @discardableResult
    func film(_ title: String, _ certificate: String?, genre: String = "Drama") async throws -> FilmID {
        let id = try await editor.place(film: described(title, certificate, genre), source: title)
        try await publish(title)
        return id
    }

    func series(_ title: String, _ certificate: String?, genre: String = "Drama") async throws -> (series: SeriesID, episode: EpisodeID) {
        let series = try await editor.place(series: described(title, certificate, genre))
        let episode = try await editor.place(
            episode: 1, through: nil, season: 1, of: series, description: described("Part of \(title)", nil, genre), source: title)
        try await publish(title)
        return (series, episode)
    }

    /// Makes a film another, as an owner says it and its file is described anew.
    func merge(_ film: FilmID, called title: String, into heir: FilmID) async throws {
        try await editor.absorb(film, into: heir, keys: [])
        _ = try await editor.place(film: Description(title: title, year: 2020), source: title, keepingWords: true)
        try await editor.reconcile()
    }

    static func package(of source: String) -> PackageID { PackageID(String(Digest(of: Array(source.utf8)).hex.prefix(32))) }

    private func publish(_ source: String) async throws {
        time.advance(by: .seconds(60))
        try await editor.publish(
            Playable(
                package: Self.package(of: source), source: source, duration: 60_000, height: 720, audioLanguages: [], textLanguages: []))
    }
}

private struct NoLetters: LetterWriter {
    func write(_ letter: Letter) throws -> WrittenLetter { throw MailNotSetUp() }
}
