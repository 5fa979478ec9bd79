import KinoraDocuments
import Synchronization

/// The documents of titles that pages asked for lately, so that the same ones are not read and decoded for every page.
///
/// `TitleIndex` takes out what was written since. What somebody read before that and brings only afterwards is not taken in: it may be the
/// former version. So whoever asked the index before finds nothing here that is older than the question. Whoever may see a title is not
/// known here; `AudienceShelf` asks.
final class KeptTitles<R: Rated>: Sendable {
    /// So many are kept for certain, and up to twice as many: the older half goes when it is full again.
    private let most: Int
    private let state = Mutex(State())

    private struct State {
        var newer: [String: Stored<R>] = [:]
        var older: [String: Stored<R>] = [:]
        /// How often something was taken out.
        var round = 0
    }

    /// What was found, and when.
    struct Found {
        var titles: [String: Stored<R>] = [:]
        var missing: [String] = []
        /// To be given back with what is missing.
        var round = 0
    }

    init(most: Int) {
        self.most = most
    }

    func find(_ names: some Sequence<String>) -> Found {
        state.withLock { state in
            var found = Found(round: state.round)
            for name in names where found.titles[name] == nil {
                if let title = state.newer[name] {
                    found.titles[name] = title
                } else if let title = state.older.removeValue(forKey: name) {
                    found.titles[name] = title
                    Self.put(title, into: &state, most)
                } else {
                    found.missing.append(name)
                }
            }
            return found
        }
    }

    /// - Parameter round: of the answer that said they were missing.
    func keep(_ titles: [Stored<R>], askedIn round: Int) {
        state.withLock { state in
            guard state.round == round else { return }
            for title in titles { Self.put(title, into: &state, most) }
        }
    }

    func forget(_ names: Set<String>) {
        guard !names.isEmpty else { return }
        state.withLock { state in
            state.round += 1
            for name in names {
                state.newer[name] = nil
                state.older[name] = nil
            }
        }
    }

    func forgetAll() {
        state.withLock { state in state = State(round: state.round + 1) }
    }

    private static func put(_ title: Stored<R>, into state: inout State, _ most: Int) {
        if state.newer.count >= most {
            state.older = state.newer
            state.newer = [:]
        }
        state.newer[title.id] = title
    }
}
