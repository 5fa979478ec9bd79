import KinoraDocuments
import KinoraKernel

/// A store whose process can be killed before and behind every write.
struct MortalStore: DocumentStore {
    let base: any DocumentStore
    let chaos: Chaos

    private func write<T>(_ work: () async throws -> T) async throws -> T {
        try chaos.point()
        let result: Result<T, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        try chaos.point()
        return try result.get()
    }

    func prepare(_ collections: [CollectionSchema]) async throws {
        try await base.prepare(collections)
    }

    func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
        try await write { try await base.insert(body, id: id, into: collection) }
    }

    func append(_ bodies: [Value], to collection: String) async throws -> [Document] {
        try await write { try await base.append(bodies, to: collection) }
    }

    func read(_ id: String, in collection: String) async throws -> Document? {
        try chaos.alive()
        return try await base.read(id, in: collection)
    }

    func find(_ query: Query, in collection: String) async throws -> [Document] {
        try chaos.alive()
        return try await base.find(query, in: collection)
    }

    func count(_ filter: Filter, in collection: String) async throws -> Int {
        try chaos.alive()
        return try await base.count(filter, in: collection)
    }

    func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String)
        async throws -> Document
    {
        try await write { try await base.replace(id, with: body, ifMatch: etag, in: collection) }
    }

    func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws
        -> Document?
    {
        try await write { try await base.findAndModify(query, changes, in: collection) }
    }

    func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
        try await write { try await base.delete(id, ifMatch: etag, in: collection) }
    }

    func restore(_ documents: [Document], into collection: String) async throws {
        try await write { try await base.restore(documents, into: collection) }
    }

    func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
        try await base.changes(since: position, limit: limit)
    }

    func latestPosition() async throws -> Int64 { try await base.latestPosition() }

    func close() async throws {}
}
