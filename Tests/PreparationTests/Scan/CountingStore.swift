import KinoraDocuments
import Synchronization

/// Counts how often a store is asked.
final class CountingStore: DocumentStore {
    private let store: any DocumentStore
    private let count = Atomic(0)

    init(_ store: any DocumentStore) {
        self.store = store
    }

    var calls: Int { count.load(ordering: .relaxed) }

    private var counted: any DocumentStore {
        count.add(1, ordering: .relaxed)
        return store
    }

    func prepare(_ collections: [CollectionSchema]) async throws { try await counted.prepare(collections) }
    func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
        try await counted.insert(body, id: id, into: collection)
    }
    func append(_ bodies: [Value], to collection: String) async throws -> [Document] { try await counted.append(bodies, to: collection) }
    func read(_ id: String, in collection: String) async throws -> Document? { try await counted.read(id, in: collection) }
    func find(_ query: Query, in collection: String) async throws -> [Document] { try await counted.find(query, in: collection) }
    func count(_ filter: Filter, in collection: String) async throws -> Int { try await counted.count(filter, in: collection) }
    func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) async throws -> Document {
        try await counted.replace(id, with: body, ifMatch: etag, in: collection)
    }
    func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws -> Document? {
        try await counted.findAndModify(query, changes, in: collection)
    }
    func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
        try await counted.delete(id, ifMatch: etag, in: collection)
    }
    func restore(_ documents: [Document], into collection: String) async throws { try await store.restore(documents, into: collection) }
    func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
        try await counted.changes(since: position, limit: limit)
    }
    func latestPosition() async throws -> Int64 { try await counted.latestPosition() }
    func close() async throws { try await counted.close() }
}
