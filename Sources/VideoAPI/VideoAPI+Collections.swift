import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraKernel

extension VideoAPI {
    /// PUT /<collection>: makes a collection, and its indexes as the body says.
    func prepare(_ call: Call) async throws -> Response {
        let schema = try await schema(call)
        try DocumentRules.check(schema)
        let known = try await isKnown(schema.name)
        if let standing = schemas[schema.name], known { try Self.check(call, standing.etag) }
        try await store.prepare([schema])
        schemas.note(schema)
        return Response(status: known ? .ok : .created, headers: [.eTag: schema.etag.rawValue, .cacheControl: "no-store"])
    }

    /// Without a word on indexes a collection keeps those that it has.
    private func schema(_ call: Call) async throws -> CollectionSchema {
        let standing = schemas[call.collection] ?? CollectionSchema(call.collection)
        guard call.announcesBody else { return standing }
        guard case .object(let fields) = try await call.body() else { throw APIProblem.bad("A collection is described by an object.") }
        if let other = fields.keys.filter({ !["indexes", "searchable"].contains($0) }).sorted().first {
            throw APIProblem.bad("A collection has indexes and searchable; \(other.onOneLine(atMost: 80)) is not known.")
        }
        guard fields["indexes"] != nil || fields["searchable"] != nil else { return standing }
        guard case .array(let indexes) = fields["indexes"] ?? .array([]) else { throw APIProblem.bad("indexes takes an array.") }
        return CollectionSchema(
            call.collection, indexes: try indexes.map(Self.index), searchable: try Self.texts(fields["searchable"], "searchable"))
    }

    private static func index(_ value: Value) throws -> CollectionSchema.Index {
        guard case .object(let fields) = value else { throw APIProblem.bad("An index is an object with paths and unique.") }
        guard case .bool(let unique) = fields["unique"] ?? .bool(false) else { throw APIProblem.bad("unique is true or false.") }
        return CollectionSchema.Index(paths: try texts(fields["paths"], "paths"), unique: unique)
    }

    /// DELETE /<collection>: all its documents. The collection itself belongs to the program and stays, empty.
    func empty(_ call: Call) async throws -> Response {
        guard try await isKnown(call.collection) else { throw APIProblem.noCollection(call.collection) }
        let tags = [(schemas[call.collection] ?? CollectionSchema(call.collection)).etag, try await listTag(call.collection)]
        let conditions = TagConditions(call.request.headers, isRequired: true)
        if !tags.contains(where: { conditions.match?.holds(for: $0) == true }) { try conditions.checkWrite(of: tags[0]) }
        while true {
            let page = try await store.find(Query(sort: [.ascending("_id")]), in: call.collection)
            for document in page { _ = try await store.delete(document.id, ifMatch: nil, in: call.collection) }
            guard page.count == Query.mostPerPage else { break }
        }
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }

    /// GET /<collection>/_meta
    func meta(_ call: Call) async throws -> Response {
        guard try await isKnown(call.collection) else { throw APIProblem.noCollection(call.collection) }
        let tag = (schemas[call.collection] ?? CollectionSchema(call.collection)).etag
        if try call.conditions().isKnown(tag) { return .notModified(tag) }
        return .json(.object(properties(call.collection)), tag: tag)
    }

    // MARK: Indexes

    /// GET /<collection>/_indexes
    func indexes(_ call: Call) async throws -> Response {
        guard try await isKnown(call.collection) else { throw APIProblem.noCollection(call.collection) }
        let names: [Value] = [["_id": "_id_", "key": ["_id": 1], "unique": true]]
        return .json(.array(names + (schemas[call.collection]?.indexes ?? []).map(\.answered)))
    }

    /// PUT /<collection>/_indexes/<name>, with `{"keys": {"a": 1}, "ops": {"unique": true}}`
    func putIndex(_ call: Call) async throws -> Response {
        guard case .index(let collection, let name) = call.resource, case .object(let fields) = try await call.body(),
            case .object(let keys)? = fields["keys"], !keys.isEmpty, keys.values.allSatisfy({ [.int(1), .int(-1)].contains($0) }),
            case .object(let options) = fields["ops"] ?? .object([:]), case .bool(let unique) = options["unique"] ?? .bool(false)
        else { throw APIProblem.bad(#"An index takes {"keys": {"field": 1}, "ops": {"unique": true}}."#) }
        // The order of several keys is lost in JSON, and means nothing for what must be unique.
        let index = CollectionSchema.Index(paths: keys.keys.sorted(), unique: unique)
        guard name == index.name else {
            throw APIProblem(
                status: .conflict, message: "This index is called \(index.name.onOneLine(atMost: 200)): names come from the fields.")
        }
        var schema = try await knownSchema(collection)
        let isNew = !schema.indexes.contains { $0.name == name }
        schema.indexes.removeAll { $0.name == name }
        schema.indexes.append(index)
        try await store.prepare([schema])
        schemas.note(schema)
        return Response(status: isNew ? .created : .ok, headers: [.eTag: schema.etag.rawValue, .cacheControl: "no-store"])
    }

    /// DELETE /<collection>/_indexes/<name>
    func deleteIndex(_ call: Call) async throws -> Response {
        guard case .index(let collection, let name) = call.resource else { throw APIProblem.nothingHere }
        var schema = try await knownSchema(collection)
        guard schema.indexes.contains(where: { $0.name == name }) else {
            throw APIProblem(status: .notFound, message: "There is no index \(name.onOneLine(atMost: 80)) on \(collection).")
        }
        schema.indexes.removeAll { $0.name == name }
        try await store.prepare([schema])
        schemas.note(schema)
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }

    /// The schema of a collection, as this process knows it; one that it does not know may have indexes that it would take away.
    private func knownSchema(_ name: String) async throws -> CollectionSchema {
        guard try await isKnown(name) else { throw APIProblem.noCollection(name) }
        guard let schema = schemas[name] else {
            throw APIProblem(status: .conflict, message: "Describe the whole collection first, with PUT /\(name).")
        }
        return schema
    }

    private func isKnown(_ collection: String) async throws -> Bool {
        do {
            _ = try await store.read("-", in: collection)
            return true
        } catch StoreError.unknownCollection {
            return false
        }
    }

    private static func check(_ call: Call, _ present: ETag) throws { try call.conditions().checkWrite(of: present) }
}

extension CollectionSchema.Index {
    /// `series_1_number_1`, as MongoDB calls it.
    var name: String { paths.map { "\($0)_1" }.joined(separator: "_") }

    var answered: Value {
        [
            "_id": .string(name), "key": .object(Dictionary(paths.map { ($0, Value.int(1)) }) { first, _ in first }),
            "unique": .bool(unique),
        ]
    }
}
