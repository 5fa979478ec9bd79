import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import KinoraViewing
import NIOCore
import Synchronization

/// First pages as they were last made, for as long as nothing is written that could change them: a viewer who comes back to the first page gets
/// it without a single title being looked up again.
///
/// A page is true until a title, a row or whatever else concerns everybody is written, or something of the viewer's own. What others watch moves
/// recommendations as well; that, and what begins or ends by the clock, may be seen `longest` late. A page is not kept while what it rests on
/// is so new that the graph of recommendations may not have heard of it.
final class KeptHomes: Sendable {
    /// For whom a page was made; whoever agrees in all of it sees the same.
    struct Key: Hashable, Sendable {
        private let viewer: Principal
        private let language: String

        init(_ viewer: Principal, _ words: Words) {
            var viewer = viewer
            viewer.session = ""
            viewer.isFresh = false
            self.viewer = viewer
            language = words(.languageTag)
        }
    }

    struct Kept: Sendable {
        let body: ByteBuffer
        /// What was recommended on it.
        let shown: [RecommendedRows.Shown]
    }

    private struct Page {
        let kept: Kept
        let position: Int64
        let at: Moment
    }

    /// How long what nobody wrote down can stay unseen.
    static let longest = Duration.seconds(30)
    /// So long after a change a page is not kept.
    static let unrest = Duration.seconds(3)
    /// Bytes of all pages together.
    static let mostBytes = 16 * 1024 * 1024

    private struct State {
        var pages: [Key: Page] = [:]
        var bytes = 0
    }

    private let clock: ChangeClock
    private let time: any TimeSource
    private let state = Mutex(State())

    /// Nil in front of a store that tells of changes late.
    init?(_ shelves: Shelves, time: any TimeSource) {
        guard let clock = shelves.changeClock(time: time, concern: Self.concern) else { return nil }
        self.clock = clock
        self.time = time
    }

    /// Looks what was written since, and answers up to where; asked before a page is made.
    func look() async throws -> Int64 { try await clock.look() }

    /// The page of a viewer, if it is still true after the last look.
    func page(_ key: Key, of profile: String) -> Kept? {
        let now = time.now
        return state.withLock { state in
            guard let page = state.pages[key] else { return nil }
            guard clock.isQuiet(since: page.position, for: Self.person(profile)), page.at <= now, now.since(page.at) < Self.longest else {
                state.pages[key] = nil
                state.bytes -= page.kept.body.readableBytes
                return nil
            }
            return page.kept
        }
    }

    /// - Parameter position: what `look` answered before the page was made.
    func keep(_ kept: Kept, for key: Key, of profile: String, since position: Int64) {
        let now = time.now
        guard let last = clock.lastChange(concerning: Self.person(profile)), now.since(last) > Self.unrest else { return }
        state.withLock { state in
            // The oldest go first only as far as all go: pages live for half a minute.
            if state.bytes + kept.body.readableBytes > Self.mostBytes { state = State() }
            state.bytes += kept.body.readableBytes - (state.pages[key]?.kept.body.readableBytes ?? 0)
            state.pages[key] = Page(kept: kept, position: position, at: now)
        }
    }

    // MARK: - Whom a change concerns

    /// Of these, names of documents begin with the profile's.
    private static let personal: Set<String> = [
        Progress.schema.name, ListedTitle.schema.name, NotForMe.schema.name, TasteCorrection.schema.name, Profile.schema.name,
    ]

    /// Of these, nothing stands on a first page but what the key knows of the viewer. What is not named here counts for everybody.
    private static let unseen: Set<String> = [
        Watch.schema.name, Member.schema.name, MemberStreams.schema.name, RecommendedDay.schema.name, RecommendedTrail.schema.name,
        Session.schema.name,
        SignInRecord.schema.name, KnownDevice.schema.name, OneTimeCode.schema.name, OutgoingLetter.schema.name, Job.schema.name, "audience",
        "copies", "sources",
        "spent-challenges", "feed-places", "webhook-deliveries", "lookups", "providers",
    ]

    private static func concern(_ change: DocumentChange) -> ChangeClock.Concern {
        if unseen.contains(change.collection) { return .nobody }
        guard personal.contains(change.collection) else { return .everybody }
        return .one(person(change.id))
    }

    /// The profile that a document's name begins with.
    private static func person(_ name: String) -> String { String(name.prefix { $0 != "-" }) }
}
