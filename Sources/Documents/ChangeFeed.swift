/// The changes of some collections as they happen, in batches, for as long as somebody asks.
///
/// The feed looks into the store in a fixed interval, because that is what every engine can do and other processes write too; where the store
/// notices changes by itself (`ChangeNoticing`), also as soon as it does. It begins with what comes after its making, or behind a position that was kept. Ends by cancellation, or with the store's error.
package struct ChangeFeed: AsyncSequence, Sendable {
    /// How many changes are fetched at once, and so the largest batch.
    package static let mostAtOnce = 500

    private let store: any DocumentStore
    private let collections: Set<String>
    private let position: Int64
    private let interval: Duration

    /// - Parameters:
    ///   - collections: whose changes are told; empty for all.
    ///   - position: where to begin; nil for what changes from now on.
    ///   - interval: the time between two looks; a change is seen that late at most.
    package init(
        of collections: Set<String> = [], in store: any DocumentStore, since position: Int64? = nil, every interval: Duration = .seconds(1)
    ) async throws {
        self.store = store
        self.collections = collections
        self.interval = interval
        if let position {
            self.position = position
        } else {
            self.position = try await store.latestPosition()
        }
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(store: store, collections: collections, interval: interval, position: position)
    }

    package struct Iterator: AsyncIteratorProtocol {
        let store: any DocumentStore
        let collections: Set<String>
        let interval: Duration
        /// Where the feed stands: behind the last batch.
        package private(set) var position: Int64

        /// The next batch; never empty. Nil never comes: cancellation throws.
        package mutating func next() async throws -> [DocumentChange]? {
            while true {
                let changes = try await store.changes(since: position, limit: ChangeFeed.mostAtOnce)
                position = changes.last?.position ?? position
                let wanted = collections.isEmpty ? changes : changes.filter { collections.contains($0.collection) }
                if !wanted.isEmpty { return wanted }
                if changes.count < ChangeFeed.mostAtOnce { try await pause() }
            }
        }

        private func pause() async throws {
            guard let store = store as? any ChangeNoticing else { return try await Task.sleep(for: interval) }
            try await store.waitForChange(atMost: interval)
        }
    }
}

/// A store that notices what anybody writes, so that readers of its feed need not wait out their interval.
package protocol ChangeNoticing: DocumentStore {
    /// Ends soon after something was written, whoever wrote it, and after the duration at the latest; may end for nothing, but not at once.
    func waitForChange(atMost duration: Duration) async throws
}
