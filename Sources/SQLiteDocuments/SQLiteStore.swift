import Dispatch
import GRDB
import KinoraDocuments
import KinoraKernel
import Synchronization

/// The store in one SQLite file: the default engine.
///
/// **What an acknowledged write survives.** The file runs with a write-ahead log and `synchronous = FULL`: the log reaches the disk before a
/// write returns, so it survives the death of the process and, where the disk keeps its word about flushing, a power cut.
///
/// **Several processes** may have the file open. Writers take their turn (`BEGIN IMMEDIATE`, waiting up to fifteen seconds); readers never
/// wait. All work is done on GRDB's own queues, none on Swift's threads.
package final class SQLiteStore: PromptFeed {
    package let path: String
    let pool: DatabasePool
    private let file: FileIdentity
    private let time: any TimeSource
    private let tables = Mutex<[String: CollectionTable]>([:])
    private let forgotten: Mutex<Moment>
    private let isReading: Bool

    /// Opens the store; makes the file where there is none. The folder must be there.
    /// - Throws: `StoreError.notADatabase` (the file stays as it is, byte for byte), `.newerFormat`, `.cannotWrite`, `.unavailable`.
    package init(path: String, time: any TimeSource) async throws {
        self.path = path
        self.time = time
        isReading = false
        forgotten = Mutex(Moment(milliseconds: 0))
        (pool, file) = try await Self.offThePool(path) { (try DatabaseFile(path: path).open(), FileIdentity(of: path)) }
    }

    /// Opens a file for reading alone, as it stands: no migration is taken, `prepare` makes nothing, and every change is refused.
    /// - Throws: `StoreError`; `.unusable` where the file has another format than this program's.
    package init(reading path: String, time: any TimeSource) async throws {
        self.path = path
        self.time = time
        isReading = true
        forgotten = Mutex(Moment(milliseconds: 0))
        (pool, file) = try await Self.offThePool(path) { (try DatabaseFile(path: path).openAsItStands(), FileIdentity(of: path)) }
    }

    /// The collections that the file holds.
    package func collections() async throws -> Set<String> {
        Set(try await read { try String.fetchAll($0, sql: "SELECT name FROM collections") })
    }

    package func prepare(_ schemas: [CollectionSchema]) async throws {
        for schema in schemas { try DocumentRules.check(schema) }
        if isReading { return try await know(schemas) }
        let wanted = schemas.map(CollectionTable.init)
        let missing = try await read { database in try wanted.filter { try !$0.isPrepared(database) } }
        if !missing.isEmpty {
            try await write { database, _ in for table in missing { try table.prepare(database) } }
        }
        tables.withLock { tables in for table in wanted { tables[table.schema.name] = table } }
    }

    /// What a collection holds can be read whatever its indexes are: without them a question takes longer.
    private func know(_ schemas: [CollectionSchema]) async throws {
        let there = try await collections()
        tables.withLock { tables in
            for schema in schemas where there.contains(schema.name) { tables[schema.name] = CollectionTable(schema) }
        }
    }

    package func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
        let table = try table(collection)
        let id = id ?? Identifier<Document>.make().rawValue
        try DocumentRules.check(id: id)
        let body = try DocumentRules.accepted(body)
        return try await write { database, now in try Self.insert(body, id, table, now, database) }
    }

    package func append(_ bodies: [Value], to collection: String) async throws -> [Document] {
        let table = try table(collection)
        let accepted = try bodies.map(DocumentRules.accepted)
        let (appended, failure) = try await write { database, now in
            var appended: [Document] = []
            var failure: StoreError?
            for body in accepted {
                do {
                    appended.append(try Self.insert(body, Identifier<Document>.make().rawValue, table, now, database))
                } catch let error as StoreError {
                    failure = failure ?? error
                }
            }
            return (appended, failure)
        }
        if let failure { throw failure }
        return appended
    }

    package func read(_ id: String, in collection: String) async throws -> Document? {
        let table = try table(collection)
        return try await read { try table.row(id, $0)?.document }
    }

    package func find(_ query: Query, in collection: String) async throws -> [Document] {
        let table = try table(collection)
        try query.check()
        return try await read { try table.find(query, $0).map(\.document) }
    }

    package func count(_ filter: Filter, in collection: String) async throws -> Int {
        let table = try table(collection)
        try filter.check()
        return try await read { try table.count(filter, $0) }
    }

    package func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) async throws -> Document {
        let table = try table(collection)
        let body = try DocumentRules.accepted(body)
        return try await write { database, now in
            guard let former = try table.row(id, database) else { throw StoreError.missing(collection: collection, id: id) }
            try Self.check(etag, former.document, collection)
            return try Self.put(body, over: former, table, now, database)
        }
    }

    package func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws -> Document? {
        let table = try table(collection)
        try query.check()
        var first = query
        first.limit = min(query.limit, 1)
        return try await write { [first] database, now in
            guard let former = try table.find(first, database).first else { return nil }
            let body = try DocumentRules.accepted(former.document.body.applying(changes))
            return try Self.put(body, over: former, table, now, database)
        }
    }

    package func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
        let table = try table(collection)
        return try await write { database, now in
            guard let former = try table.row(id, database) else { return false }
            try Self.check(etag, former.document, collection)
            try table.delete(former, database)
            try ChangeLog.note(id, .deleted, in: collection, at: now, database)
            return true
        }
    }

    package func restore(_ documents: [Document], into collection: String) async throws {
        let table = try table(collection)
        let accepted = try documents.map(DocumentRules.accepted)
        let failure = try await write { database, now in
            var failure: StoreError?
            for document in accepted {
                do {
                    if let former = try table.row(document.id, database) {
                        try table.replace(former, with: document, database)
                    } else {
                        try table.insert(document, database)
                    }
                    try ChangeLog.note(document.id, .written, in: collection, at: now, database)
                } catch let error as StoreError {
                    failure = failure ?? error
                }
            }
            return failure
        }
        if let failure { throw failure }
    }

    package func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
        try await read { try ChangeLog.changes(since: position, limit: limit, $0) }
    }

    package func latestPosition() async throws -> Int64 {
        try await read { try ChangeLog.latest($0) }
    }

    /// What is wrong with the file, as SQLite describes it; empty when it is sound. Reads the whole file.
    package func defects() async throws -> [String] {
        try await read { database in
            do {
                return try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
                return [error.message ?? "the file is damaged"]
            }
        }
    }

    package func close() async throws {
        try await Self.offThePool(path) { [pool] in
            // The writer has to be the last to close: only it can fold the log into the file and take the companions away.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        }
    }

    // MARK: Steps inside a transaction

    private static func insert(_ body: Value, _ id: String, _ table: CollectionTable, _ now: Moment, _ database: Database) throws
        -> Document
    {
        let document = Document.made(id: id, body: body, at: now)
        try table.insert(document, database)
        try ChangeLog.note(id, .written, in: table.schema.name, at: now, database)
        return document
    }

    private static func put(
        _ body: Value, over former: CollectionTable.Row, _ table: CollectionTable, _ now: Moment, _ database: Database
    ) throws -> Document {
        let document = Document.made(id: former.document.id, body: body, at: now, replacing: former.document)
        try table.replace(former, with: document, database)
        try ChangeLog.note(document.id, .written, in: table.schema.name, at: now, database)
        return document
    }

    private static func check(_ etag: ETag?, _ standing: Document, _ collection: String) throws {
        guard let etag, etag != standing.etag else { return }
        throw StoreError.changed(collection: collection, id: standing.id, now: standing.etag)
    }

    // MARK: Transactions

    func table(_ collection: String) throws -> CollectionTable {
        guard let table = tables.withLock({ $0[collection] }) else { throw StoreError.unknownCollection(collection) }
        return table
    }

    private func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError.translated(error, path: path)
        }
    }

    /// The moment is asked for inside the transaction, so that later writes have later moments.
    private func write<T: Sendable>(_ body: @escaping @Sendable (Database, Moment) throws -> T) async throws -> T {
        if isReading { throw StoreError.unavailable("\(path) is open for reading alone.") }
        do {
            return try await pool.write { [time, file, path] database in
                // SQLite would go on writing into a file that has no name any more.
                guard file.isStillThere else {
                    throw StoreError.unavailable("\(path) was moved or deleted. Put it back, or start Kinora anew.")
                }
                let now = time.now
                let outcome = try body(database, now)
                try self.forgetOldChanges(now, database)
                return outcome
            }
        } catch {
            throw StoreError.translated(error, path: path)
        }
    }

    /// Once an hour, with a write that is being made anyway.
    private func forgetOldChanges(_ now: Moment, _ database: Database) throws {
        let isDue = forgotten.withLock { last in
            guard now.since(last) > .seconds(3600) else { return false }
            last = now
            return true
        }
        if isDue { try ChangeLog.forget(before: now, database) }
    }

    private static func offThePool<T: Sendable>(_ path: String, _ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try body() }.mapError { StoreError.translated($0, path: path) })
            }
        }
    }
}
