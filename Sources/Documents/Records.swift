import KinoraKernel

/// A value that is kept as a document of its own collection.
///
/// Its properties are not called `createdAt` or `updatedAt` (the store's; see `Stored`), and the keys of its dictionaries obey
/// `DocumentRules` (no dots, no leading `$`, not empty).
package protocol Record: Codable, Sendable {
    static var schema: CollectionSchema { get }
}

/// A record together with what the store set.
package struct Stored<R: Record>: Sendable {
    package let id: String
    package let etag: ETag
    package let createdAt: Moment
    package let updatedAt: Moment
    package var value: R

    package init(id: String, etag: ETag, createdAt: Moment, updatedAt: Moment, value: R) {
        self.id = id
        self.etag = etag
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.value = value
    }
}

/// One collection of a store, read and written as values of one type. What domains use; engines know `Value` only.
package struct Records<R: Record>: Sendable {
    package let store: any DocumentStore
    private var name: String { R.schema.name }

    package init(_ type: R.Type = R.self, in store: any DocumentStore) {
        self.store = store
    }

    package func insert(_ value: R, id: String? = nil) async throws -> Stored<R> {
        try Self.stored(await store.insert(Self.body(value), id: id, into: name))
    }

    package func append(_ values: [R]) async throws -> [Stored<R>] {
        try await store.append(values.map(Self.body), to: name).map(Self.stored)
    }

    package func read(_ id: String) async throws -> Stored<R>? {
        try await store.read(id, in: name).map(Self.stored)
    }

    package func find(_ query: Query = Query()) async throws -> [Stored<R>] {
        try await store.find(query, in: name).map(Self.stored)
    }

    package func first(_ filter: Filter, sort: [Sort] = []) async throws -> Stored<R>? {
        try await find(Query(filter, sort: sort, limit: 1)).first
    }

    package func count(_ filter: Filter = .all) async throws -> Int {
        try await store.count(filter, in: name)
    }

    package func replace(_ id: String, with value: R, ifMatch etag: ETag? = nil) async throws -> Stored<R> {
        try Self.stored(await store.replace(id, with: Self.body(value), ifMatch: etag, in: name))
    }

    package func delete(_ id: String, ifMatch etag: ETag? = nil) async throws -> Bool {
        try await store.delete(id, ifMatch: etag, in: name)
    }

    package func findAndModify(_ query: Query, _ changes: [Change]) async throws -> Stored<R>? {
        try await store.findAndModify(query, changes, in: name).map(Self.stored)
    }

    /// Reads a record, lets a rule decide, and writes only if nobody came between; otherwise reads again, a bounded number of times.
    ///
    /// - Parameters:
    ///   - initial: what to start from when there is no such document yet; nil to require one.
    ///   - decide: changes the value, and may return what the caller wants to know. It can run several times and must have no effects.
    /// - Throws: `StoreError.missing`, `.notUnique`, `.changed` after fifty lost races, or what the rule throws: nothing is written then.
    package func change<Outcome: Sendable>(
        _ id: String, startingFrom initial: R? = nil, _ decide: @Sendable (inout R) throws -> Outcome
    ) async throws -> Outcome {
        let attempts = 50
        for attempt in 1...attempts {
            do {
                if let found = try await read(id) {
                    var value = found.value
                    let outcome = try decide(&value)
                    _ = try await replace(id, with: value, ifMatch: found.etag)
                    return outcome
                }
                guard var value = initial else { throw StoreError.missing(collection: name, id: id) }
                let outcome = try decide(&value)
                _ = try await insert(value, id: id)
                return outcome
            } catch let error as StoreError {
                switch error {
                case .changed where attempt < attempts, .exists where attempt < attempts: continue
                case .missing where initial != nil && attempt < attempts: continue
                default: throw error
                }
            }
        }
        throw StoreError.unavailable("the document \(id) in \(name) is changed too often")
    }

    /// Whether a body that comes from elsewhere can be read as a record of this type.
    /// - Throws: `StoreError.invalid`, naming the field.
    package static func check(_ body: Value) throws {
        do {
            _ = try ValueCoder.decode(R.self, from: body)
        } catch let error as DecodingError {
            let (field, reason) = error.whatAndWhere
            throw StoreError.invalid("\(R.schema.name) cannot keep this: \(field.isEmpty ? "" : field + ": ")\(reason).")
        }
    }

    private static func body(_ value: R) throws -> Value {
        do {
            return try ValueCoder.encode(value)
        } catch EncodingError.invalidValue(_, let context) {
            throw StoreError.invalid("\(R.schema.name) cannot keep this, \(context.codingPath.dotted): \(context.debugDescription).")
        }
    }

    static func stored(_ document: Document) throws -> Stored<R> {
        Stored(
            id: document.id, etag: document.etag, createdAt: document.createdAt, updatedAt: document.updatedAt,
            value: try value(of: document)
        )
    }

    private static func value(of document: Document) throws -> R {
        do {
            return try ValueCoder.decode(R.self, from: document.body)
        } catch let error as DecodingError {
            let (field, reason) = error.whatAndWhere
            throw StoreError.unreadable(collection: R.schema.name, id: document.id, field: field, reason: reason)
        }
    }
}

extension DecodingError {
    fileprivate var whatAndWhere: (field: String, reason: String) {
        switch self {
        case .keyNotFound(let key, let context): ((context.codingPath + [key]).dotted, context.debugDescription)
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            (context.codingPath.dotted, context.debugDescription.onOneLine(atMost: 200))
        @unknown default: ("", "unknown reason")
        }
    }
}
