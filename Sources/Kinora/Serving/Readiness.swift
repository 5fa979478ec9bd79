import KinoraDocuments
import KinoraKernel
import Synchronization

/// Whether the documents can be reached, asked at most once a second, however many want to know.
final class Readiness: Sendable {
    /// What was found holds for so long.
    private static let holds = Duration.seconds(1)
    /// Who does not answer within so long is not there.
    private static let patience = Duration.seconds(4)

    private let store: any DocumentStore
    private let time: any TimeSource
    private let state = Mutex(State())

    private struct State {
        var found: (isReady: Bool, at: Moment)?
        /// Whoever asks while somebody asks already waits for the same answer.
        var asking: Task<Bool, Never>?
    }

    init(of store: any DocumentStore, time: any TimeSource) {
        self.store = store
        self.time = time
    }

    func isReady() async -> Bool {
        let now = time.now
        // The task ends by itself after its patience, and nobody needs to cancel it.
        let asking = state.withLock { state -> Task<Bool, Never>? in
            if let found = state.found, now.since(found.at) < Self.holds { return nil }
            if let asking = state.asking { return asking }
            let asking = Task { await ask() }
            state.asking = asking
            return asking
        }
        if let asking { return await asking.value }
        return state.withLock { $0.found?.isReady ?? false }
    }

    private func ask() async -> Bool {
        let isReady = await answers()
        let now = time.now
        state.withLock { $0 = State(found: (isReady, now), asking: nil) }
        return isReady
    }

    /// Asks where the change feed stands, which every engine knows at once.
    private func answers() async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            defer { group.cancelAll() }
            group.addTask { [store] in (try? await store.latestPosition()) != nil }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return false
            }
            return await group.next() ?? false
        }
    }
}
