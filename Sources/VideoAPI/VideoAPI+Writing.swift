import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraKernel

extension VideoAPI {
    /// How often a write begins again because somebody came between.
    static let mostAttempts = 50

    /// POST /<collection>: one document, or an array of them.
    func post(_ call: Call) async throws -> Response {
        let body = try await call.body()
        let mode = try WriteMode(call.parameters, else: .insert)
        _ = try call.jsonMode()
        if case .array(let elements) = body { return try await postAll(elements, mode, call) }
        let entry = try NewDocument(body, at: time.now)
        try check(entry.body, call)
        let written = try await write(entry, mode, try call.conditions(), in: call.collection)
        return try .written(written.document, isNew: written.isNew, call)
    }

    /// PUT /<collection>/<id>: another body in the place of the one that stands.
    func put(_ call: Call) async throws -> Response {
        let id = try call.id()
        let body = try await call.body()
        let entry = try NewDocument(body, id: id, at: time.now)
        try check(entry.body, call)
        let mode = try WriteMode(call.parameters, else: .update)
        _ = try call.jsonMode()
        let filter = try DocumentFilter(call.parameters.all("filter"))
        let written =
            filter == nil
            ? try await write(entry, mode, try call.conditions(), in: call.collection)
            : try await change(id, mode, try call.conditions(), filter, in: call.collection) { _ in entry.body }
        return try .written(written.document, isNew: written.isNew, call)
    }

    /// PATCH /<collection>/<id>: some fields.
    func patch(_ call: Call) async throws -> Response {
        let id = try call.id()
        let patch = try Patch(try Self.withoutID(try await call.body(), id))
        let mode = try WriteMode(call.parameters, else: .update)
        _ = try call.jsonMode()
        let (conditions, filter) = (try call.conditions(), try DocumentFilter(call.parameters.all("filter")))
        if call.caller.isServer, mode == .update, filter == nil, conditions.forTheStore == .some(nil), let changes = patch.changes {
            let changed = try await store.findAndModify(Query(.equal("_id", .string(id))), changes, in: call.collection)
            guard let changed else { throw APIProblem.noDocument(id, in: call.collection) }
            return try .written(changed, isNew: false, call)
        }
        let now = time.now
        let written = try await change(id, mode, conditions, filter, in: call.collection) { standing in
            let body = try patch.applied(to: standing?.body ?? .object([:]), isNew: standing == nil, at: now)
            try check(body, call)
            return body
        }
        return try .written(written.document, isNew: written.isNew, call)
    }

    /// DELETE /<collection>/<id>
    func delete(_ call: Call) async throws -> Response {
        let id = try call.id()
        let (conditions, filter) = (try call.conditions(), try DocumentFilter(call.parameters.all("filter")))
        let gone = Response(status: .noContent, headers: [.cacheControl: "no-store"])
        if filter == nil, let tag = conditions.forTheStore {
            guard try await store.delete(id, ifMatch: tag, in: call.collection) else {
                throw APIProblem.noDocument(id, in: call.collection)
            }
            return gone
        }
        for _ in 0..<Self.mostAttempts {
            guard let standing = try await store.read(id, in: call.collection), filter?.admits(standing) ?? true else {
                throw APIProblem.noDocument(id, in: call.collection)
            }
            try conditions.checkWrite(of: standing.etag)
            do {
                if try await store.delete(id, ifMatch: standing.etag, in: call.collection) { return gone }
            } catch StoreError.changed {
                continue
            }
        }
        throw APIProblem.busy
    }

    // MARK: Writing one document

    /// Refuses what the house could not read again; one film without a title must not take the pages away.
    func check(_ body: Value, _ call: Call) throws {
        guard !call.caller.isServer else { return }
        try collections[call.collection]?.check(body)
    }

    /// Writes a whole document; the store itself checks one tag, or none, in one step with the write.
    func write(
        _ entry: NewDocument, _ mode: WriteMode, _ conditions: TagConditions, in collection: String
    ) async throws -> (document: Document, isNew: Bool) {
        guard let id = entry.id else {
            guard mode != .update else { throw APIProblem.bad("An update needs the _id of the document that is meant.") }
            return (try await store.insert(entry.body, id: nil, into: collection), true)
        }
        if mode == .update, let tag = conditions.forTheStore {
            return (try await store.replace(id, with: entry.body, ifMatch: tag, in: collection), false)
        }
        if mode == .insert, conditions.match == nil, conditions.noneMatch == nil {
            return (try await store.insert(entry.body, id: id, into: collection), true)
        }
        return try await change(id, mode, conditions, nil, in: collection) { _ in entry.body }
    }

    /// Reads a document, decides, and writes only if nobody came between; otherwise begins again, a bounded number of times.
    private func change(
        _ id: String, _ mode: WriteMode, _ conditions: TagConditions, _ filter: DocumentFilter?, in collection: String,
        _ body: @Sendable (Document?) throws -> Value
    ) async throws -> (document: Document, isNew: Bool) {
        for _ in 0..<Self.mostAttempts {
            let standing = try await store.read(id, in: collection)
            if let filter, standing.map(filter.admits) != true { throw APIProblem.noDocument(id, in: collection) }
            if standing == nil, mode == .update { throw APIProblem.noDocument(id, in: collection) }
            try conditions.checkWrite(of: standing?.etag)
            do {
                guard let standing else { return (try await store.insert(try body(nil), id: id, into: collection), true) }
                guard mode != .insert else { throw APIProblem.exists(id, in: collection) }
                return (try await store.replace(id, with: try body(standing), ifMatch: standing.etag, in: collection), false)
            } catch let error as StoreError {
                switch error {
                case .changed, .missing: continue
                case .exists where mode != .insert: continue
                default: throw error
                }
            }
        }
        throw APIProblem.busy
    }

    /// The body of a PATCH without the `_id`, which must be that of the address.
    private static func withoutID(_ body: Value, _ id: String) throws -> Value {
        guard case .object(var fields) = body else { throw APIProblem.bad("A PATCH takes an object; pipelines are not spoken here.") }
        if let named = fields.removeValue(forKey: "_id"), !named.equals(.string(id)) {
            throw APIProblem.bad("The _id in the body is not that of the address.")
        }
        return .object(fields)
    }
}
