import KinoraDocuments
import KinoraKernel

/// In front of a RESTHeart: only what its conventions offer.
///
/// The client writes the moments by its own clock, and the fields for words, unique keys and orders (`StoredLayout`), so that the database
/// behind can be shared with Kinora's MongoDB engine. A write on condition of a version names the version in a `filter`, never in `If-Match`
/// (RESTHeart writes first and puts the old document back, which a lock does not survive), and then reads back what stands.
struct RESTHeartDialect: Dialect {
    let reader: RemoteReader
    private let time: any TimeSource
    /// Writes of one document by this client take turns; another client's come between and are noticed.
    private let turns: Turns<ReadCache.Key>
    var feedIsComplete: Bool { false }
    var now: Moment { time.now }

    init(_ wire: Wire, _ time: any TimeSource) {
        reader = RemoteReader(wire: wire, body: StoredLayout.body, isKinora: false)
        self.time = time
        turns = Turns(mostWaiting: wire.limits.waiting)
    }

    func insert(_ body: Value, _ id: String, isMade: Bool, into schema: CollectionSchema) async throws -> Document {
        let query: [Parameter] = [.mode("insert"), .standard, .textName]
        let answer = try await wire.send(Call(.put, [schema.name, id], query, body: fields(body, id, in: schema).jsonBytes))
        switch answer.status {
        case 200, 201:
            if let standing = try await reader.standing(id, in: schema.name) { return standing }
            throw StoreError.missing(collection: schema.name, id: id)
        case 404: throw StoreError.unknownCollection(schema.name)
        case 409, 417:
            guard let standing = try await reader.standing(id, in: schema.name) else {
                throw try await clash(of: body, id, in: schema)
            }
            if isMade || (answer.isAfterLoss && standing.isAsInserted(body)) { return standing }
            throw StoreError.exists(collection: schema.name, id: id)
        default: throw wire.unexpected(answer)
        }
    }

    func replace(_ id: String, with body: Value, ifMatch tag: ETag?, in schema: CollectionSchema) async throws -> Document {
        try await turns.inTurn(ReadCache.Key(id, in: schema.name)) {
            var isAfterLoss = false
            for _ in 0..<wire.limits.races {
                guard let former = try await reader.standing(id, in: schema.name) else {
                    throw StoreError.missing(collection: schema.name, id: id)
                }
                if let tag, tag != former.etag {
                    throw isAfterLoss
                        ? unknownOutcome(id, in: schema.name) : StoreError.changed(collection: schema.name, id: id, now: former.etag)
                }
                if let standing = try await put(body, over: former, in: schema, &isAfterLoss) { return standing }
                if tag != nil && isAfterLoss { throw unknownOutcome(id, in: schema.name) }
            }
            throw StoreError.unavailable("\(wire.address): the document \(id) in \(schema.name) is changed too often.".onOneLine())
        }
    }

    /// One attempt; nil when another version stood, or when it is not sure that this one did.
    private func put(
        _ body: Value, over former: Document, in schema: CollectionSchema, _ isAfterLoss: inout Bool
    ) async throws -> Document? {
        let document = Document.made(id: former.id, body: body, at: time.now, replacing: former)
        let query: [Parameter] = [.mode("update"), .standard, .textName, Self.filter(former.etag)]
        let answer = try await wire.send(Call(.put, [schema.name, former.id], query, body: fields(document, in: schema).jsonBytes))
        isAfterLoss = isAfterLoss || answer.isAfterLoss
        switch answer.status {
        case 200, 201:
            let written = RemoteDocument.tag(header: answer.header("ETag"))
            let standing = try await reader.standing(former.id, in: schema.name)
            if let standing, standing.etag == written { return standing }
            // It said yes, and something else stands: overwritten since, or never written.
            isAfterLoss = true
            return nil
        case 404, 412: return nil
        case 409, 417: throw try await clash(of: body, former.id, in: schema)
        default: throw wire.unexpected(answer)
        }
    }

    func delete(_ id: String, ifMatch tag: ETag?, in schema: CollectionSchema) async throws -> Bool {
        try await turns.inTurn(ReadCache.Key(id, in: schema.name)) {
            let condition = tag.map { [Self.filter($0)] } ?? []
            let answer = try await wire.send(Call(.delete, [schema.name, id], [.textName] + condition))
            switch answer.status {
            case 200, 204: return true
            case 404, 412:
                if answer.isAfterLoss { throw unknownOutcome(id, in: schema.name) }
                guard tag != nil, let standing = try await reader.standing(id, in: schema.name) else { return false }
                throw StoreError.changed(collection: schema.name, id: id, now: standing.etag)
            default: throw wire.unexpected(answer)
            }
        }
    }

    func fields(_ body: Value, _ id: String, in schema: CollectionSchema) -> Value {
        fields(.made(id: id, body: body, at: time.now), in: schema)
    }

    /// Tags are made by the server; everything else of a document is written.
    func restore(_ documents: [Document], into schema: CollectionSchema) async throws {
        throw StoreError.unusable(
            "\(wire.address) gives every document a new version tag, so copies cannot be brought in through it. Copy into its MongoDB instead."
        )
    }

    // MARK: Pieces

    private func fields(_ document: Document, in schema: CollectionSchema) -> Value {
        var fields = StoredLayout(schema).fields(of: document)
        fields["_id"] = nil
        return .object(fields)
    }

    private static func filter(_ tag: ETag) -> Parameter {
        Parameter("filter", Value.object(["_etag": .object(["$oid": .string(tag.rawValue)])]).json)
    }

    /// Which unique index refuses a body; RESTHeart says only that one does.
    private func clash(of body: Value, _ id: String, in schema: CollectionSchema) async throws -> StoreError {
        let unique = schema.indexes.filter(\.unique)
        for index in unique {
            let same = index.paths.map { Filter.equal($0, body[$0] ?? .null) }
            guard index.paths.allSatisfy({ Self.isKey(body[$0]) }) else { continue }
            let others = Filter.and(same + [.notEqual("_id", .string(id))])
            if try await !reader.find(Query(others, limit: 1), in: schema).isEmpty {
                return .notUnique(collection: schema.name, paths: index.paths)
            }
        }
        return .notUnique(collection: schema.name, paths: unique.first?.paths ?? ["_id"])
    }

    private static func isKey(_ value: Value?) -> Bool {
        switch value {
        case nil, .null, .array, .object: false
        default: true
        }
    }
}
