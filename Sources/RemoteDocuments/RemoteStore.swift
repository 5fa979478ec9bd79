import KinoraDocuments
import KinoraKernel
import Logging

/// The store on another server, reached over HTTP: a Kinora's Video API, or a RESTHeart in front of MongoDB. No database is needed here.
///
/// **What an acknowledged write survives** is what the engine behind that server promises.
///
/// **When an answer is lost** the call is sent again, within the bounds of `RemoteLimits`, and judged like this:
/// - reading, counting, preparing, restoring, replacing whatever stands: doing it twice is the same as doing it once;
/// - `append`, and `insert` without a name: the names are made here, so what stands under one is this client's;
/// - `insert` under a given name: if the name is taken then, and the document there has this very body and was never changed, it is taken
///   for this client's. Who must know which of two was first puts something of its own into the body, as leases do;
/// - `replace` with a version, `findAndModify`, `delete`: when the document is changed or gone then, nobody can say by whom.
///   `StoreError.unavailable` says so. What is not known is never told as done.
///
/// **How old an answer can be.** `read` may be answered from a small cache. In front of a Kinora its change feed is looked at when the last
/// look is more than `RemoteLimits.freshness` ago (one second), so that is how long another client's write can stay unseen, and no longer
/// (beside what the feed itself lags behind, on engines that look for changes). In front of a RESTHeart every cached document is confirmed
/// by its version (304), so nothing is old. This client's own writes are seen at once. Everything but `read` is always asked.
///
/// **What needs which server.** Through a Kinora every promise of `DocumentStore` is kept, except that no document's name begins with `_`
/// (reserved by the conventions). A RESTHeart (6.0 or later) cannot keep these:
/// - moments are those of the client's clock; several clients need clocks that agree;
/// - the change feed tells no deletions, and tells a change some seconds late;
/// - `restore` is refused, because the server makes all version tags;
/// - of two writes on condition of the same version that cross, one may be told as not known instead of as changed;
/// - documents that stand get no fields for words and unique keys that a changed schema wants; they get them with their next write;
/// - paths of filters reach into arrays of objects, and a field without an index that holds arrays or objects sorts as MongoDB sorts it.
package final class RemoteStore: DocumentStore {
    private let wire: Wire
    private let introduction: Introduction
    private let cache: ReadCache
    private let freshness: Freshness
    /// Changes of what a query finds first take turns within this client, so that it does not race with itself.
    private let turns: Turns<String>

    /// Opens nothing yet; the first call does.
    /// - Parameters:
    ///   - url: the address with its prefix, as `https://films.example/api`.
    ///   - token: a token with the scope `documents`. It is sent to this address alone and stands in no message.
    ///   - time: gives the moments that are written in front of a RESTHeart.
    /// - Throws: `StoreError.unusable` for an address or a token that cannot be one.
    package init(
        url: String, token: String, time: any TimeSource, server: ServerKind = .detect, limits: RemoteLimits = RemoteLimits(),
        logger: Logger
    ) throws {
        wire = try Wire(address: ServerAddress(url), token: token, limits: limits, logger: logger)
        introduction = Introduction(wire, server, time)
        cache = ReadCache(mostDocuments: limits.cachedDocuments, mostBytes: limits.cachedBytes)
        freshness = Freshness(of: cache, limits: limits)
        turns = Turns(mostWaiting: limits.waiting)
    }

    package func prepare(_ wanted: [CollectionSchema]) async throws {
        for schema in wanted { try DocumentRules.check(schema) }
        let dialect = try await introduction.dialect()
        for schema in wanted {
            try await dialect.prepare(schema)
            wire.collections.note(schema)
        }
    }

    package func insert(_ body: Value, id: String?, into collection: String) async throws -> Document {
        let schema = try schema(collection)
        let name = id ?? Identifier<Document>.make().rawValue
        try DocumentRules.check(id: name)
        guard !name.hasPrefix("_") else {
            throw StoreError.invalid(
                "A document behind a Video API cannot be called “\(name.onOneLine(atMost: 80))”: its name begins with _.")
        }
        let body = try DocumentRules.accepted(body)
        return try await writing(name, in: schema) { try await $0.insert(body, name, isMade: id == nil, into: schema) }
    }

    package func append(_ bodies: [Value], to collection: String) async throws -> [Document] {
        let schema = try schema(collection)
        let accepted = try bodies.map(DocumentRules.accepted)
        return try await RemoteAppend(dialect: introduction.dialect(), schema: schema).append(accepted)
    }

    package func find(_ query: Query, in collection: String) async throws -> [Document] {
        let schema = try schema(collection)
        try query.check()
        return try await introduction.dialect().reader.find(query, in: schema)
    }

    package func count(_ filter: Filter, in collection: String) async throws -> Int {
        let schema = try schema(collection)
        try filter.check()
        return try await introduction.dialect().reader.count(filter, in: schema)
    }

    package func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) async throws -> Document {
        let schema = try schema(collection)
        let body = try DocumentRules.accepted(body)
        guard (try? DocumentRules.check(id: id)) != nil else { throw StoreError.missing(collection: collection, id: id) }
        return try await writing(id, in: schema) { try await $0.replace(id, with: body, ifMatch: etag, in: schema) }
    }

    /// The first match is read, changed here, and put back on condition of its version; when somebody came between, the match that is first
    /// then. Gives up after `RemoteLimits.races`.
    package func findAndModify(_ query: Query, _ changes: [Change], in collection: String) async throws -> Document? {
        _ = try schema(collection)
        try query.check()
        guard query.limit > 0 else { return nil }
        var first = query
        first.limit = 1
        return try await turns.inTurn(Self.turn(query, collection)) { [first] in
            for race in 0..<wire.limits.races {
                guard let former = try await find(first, in: collection).first else { return nil }
                let body = try former.body.applying(changes)
                do {
                    return try await replace(former.id, with: body, ifMatch: former.etag, in: collection)
                } catch StoreError.changed, StoreError.missing {
                    try await Task.sleep(for: .milliseconds(Int.random(in: 0...min(5 + 5 * race, 200))))
                }
            }
            throw StoreError.unavailable("\(wire.address): what is to be changed in \(collection) is always changed by others first.")
        }
    }

    package func delete(_ id: String, ifMatch etag: ETag?, in collection: String) async throws -> Bool {
        let schema = try schema(collection)
        guard (try? DocumentRules.check(id: id)) != nil else { return false }
        return try await writing(id, in: schema) { try await $0.delete(id, ifMatch: etag, in: schema) }
    }

    package func restore(_ documents: [Document], into collection: String) async throws {
        let schema = try schema(collection)
        let accepted = try documents.map(DocumentRules.accepted)
        defer { cache.forget(accepted.map { ReadCache.Key($0.id, in: collection) }) }
        try await introduction.dialect().restore(accepted, into: schema)
    }

    package func changes(since position: Int64, limit: Int) async throws -> [DocumentChange] {
        guard limit > 0 else { return [] }
        let most = min(limit, RemoteReader.mostPerPage)
        return try await introduction.dialect().changes(since: position, limit: most, of: wire.collections.names).changes
    }

    package func latestPosition() async throws -> Int64 {
        try await introduction.dialect().changes(since: 0, limit: 1, of: wire.collections.names).latest
    }

    package func close() async throws { try await wire.close() }

    // MARK: Reading through the cache

    package func read(_ id: String, in collection: String) async throws -> Document? {
        _ = try schema(collection)
        guard (try? DocumentRules.check(id: id)) != nil else { return nil }
        let dialect = try await introduction.dialect()
        let key = ReadCache.Key(id, in: collection)
        if dialect.feedIsComplete, !cache.isOff, !freshness.hasBegun || cache[key] != nil {
            try await freshness.assure { try await dialect.changes(since: $0, limit: $1, of: []) }
            if let document = cache[key] { return document }
        }
        return try await fetch(id, key, dialect)
    }

    private func fetch(_ id: String, _ key: ReadCache.Key, _ dialect: any Dialect) async throws -> Document? {
        let known = dialect.feedIsComplete ? nil : cache[key]
        let ticket = cache.begin(key)
        do {
            switch try await dialect.reader.read(id, in: key.collection, unless: known?.etag) {
            case .document(let document, let bytes):
                cache.keep(document, bytes: bytes, ticket)
                return document
            case .unchanged:
                cache.release(ticket)
                return known
            case .missing:
                cache.keep(nil, bytes: 0, ticket)
                return nil
            }
        } catch {
            cache.release(ticket)
            throw error
        }
    }

    // MARK: Pieces

    private func writing<T: Sendable>(
        _ id: String, in schema: CollectionSchema, _ body: (any Dialect) async throws -> T
    ) async throws -> T {
        // Also when it fails: it may have been done.
        defer { cache.forget([ReadCache.Key(id, in: schema.name)]) }
        return try await body(introduction.dialect())
    }

    private func schema(_ collection: String) throws -> CollectionSchema {
        guard let schema = wire.collections[collection] else { throw StoreError.unknownCollection(collection) }
        return schema
    }

    /// Who would change the same document takes turns: those that name one wait for each other, and all others of the collection.
    private static func turn(_ query: Query, _ collection: String) -> String {
        if case .equal("_id", .string(let id)) = query.filter { collection + "/" + id } else { collection }
    }
}
