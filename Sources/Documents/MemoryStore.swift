import KinoraKernel

/// The store that keeps everything in memory: the twin of the engines, for tests and for trying Kinora without a trace.
package actor MemoryStore: PromptFeed {
    private let time: any TimeSource
    private var collections: [String: MemoryCollection] = [:]
    private var feed = MemoryFeed()

    package init(time: any TimeSource) {
        self.time = time
    }

    package func prepare(_ schemas: [CollectionSchema]) throws {
        for schema in schemas { try DocumentRules.check(schema) }
        for schema in schemas {
            let standing = collections[schema.name] ?? MemoryCollection(schema: schema)
            collections[schema.name] = try standing.prepared(for: schema)
        }
    }

    package func insert(_ body: Value, id: String?, into collection: String) throws -> Document {
        let id = id ?? Identifier<Document>.make().rawValue
        try DocumentRules.check(id: id)
        let document = Document.made(id: id, body: try DocumentRules.accepted(body), at: time.now)
        try change(collection) { try $0.insert(document) }
        note(document.id, .written, in: collection)
        return document
    }

    package func append(_ bodies: [Value], to collection: String) throws -> [Document] {
        _ = try standing(collection)
        let accepted = try bodies.map(DocumentRules.accepted)
        var appended: [Document] = []
        var failure: StoreError?
        for body in accepted {
            do {
                appended.append(try insert(body, id: nil, into: collection))
            } catch let error as StoreError {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return appended
    }

    package func read(_ id: String, in collection: String) throws -> Document? {
        try standing(collection)[id]
    }

    package func find(_ query: Query, in collection: String) throws -> [Document] {
        try query.check()
        return try standing(collection).find(query)
    }

    package func count(_ filter: Filter, in collection: String) throws -> Int {
        try filter.check()
        return try standing(collection).count(filter)
    }

    package func replace(_ id: String, with body: Value, ifMatch etag: ETag?, in collection: String) throws -> Document {
        let body = try DocumentRules.accepted(body)
        guard let former = try standing(collection)[id] else { throw StoreError.missing(collection: collection, id: id) }
        try Self.check(etag, former, collection)
        return try put(Document.made(id: id, body: body, at: time.now, replacing: former), in: collection)
    }

    package func findAndModify(_ query: Query, _ changes: [Change], in collection: String) throws -> Document? {
        try query.check()
        var first = query
        first.limit = min(query.limit, 1)
        guard let former = try standing(collection).find(first).first else { return nil }
        let body = try DocumentRules.accepted(former.body.applying(changes))
        return try put(Document.made(id: former.id, body: body, at: time.now, replacing: former), in: collection)
    }

    package func delete(_ id: String, ifMatch etag: ETag?, in collection: String) throws -> Bool {
        guard let former = try standing(collection)[id] else { return false }
        try Self.check(etag, former, collection)
        try change(collection) { $0.delete(former) }
        note(id, .deleted, in: collection)
        return true
    }

    package func restore(_ documents: [Document], into collection: String) throws {
        _ = try standing(collection)
        var failure: StoreError?
        for document in try documents.map(DocumentRules.accepted) {
            do {
                _ = try put(document, in: collection)
            } catch let error as StoreError {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    package func changes(since position: Int64, limit: Int) -> [DocumentChange] { feed.changes(since: position, limit: limit) }

    package func latestPosition() -> Int64 { feed.latest }

    package func close() {}

    private func put(_ document: Document, in collection: String) throws -> Document {
        try change(collection) { try $0.replace(with: document) }
        note(document.id, .written, in: collection)
        return document
    }

    private func note(_ id: String, _ kind: DocumentChange.Kind, in collection: String) {
        feed.note(id, kind, in: collection, at: time.now)
    }

    private func standing(_ collection: String) throws -> MemoryCollection {
        guard let standing = collections[collection] else { throw StoreError.unknownCollection(collection) }
        return standing
    }

    private func change(_ collection: String, _ body: (MemoryCollection) throws -> Void) throws {
        try body(standing(collection))
    }

    private static func check(_ etag: ETag?, _ standing: Document, _ collection: String) throws {
        guard let etag, etag != standing.etag else { return }
        throw StoreError.changed(collection: collection, id: standing.id, now: standing.etag)
    }
}
