import KinoraDocuments
import Synchronization

/// Passes every question on, and lets a test do something before a page is read or documents are restored.
final class HookedStore: DocumentStore {
    private let store: any DocumentStore
    private let beforeFind: @Sendable (Query, String) async throws -> Void
    private let beforeRestore: @Sendable ([Document], String) async throws -> [Document]
    private let counts = Mutex((restored: 0, found: 0))

    /// - Parameter beforeRestore: gives the documents that are really restored.
    init(
        _ store: any DocumentStore, beforeFind: @escaping @Sendable (Query, String) async throws -> Void = { _, _ in },
        beforeRestore: @escaping @Sendable ([Document], String) async throws -> [Document] = { documents, _ in documents }
    ) {
        self.store = store
        self.beforeFind = beforeFind
        self.beforeRestore = beforeRestore
    }

    var restored: Int { counts.withLock { $0.restored } }
    var found: Int { counts.withLock { $0.found } }

    func prepare(_ collections: [CollectionSchema]) async throws { try await store.prepare(collections) }
    func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
        try await store.insert(body, id: id, into: collection)
    }
    func append(_ bodies: [Value], to collection: String) async throws -> [Document] { try await store.append(bodies, to: collection) }
    func read(_ id: String, in collection: String) async throws -> Document? { try await store.read(id, in: collection) }
    func find(_ query: Query, in collection: String) async throws -> [Document] {
        try await beforeFind(query, collection)
        let documents = try await store.find(query, in: collection)
        counts.withLock { $0.found += documents.count }
        return documents
    }
    func count(_ filter: Filter, in collection: String) async throws -> Int { try await store.count(filter, in: collection) }
    func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) async throws -> Document {
        try await store.replace(id, with: body, ifMatch: etag, in: collection)
    }
    func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws -> Document? {
        try await store.findAndModify(query, changes, in: collection)
    }
    func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
        try await store.delete(id, ifMatch: etag, in: collection)
    }
    func restore(_ documents: [Document], into collection: String) async throws {
        let documents = try await beforeRestore(documents, collection)
        try await store.restore(documents, into: collection)
        counts.withLock { $0.restored += documents.count }
    }
    func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
        try await store.changes(since: position, limit: limit)
    }
    func latestPosition() async throws -> Int64 { try await store.latestPosition() }
    func close() async throws { try await store.close() }
}
