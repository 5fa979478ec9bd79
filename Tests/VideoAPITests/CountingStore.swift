import KinoraDocuments
import KinoraKernel
import Synchronization

/// Passes everything on to another store, and counts how often it was asked for anything but tokens; or is away.
final class CountingStore: DocumentStore {
    private let inner: any DocumentStore
    private let state = Mutex(State())

    private struct State {
        var count = 0
        var failure: StoreError?
        var isOvertaken = false
    }

    init(_ inner: any DocumentStore) {
        self.inner = inner
    }

    /// How often it was asked.
    var count: Int { state.withLock { $0.count } }

    /// From now on every question is answered so.
    func fail(with error: StoreError?) { state.withLock { $0.failure = error } }

    /// From now on somebody else always wrote in between.
    func overtake() { state.withLock { $0.isOvertaken = true } }

    private func ask(_ collection: String) throws -> any DocumentStore {
        if collection != "tokens" {
            try state.withLock { state in
                state.count += 1
                if let failure = state.failure { throw failure }
            }
        }
        return inner
    }

    func prepare(_ collections: [CollectionSchema]) async throws { try await ask("").prepare(collections) }
    func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
        try await ask(collection).insert(body, id: id, into: collection)
    }
    func append(_ bodies: [Value], to collection: String) async throws -> [Document] {
        try await ask(collection).append(bodies, to: collection)
    }
    func read(_ id: String, in collection: String) async throws -> Document? { try await ask(collection).read(id, in: collection) }
    func find(_ query: Query, in collection: String) async throws -> [Document] { try await ask(collection).find(query, in: collection) }
    func count(_ filter: Filter, in collection: String) async throws -> Int { try await ask(collection).count(filter, in: collection) }
    func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) async throws -> Document {
        if state.withLock({ $0.isOvertaken }) { throw StoreError.changed(collection: collection, id: id, now: .make()) }
        return try await ask(collection).replace(id, with: body, ifMatch: etag, in: collection)
    }
    func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws -> Document? {
        try await ask(collection).findAndModify(query, changes, in: collection)
    }
    func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
        try await ask(collection).delete(id, ifMatch: etag, in: collection)
    }
    func restore(_ documents: [Document], into collection: String) async throws {
        try await ask(collection).restore(documents, into: collection)
    }
    func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
        try await ask("").changes(since: position, limit: limit)
    }
    func latestPosition() async throws -> Int64 { try await ask("").latestPosition() }
    func close() async throws { try await inner.close() }
}
