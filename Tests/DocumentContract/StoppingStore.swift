import KinoraDocuments
import KinoraKernel
import Synchronization

/// A store whose process dies, as it were, at a certain write: that one and all after it fail.
package final class StoppingStore: DocumentStore {
    package struct Stopped: Error {}

    private let store: any DocumentStore
    private let left: Mutex<Int>

    package init(_ store: any DocumentStore, after writes: Int) {
        self.store = store
        left = Mutex(writes)
    }

    private func write() throws {
        try left.withLock { left in
            guard left > 0 else { throw Stopped() }
            left -= 1
        }
    }

    package func prepare(_ collections: [CollectionSchema]) async throws { try await store.prepare(collections) }

    package func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
        try write()
        return try await store.insert(body, id: id, into: collection)
    }

    package func append(_ bodies: [Value], to collection: String) async throws -> [Document] {
        try write()
        return try await store.append(bodies, to: collection)
    }

    package func read(_ id: String, in collection: String) async throws -> Document? { try await store.read(id, in: collection) }

    package func find(_ query: Query, in collection: String) async throws -> [Document] { try await store.find(query, in: collection) }

    package func count(_ filter: Filter, in collection: String) async throws -> Int { try await store.count(filter, in: collection) }

    package func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) async throws -> Document {
        try write()
        return try await store.replace(id, with: body, ifMatch: etag, in: collection)
    }

    package func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws -> Document? {
        try write()
        return try await store.findAndModify(query, changes, in: collection)
    }

    package func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
        try write()
        return try await store.delete(id, ifMatch: etag, in: collection)
    }

    package func restore(_ documents: [Document], into collection: String) async throws {
        try write()
        try await store.restore(documents, into: collection)
    }

    package func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
        try await store.changes(since: position, limit: limit)
    }

    package func latestPosition() async throws -> Int64 { try await store.latestPosition() }

    package func close() async throws { try await store.close() }
}
