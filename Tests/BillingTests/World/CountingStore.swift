import KinoraDocuments
import KinoraKernel
import Synchronization

/// Counts how often documents are looked up; looks at the change feed are none.
final class CountingStore: DocumentStore {
    private let base: any DocumentStore
    private let counts = Mutex<[String: Int]>([:])

    var reads: Int { counts.withLock { $0.values.reduce(0, +) } }

    func reads(of collection: String) -> Int { counts.withLock { $0[collection] ?? 0 } }

    init(base: any DocumentStore) { self.base = base }

    private func read(_ collection: String) { counts.withLock { $0[collection, default: 0] += 1 } }

    func prepare(_ collections: [CollectionSchema]) async throws {
        try await base.prepare(collections)
    }

    func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
        try await base.insert(body, id: id, into: collection)
    }

    func append(_ bodies: [Value], to collection: String) async throws -> [Document] {
        try await base.append(bodies, to: collection)
    }

    func read(_ id: String, in collection: String) async throws -> Document? {
        read(collection)
        return try await base.read(id, in: collection)
    }

    func find(_ query: Query, in collection: String) async throws -> [Document] {
        read(collection)
        return try await base.find(query, in: collection)
    }

    func count(_ filter: Filter, in collection: String) async throws -> Int {
        read(collection)
        return try await base.count(filter, in: collection)
    }

    func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String)
        async throws -> Document
    {
        try await base.replace(id, with: body, ifMatch: etag, in: collection)
    }

    func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws
        -> Document?
    {
        try await base.findAndModify(query, changes, in: collection)
    }

    func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
        try await base.delete(id, ifMatch: etag, in: collection)
    }

    func restore(_ documents: [Document], into collection: String) async throws {
        try await base.restore(documents, into: collection)
    }

    func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
        try await base.changes(since: position, limit: limit)
    }

    func latestPosition() async throws -> Int64 { try await base.latestPosition() }

    func close() async throws { try await base.close() }
}
