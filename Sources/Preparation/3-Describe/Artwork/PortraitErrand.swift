import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Logging
import Synchronization

/// Fetches pictures of the people in listed titles from providers, once each, and makes the sizes for pages.
package struct PortraitErrand: Sendable {
    private let people: Records<Person>
    private let mill: PictureMill
    private let fetcher: any PictureFetcher
    private let time: any TimeSource
    private let log: Logger
    private let revivals = Revivals()
    private let turns = PortraitTurns()

    package init(
        store: any DocumentStore, mill: PictureMill, fetcher: any PictureFetcher, time: any TimeSource, log: Logger
    ) {
        people = Records(in: store)
        self.mill = mill
        self.fetcher = fetcher
        self.time = time
        self.log = log
    }

    /// How many portraits are made before other errands have their turn.
    private static let mostAtOnce = 5

    /// - Returns: whether there was anything to do that could be done.
    package func run() async throws -> Bool {
        if revivals.isDue(time.now) { turns.revive() }
        guard !turns.isAway else { return false }
        let waiting = try await waiting()
        for person in waiting {
            try Task.checkCancellation()
            do {
                try await make(person)
                turns.forget(person.id)
            } catch ArtworkTrouble.later(let reason) {
                log.debug("Portraits are tried again later: \(reason.onOneLine())")
                turns.noteAway()
                return false
            } catch let trouble as Trouble where trouble.isWorthRetrying {
                log.debug("A portrait is set aside: \(trouble.sentence.onOneLine())")
                turns.noteStall(person.id)
                if turns.isAway { return false }
            }
        }
        return !waiting.isEmpty
    }

    /// Those who have their turn: whoever never held others up, and only then one who did.
    private func waiting() async throws -> [Stored<Person>] {
        let waits: Filter = .equal("waitsForPortrait", true)
        let (stalled, due) = turns.stalled
        let fresh: Filter = stalled.isEmpty ? waits : .and([waits, .not(.in("_id", stalled.map(Value.string)))])
        let found = try await people.find(Query(fresh, limit: Self.mostAtOnce))
        if !found.isEmpty || due.isEmpty { return found }
        return try await people.find(Query(.and([waits, .in("_id", due.map(Value.string))]), limit: 1))
    }

    private func make(_ person: Stored<Person>) async throws {
        guard let source = person.value.portraitSource else { return try await write(nil, person.id) }
        do {
            try await write(try await mill.make(.poster, of: try await fetcher.picture(at: source)), person.id)
        } catch let trouble as ArtworkTrouble {
            if case .later = trouble { throw trouble }
            if case .cannotKeep = trouble { throw trouble }
            log.debug("A portrait cannot be used: \(trouble.sentence.onOneLine())")
            try await write(nil, person.id)
        }
    }

    /// Somebody who is in nothing listed any more is gone.
    private func write(_ portrait: Artwork?, _ id: String) async throws {
        do {
            try await people.change(id) { person in
                person.portrait = portrait ?? person.portrait
                person.waitsForPortrait = nil
            }
        } catch StoreError.missing {
            return
        }
    }
}

/// Whose portraits are tried, and when. Where pictures cannot be had at present, nothing is tried until the next revival. A portrait over which
/// ffmpeg stalls has its turn after all others, once until then; after a few of them it is the computer that does not get on, and nothing is
/// tried either.
private final class PortraitTurns: Sendable {
    private struct State {
        var isAway = false
        /// Names of people's documents.
        var stalled: Set<String> = []
        /// Who stalled since the last revival.
        var tried: Set<String> = []
    }

    /// Stalls until the next revival; each takes as long as the encoder is patient.
    private static let mostStalls = 5
    /// So many are kept in mind; with more, only the latest.
    private static let mostKept = 100

    private let state = Mutex(State())

    var isAway: Bool { state.withLock(\.isAway) }

    /// Who stalled ever, and who of them has not had a turn yet.
    var stalled: (all: [String], due: [String]) {
        state.withLock { ($0.stalled.sorted(), $0.stalled.subtracting($0.tried).sorted()) }
    }

    func revive() { state.withLock { ($0.isAway, $0.tried) = (false, []) } }

    func noteAway() { state.withLock { $0.isAway = true } }

    func noteStall(_ id: String) {
        state.withLock { state in
            state.tried.insert(id)
            if state.stalled.count >= Self.mostKept { state.stalled = state.tried }
            state.stalled.insert(id)
            if state.tried.count >= Self.mostStalls { state.isAway = true }
        }
    }

    func forget(_ id: String) { state.withLock { _ = $0.stalled.remove(id) } }
}
