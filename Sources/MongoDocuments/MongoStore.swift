#if MongoDB
    import KinoraDocuments
    import KinoraKernel
    import Logging
    import Synchronization

    /// The store in a MongoDB database: for more than one machine. Speaks through the official C driver, on threads of its own.
    ///
    /// **How it lies there** says `StoredLayout`; the change feed, `MongoFeed`. Both need single documents only, no transactions, so that a
    /// single server, a replica set and a sharded cluster will do.
    ///
    /// **What an acknowledged write survives.** It stands in the journals of most servers (`w: majority, j: true`), and so survives the death
    /// of any of them and the change of the primary.
    ///
    /// **When the connection is lost**, commands are repeated within `MongoBounds`. That does not write anything twice: names and tags are
    /// chosen here, so a write whose answer was lost is recognised by its tag. After that, one `StoreError.unavailable`, or `.refused` where
    /// the owner must correct something. No message holds the password.
    ///
    /// **Changes** of other processes are noticed at once where the server has change streams (replica sets and sharded clusters), and by
    /// looking again and again where it has none.
    ///
    /// **Several processes** may use one database. A process with another schema writes the store's own fields for *its* schema; while
    /// versions are mixed, a new unique index does not bind what the older one writes.
    package final class MongoStore: ChangeNoticing {
        private let pool: MongoPool
        private let threads: MongoThreads
        private let watch: MongoWatch
        private let time: any TimeSource
        private let grace: Duration
        private let logger: Logger?
        private let layouts = Mutex<[String: StoredLayout]>([:])
        private let forgotten = Mutex(Moment(milliseconds: 0))

        /// Opens the store and asks the server for a sign of life.
        /// - Parameters:
        ///   - uri: `mongodb://NAME:PASSWORD@HOST:PORT/DATABASE?OPTIONS`; the database is `kinora` if none is named.
        ///   - logger: told when a change could not be announced at once.
        /// - Throws: `StoreError.refused` (no connection string, wrong password, missing rights), `.unavailable`.
        package convenience init(uri: String, time: any TimeSource, logger: Logger? = nil) async throws {
            try await self.init(uri: uri, time: time, logger: logger, grace: MongoBounds.grace)
        }

        init(uri: String, time: any TimeSource, logger: Logger?, grace: Duration) async throws {
            let pool = try MongoPool(uri)
            self.pool = pool
            self.time = time
            self.grace = grace
            self.logger = logger
            let watch = MongoWatch(pool)
            self.watch = watch
            threads = MongoThreads(count: pool.threads) {
                watch.end()
                pool.close()
            }
            do {
                try await request { session in
                    // Touches the database, so that rights are found missing now and not in the middle of something.
                    _ = try session.find([:], in: Self.collections, limit: 1)
                }
            } catch {
                await threads.stop()
                throw error
            }
        }

        deinit { threads.endWaiting() }

        package func prepare(_ schemas: [CollectionSchema]) async throws {
            for schema in schemas { try DocumentRules.check(schema) }
            let wanted = schemas.map(StoredLayout.init)
            try await request { session in
                try MongoFeed(session: session).prepare()
                for layout in wanted { try MongoPreparation(collection: MongoCollection(session: session, layout: layout)).run() }
            }
            layouts.withLock { layouts in for layout in wanted { layouts[layout.schema.name] = layout } }
        }

        package func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
            let layout = try layout(collection)
            let id = id ?? Identifier<Document>.make().rawValue
            try DocumentRules.check(id: id)
            let body = try DocumentRules.accepted(body)
            return try await writing(layout) { [time] writing in
                let document = Document.made(id: id, body: body, at: time.now)
                let failure = try writing.insert([document])
                if let failure { throw failure }
                return document
            }
        }

        package func append(_ bodies: [Value], to collection: String) async throws -> [Document] {
            let layout = try layout(collection)
            let accepted = try bodies.map(DocumentRules.accepted)
            return try await writing(layout) { [time] writing in
                let now = time.now
                let documents = accepted.map { Document.made(id: Identifier<Document>.make().rawValue, body: $0, at: now) }
                let failure = try writing.insert(documents)
                if let failure { throw failure }
                return documents
            }
        }

        package func read(_ id: String, in collection: String) async throws -> Document? {
            let layout = try layout(collection)
            return try await request { try MongoCollection(session: $0, layout: layout).read(id) }
        }

        package func find(_ query: Query, in collection: String) async throws -> [Document] {
            let layout = try layout(collection)
            try query.check()
            return try await request { try MongoCollection(session: $0, layout: layout).find(query) }
        }

        package func count(_ filter: Filter, in collection: String) async throws -> Int {
            let layout = try layout(collection)
            try filter.check()
            return try await request { try MongoCollection(session: $0, layout: layout).count(filter) }
        }

        package func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) async throws -> Document {
            let layout = try layout(collection)
            let body = try DocumentRules.accepted(body)
            return try await writing(layout, lane: "\(collection)/\(id)") { try $0.replace(id, with: body, ifMatch: etag) }
        }

        package func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws -> Document? {
            let layout = try layout(collection)
            try query.check()
            // Callers of one process take their turn: they all want the same first document.
            return try await writing(layout, lane: collection) { try $0.findAndModify(query, changes) }
        }

        package func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
            let layout = try layout(collection)
            return try await writing(layout, lane: "\(collection)/\(id)") { try $0.delete(id, ifMatch: etag) }
        }

        package func restore(_ documents: [Document], into collection: String) async throws {
            let layout = try layout(collection)
            let accepted = try documents.map(DocumentRules.accepted)
            let failure = try await writing(layout) { try $0.restore(accepted) }
            if let failure { throw failure }
        }

        package func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
            try await request { try MongoFeed(session: $0).changes(since: position, limit: limit) }
        }

        package func latestPosition() async throws -> Int64 {
            try await request { try MongoFeed(session: $0).latest() }
        }

        package func waitForChange(atMost duration: Duration) async throws { try await watch.wait(atMost: duration) }

        package func close() async throws { await threads.stop() }

        // MARK: Requests

        static let collections = "kinora.collections"

        private func layout(_ collection: String) throws -> StoredLayout {
            guard let layout = layouts.withLock({ $0[collection] }) else { throw StoreError.unknownCollection(collection) }
            return layout
        }

        /// A request that writes. Once an hour it also makes the feed forget what is older than its memory.
        private func writing<T: Sendable>(
            _ layout: StoredLayout, lane: String? = nil, _ body: @escaping @Sendable (MongoWriting) throws -> T
        ) async throws -> T {
            try await request(lane: lane) { [time] session in
                let outcome = try body(MongoWriting(session, layout, time))
                if self.isForgettingDue(time.now) { try? MongoFeed(session: session).forget(before: time.now - DocumentChange.memory) }
                return outcome
            }
        }

        private func isForgettingDue(_ now: Moment) -> Bool {
            forgotten.withLock { last in
                guard now.since(last) > .seconds(3600) else { return false }
                last = now
                return true
            }
        }

        func request<T: Sendable>(lane: String? = nil, _ body: @escaping @Sendable (MongoSession) throws -> T) async throws -> T {
            do {
                return try await threads.run(lane: lane) { [pool, grace, logger] job in
                    try pool.withClient { try body(MongoSession(client: $0, job: job, grace: grace, logger: logger)) }
                }
            } catch let failure as MongoFailure {
                throw StoreError.translated(failure, at: pool.place)
            }
        }
    }
#endif
