import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Synchronization

/// Somebody who does something else in the middle of somebody's errand, once.
final class Meddler: Sendable {
    private struct State {
        var deed: (@Sendable () async throws -> Void)?
        var hasMeddled = false
    }

    private let state = Mutex(State())

    var hasMeddled: Bool { state.withLock(\.hasMeddled) }

    func nextTime(_ deed: @escaping @Sendable () async throws -> Void) { state.withLock { $0.deed = deed } }

    func meddle() async throws {
        let deed = state.withLock { state -> (@Sendable () async throws -> Void)? in
            guard let deed = state.deed else { return nil }
            state = State(deed: nil, hasMeddled: true)
            return deed
        }
        try await deed?()
    }
}

/// A store in which somebody meddles right behind a reading of what belongs to a payment: who read it has an old answer.
struct MeddlingStore: DocumentStore {
    let base: any DocumentStore
    let meddler: Meddler

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
        try await base.read(id, in: collection)
    }

    func find(_ query: Query, in collection: String) async throws -> [Document] {
        let found = try await base.find(query, in: collection)
        if collection == LedgerEntry.schema.name, case .equal("payment", _) = query.filter { try await meddler.meddle() }
        return found
    }

    func count(_ filter: Filter, in collection: String) async throws -> Int {
        try await base.count(filter, in: collection)
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

    func close() async throws {}
}
