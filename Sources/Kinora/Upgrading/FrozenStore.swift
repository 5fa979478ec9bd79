import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraSQLiteDocuments
import KinoraVideoAPI
import KinoraViewing

/// The documents of a house of which a backup is made: everything can be read, and nothing is changed.
///
/// 1. What is good for a minute anyway, who plays what on how many devices, lies in memory meanwhile, and so does what the file has no place for
///    yet.
/// 2. That a session or a token was used is not noted; it counts all the same.
/// 3. Every other change is refused, with the time after which it will be heard.
final class FrozenStore: DocumentStore {
    private static let momentary: Set<String> = [MemberStreams.schema.name]
    private static let notedByUse: Set<String> = [Session.schema.name, Token.schema.name]

    private let base: SQLiteStore
    private let aside: MemoryStore
    private let standing: Set<String>
    private let secondsLeft: @Sendable () -> Int

    init(_ base: SQLiteStore, time: any TimeSource, secondsLeft: @escaping @Sendable () -> Int) async throws {
        self.base = base
        aside = MemoryStore(time: time)
        standing = try await base.collections().subtracting(Self.momentary)
        self.secondsLeft = secondsLeft
    }

    func prepare(_ collections: [CollectionSchema]) async throws {
        try await base.prepare(collections.filter { standing.contains($0.name) })
        try await aside.prepare(collections.filter { !standing.contains($0.name) })
    }

    func read(_ id: String, in collection: String) async throws -> Document? { try await store(of: collection).read(id, in: collection) }

    func find(_ query: Query, in collection: String) async throws -> [Document] {
        try await store(of: collection).find(query, in: collection)
    }

    func count(_ filter: Filter, in collection: String) async throws -> Int {
        try await store(of: collection).count(filter, in: collection)
    }

    func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
        try await changeable(collection).insert(body, id: id, into: collection)
    }

    func append(_ bodies: [Value], to collection: String) async throws -> [Document] {
        try await changeable(collection).append(bodies, to: collection)
    }

    func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) async throws -> Document {
        try await changeable(collection).replace(id, with: body, ifMatch: etag, in: collection)
    }

    func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws -> Document? {
        guard Self.notedByUse.contains(collection) else {
            return try await changeable(collection).findAndModify(query, changes, in: collection)
        }
        return try await find(query, in: collection).first
    }

    func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
        try await changeable(collection).delete(id, ifMatch: etag, in: collection)
    }

    func restore(_ documents: [Document], into collection: String) async throws {
        try await changeable(collection).restore(documents, into: collection)
    }

    func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
        try await base.changes(since: position, limit: limit)
    }

    func latestPosition() async throws -> Int64 { try await base.latestPosition() }

    func close() async throws { try await base.close() }

    private func store(of collection: String) -> any DocumentStore { standing.contains(collection) ? base : aside }

    /// - Throws: `Refusal.upgrading` for all that is to last.
    private func changeable(_ collection: String) throws -> any DocumentStore {
        guard Self.momentary.contains(collection) else { throw Refusal.upgrading(seconds: secondsLeft()) }
        return aside
    }
}
