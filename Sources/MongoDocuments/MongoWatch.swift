#if MongoDB
    import Foundation
    import KinoraDocuments
    import KinoraKernel

    /// Wakes readers of the feed when anybody writes: follows the change stream of the feed's counter, which every write touches.
    ///
    /// Only a wake-up: what changed is read from the feed, so nothing depends on the stream's being there or whole. Its one thread is started
    /// when somebody waits for the first time. On servers without change streams, waiting is sleeping.
    final class MongoWatch: Sendable {
        private struct State: Sendable {
            var isStarted = false
            /// The store is being closed.
            var isOver = false
            /// The server has no change streams, or lets the user see none.
            var isBlind = false
        }

        private let pool: MongoPool
        private let bell = Bell(State())
        private let ended = DispatchSemaphore(value: 0)

        init(_ pool: MongoPool) { self.pool = pool }

        func wait(atMost duration: Duration) async throws {
            start()
            guard goesOn else { return try await Task.sleep(for: duration) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await Task.sleep(for: duration) }
                group.addTask {
                    await self.bell.wait(unless: \.isOver)
                    // A write touches the counter more than once.
                    try await Task.sleep(for: .milliseconds(MongoBounds.wakingMilliseconds))
                }
                try await group.next()
                group.cancelAll()
            }
        }

        /// Ends the thread. Blocks until it has ended.
        func end() {
            bell.ring { $0.isOver = true }
            if bell.withState(\.isStarted) { ended.wait() }
        }

        // MARK: The thread

        private func start() {
            let isFirst = bell.withState { state in
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

        private var goesOn: Bool { bell.withState { !$0.isOver && !$0.isBlind } }

        private func follow(_ client: MongoClient) {
            do {
                try client.watch(MongoFeed.counter, wait: MongoBounds.watchMilliseconds) { isChanged in
                    if isChanged { bell.ring() }
                    return goesOn
                }
            } catch let failure as MongoFailure where failure.kind == .noServer || failure.kind == .interrupted {
                Thread.sleep(forTimeInterval: MongoBounds.rewatching.inSeconds)
            } catch {
                bell.withState { $0.isBlind = true }
            }
        }
    }
#endif
