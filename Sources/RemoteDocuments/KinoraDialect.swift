import KinoraDocuments
import KinoraKernel

/// In front of Kinora's own Video API: documents come back with the write, refusals name their cause, tags are checked in one step, and the
/// change feed is complete.
struct KinoraDialect: Dialect {
    /// How many bytes of documents, and how many documents, are brought in at once.
    static let batchBytes = 4 << 20
    static let batchCount = 500

    let reader: RemoteReader
    var feedIsComplete: Bool { true }

    init(_ wire: Wire) {
        reader = RemoteReader(wire: wire, body: RemoteDocument.plainBody, isKinora: true)
    }

    func prepare(_ schema: CollectionSchema) async throws {
        let indexes = schema.indexes.map { index -> Value in
            .object(["paths": .array(index.paths.map(Value.string)), "unique": .bool(index.unique)])
        }
        let body: Value = .object(["indexes": .array(indexes), "searchable": .array(schema.searchable.map(Value.string))])
        let answer = try await wire.send(Call(.put, [schema.name], body: body.jsonBytes))
        switch answer.status {
        case 200, 201, 204: return
        case 409: throw conflict(answer, schema) ?? wire.unexpected(answer)
        default: throw wire.unexpected(answer)
        }
    }

    func insert(_ body: Value, _ id: String, isMade: Bool, into schema: CollectionSchema) async throws -> Document {
        let answer = try await wire.send(put(id, body, mode: "insert", schema))
        switch answer.status {
        case 200, 201: return try await written(answer, id, schema)
        case 404: throw StoreError.unknownCollection(schema.name)
        case 409:
            if let conflict = conflict(answer, schema) { throw conflict }
            if isMade || answer.isAfterLoss, let standing = try await reader.standing(id, in: schema.name) {
                if isMade || standing.isAsInserted(body) { return standing }
            }
            throw StoreError.exists(collection: schema.name, id: id)
        default: throw wire.unexpected(answer)
        }
    }

    func replace(_ id: String, with body: Value, ifMatch tag: ETag?, in schema: CollectionSchema) async throws -> Document {
        let answer = try await wire.send(put(id, body, mode: "update", schema).with("If-Match", tag?.rawValue))
        switch answer.status {
        case 200, 201: return try await written(answer, id, schema)
        case 404: throw StoreError.missing(collection: schema.name, id: id)
        case 409: throw conflict(answer, schema) ?? wire.unexpected(answer)
        case 412: throw try await changed(answer, id, schema)
        default: throw wire.unexpected(answer)
        }
    }

    func delete(_ id: String, ifMatch tag: ETag?, in schema: CollectionSchema) async throws -> Bool {
        let call = Call(.delete, [schema.name, id], [.textName]).with("If-Match", tag?.rawValue)
        let answer = try await wire.send(call)
        switch answer.status {
        case 200, 204: return true
        case 404:
            if answer.isAfterLoss { throw unknownOutcome(id, in: schema.name) }
            return false
        case 412: throw try await changed(answer, id, schema)
        default: throw wire.unexpected(answer)
        }
    }

    func fields(_ body: Value, _ id: String, in schema: CollectionSchema) -> Value { body }

    func restore(_ documents: [Document], into schema: CollectionSchema) async throws {
        var failure: StoreError?
        let texts = documents.map(RemoteDocument.exact)
        for batch in Batches.of(texts, mostBytes: Self.batchBytes, mostCount: Self.batchCount) {
            let answer = try await wire.send(Call(.post, [schema.name, "_restore"], body: Batches.array(texts[batch])))
            switch answer.status {
            case 200, 201, 204: break
            case 404: throw StoreError.unknownCollection(schema.name)
            case 207, 409: failure = failure ?? conflict(answer, schema) ?? wire.unexpected(answer)
            default: throw wire.unexpected(answer)
            }
        }
        if let failure { throw failure }
    }

    func changes(since position: Int64, limit: Int, of collections: [String]) async throws -> ChangeBatch {
        let answer = try await wire.send(
            Call(.get, ["_changes"], [Parameter("since", "\(max(0, position))"), Parameter("limit", "\(limit)")]))
        guard answer.status == 200 else { throw wire.unexpected(answer) }
        guard let batch = ChangeBatch(try wire.json(answer)) else { throw wire.noVideoAPI("The change feed is something else.") }
        return batch
    }

    // MARK: Pieces

    private func put(_ id: String, _ body: Value, mode: String, _ schema: CollectionSchema) -> Call {
        Call(.put, [schema.name, id], [.mode(mode), .standard, .textName], body: body.jsonBytes).with("Prefer", "return=representation")
    }

    /// The document as it was written, which the server sends along.
    private func written(_ answer: Answer, _ id: String, _ schema: CollectionSchema) async throws -> Document {
        if !answer.body.isEmpty { return try reader.document(wire.json(answer)) }
        guard let standing = try await reader.standing(id, in: schema.name) else {
            throw StoreError.missing(collection: schema.name, id: id)
        }
        return standing
    }

    /// Another version stands; after a lost answer it may be this client's own.
    private func changed(_ answer: Answer, _ id: String, _ schema: CollectionSchema) async throws -> StoreError {
        if answer.isAfterLoss { return unknownOutcome(id, in: schema.name) }
        if let present = RemoteDocument.tag(header: answer.header("ETag")) {
            return .changed(collection: schema.name, id: id, now: present)
        }
        guard let standing = try await reader.standing(id, in: schema.name) else { return .missing(collection: schema.name, id: id) }
        return .changed(collection: schema.name, id: id, now: standing.etag)
    }

    /// `{"conflict": {"paths": […]}}`; nil for the other causes.
    private func conflict(_ answer: Answer, _ schema: CollectionSchema) -> StoreError? {
        guard case .array(let paths) = (try? Value(json: answer.body))?["conflict.paths"] else { return nil }
        let texts = paths.compactMap { if case .string(let text) = $0 { text } else { nil } }
        return .notUnique(collection: schema.name, paths: texts)
    }
}

extension ChangeBatch {
    /// `{"changes": [{"position", "collection", "id", "kind", "at"}], "latest": n}`
    init?(_ value: Value) {
        guard case .array(let entries) = value["changes"], case .int(let latest) = value["latest"] else { return nil }
        var changes: [DocumentChange] = []
        for entry in entries {
            guard case .int(let position) = entry["position"], case .string(let collection) = entry["collection"],
                case .string(let id) = entry["id"], case .string(let kind) = entry["kind"], case .date(let at) = entry["at"],
                let kind = DocumentChange.Kind(rawValue: kind)
            else { return nil }
            changes.append(DocumentChange(position: position, collection: collection, id: id, kind: kind, at: at))
        }
        self.init(changes: changes, latest: latest)
    }
}
