import KinoraKernel
import Synchronization

/// A store whose change feed tells every change, deletions too, before whoever made it has the answer. What was made of documents can be kept
/// in front of such a store, and never be older than the question.
package protocol PromptFeed: DocumentStore {}

/// Tells whether anything was written since a position that concerns somebody, so that what was made of documents for one person can be kept for
/// as long as it is true. It follows the feed whenever somebody looks, whichever process wrote.
package final class ChangeClock: Sendable {
    /// Whom a change concerns.
    package enum Concern: Hashable, Sendable {
        case nobody
        case everybody
        case one(String)
    }

    /// Where something was written last, and when.
    private struct Last {
        var position: Int64
        var at: Moment

        mutating func take(_ change: DocumentChange) {
            guard change.position > position else { return }
            (position, at) = (change.position, change.at)
        }
    }

    private struct State {
        /// Up to where everything was read.
        var position: Int64
        var everybody: Last
        var each: [String: Last] = [:]
    }

    private let store: any PromptFeed
    private let time: any TimeSource
    private let concern: @Sendable (DocumentChange) -> Concern
    private let state = Mutex<State?>(nil)

    /// Who is further behind than this begins anew instead of reading it all.
    private static let mostBehind: Int64 = 2000
    /// Persons that are remembered; with more of them all begin anew.
    private static let mostPersons = 5000

    package init(store: any PromptFeed, time: any TimeSource, concern: @escaping @Sendable (DocumentChange) -> Concern) {
        self.store = store
        self.time = time
        self.concern = concern
    }

    /// Looks what was written, and answers up to where: what is made of documents from now on is at least as new as that.
    package func look() async throws -> Int64 {
        let latest = try await store.latestPosition()
        guard var position = state.withLock({ $0?.position }), position <= latest, latest - position <= Self.mostBehind else {
            // Whatever was made so far counts as old, also where the positions of another file begin anew.
            let now = time.now
            state.withLock { state in
                let reached = state?.position ?? 0
                state = State(position: latest, everybody: Last(position: max(latest, reached), at: now))
            }
            return latest
        }
        while position < latest {
            let changes = try await store.changes(since: position, limit: Query.mostPerPage)
            let reached = changes.count < Query.mostPerPage ? max(latest, changes.last?.position ?? 0) : changes[changes.count - 1].position
            state.withLock { state in
                for change in changes { note(change, in: &state) }
                if let position = state?.position { state?.position = max(position, reached) }
            }
            position = reached
        }
        return latest
    }

    private func note(_ change: DocumentChange, in state: inout State?) {
        switch concern(change) {
        case .nobody: break
        case .everybody: state?.everybody.take(change)
        case .one(let person):
            if state?.each.count ?? 0 >= Self.mostPersons {
                state?.each = [:]
                state?.everybody.take(change)
            }
            state?.each[person, default: Last(position: 0, at: change.at)].take(change)
        }
    }

    /// Whether nothing was written behind a position that concerns a person, as far as the last look saw.
    package func isQuiet(since position: Int64, for person: String) -> Bool {
        state.withLock { state in
            guard let state, position <= state.position else { return false }
            return state.everybody.position <= position && state.each[person]?.position ?? 0 <= position
        }
    }

    /// When something was last written that concerns a person; nil where nobody looked yet.
    package func lastChange(concerning person: String) -> Moment? {
        state.withLock { state in state.map { max($0.everybody.at, $0.each[person]?.at ?? $0.everybody.at) } }
    }
}
