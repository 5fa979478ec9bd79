#if MongoDB
    import Foundation
    import KinoraDocuments
    import KinoraKernel
    import Synchronization

    /// Wakes readers of the feed when anybody writes: follows the change stream of the feed's counter, which every write touches.
    ///
    /// Only a wake-up: what changed is read from the feed, so nothing depends on the stream's being there or whole. Its one thread is started
    /// when somebody waits for the first time. On servers without change streams, waiting is sleeping.
    final class MongoWatch: Sendable {
        private struct State {
            var isStarted = false
            /// The store is being closed.
            var isOver = false
            /// The server has no change streams, or lets the user see none.
            var isBlind = false
            var readers: [Int: CheckedContinuation<Void, Never>] = [:]
            /// Readers that were cancelled before they waited.
            var gone: Set<Int> = []
            var made = 0
        }

        private let pool: MongoPool
        private let state = Mutex(State())
        private let ended = DispatchSemaphore(value: 0)

        init(_ pool: MongoPool) { self.pool = pool }

        func wait(atMost duration: Duration) async throws {
            start()
            guard state.withLock({ !$0.isBlind && !$0.isOver }) else { return try await Task.sleep(for: duration) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await Task.sleep(for: duration) }
                group.addTask {
                    await self.change()
                    // A write touches the counter more than once.
                    try await Task.sleep(for: .milliseconds(MongoBounds.wakingMilliseconds))
                }
                try await group.next()
                group.cancelAll()
            }
        }

        /// Ends the thread. Blocks until it has ended.
        func end() {
            let wasStarted = state.withLock { state in
                state.isOver = true
                return state.isStarted
            }
            wake()
            if wasStarted { ended.wait() }
        }

        // MARK: Readers

        private func change() async {
            let number = state.withLock { state in
                state.made += 1
                return state.made
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let waits = state.withLock { state in
                        if state.isOver || state.gone.contains(number) { return false }
                        state.readers[number] = continuation
                        return true
                    }
                    if !waits { continuation.resume() }
                }
            } onCancel: {
                let continuation = state.withLock { state in
                    state.gone.insert(number)
                    return state.readers.removeValue(forKey: number)
                }
                continuation?.resume()
            }
            _ = state.withLock { $0.gone.remove(number) }
        }

        private func wake() {
            let readers = state.withLock { state in
                defer { state.readers = [:] }
                return state.readers
            }
            for reader in readers.values { reader.resume() }
        }

        // MARK: The thread

        private func start() {
            let isFirst = state.withLock { state in
                guard !state.isStarted, !state.isOver else { return false }
                state.isStarted = true
                return true
            }
            guard isFirst else { return }
            let thread = Thread { [self] in
                pool.withClient { client in while goesOn { follow(client) } }
                ended.signal()
            }
            thread.name = "mongodb watch"
            thread.start()
        }

        private var goesOn: Bool { state.withLock { !$0.isOver && !$0.isBlind } }

        private func follow(_ client: MongoClient) {
            do {
                try client.watch(MongoFeed.counter, wait: MongoBounds.watchMilliseconds) { isChanged in
                    if isChanged { wake() }
                    return goesOn
                }
            } catch let failure as MongoFailure where failure.kind == .noServer || failure.kind == .interrupted {
                Thread.sleep(forTimeInterval: MongoBounds.rewatching.inSeconds)
            } catch {
                state.withLock { $0.isBlind = true }
            }
        }
    }
#endif
