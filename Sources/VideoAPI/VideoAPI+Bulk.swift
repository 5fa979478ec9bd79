import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraKernel

extension VideoAPI {
    /// How many documents one request may bring.
    static let mostInArray = 1000
    /// How many documents one request may change or delete.
    static let mostInBulk = 10_000

    /// POST /<collection> with an array: each document stands or fails alone, but an invalid one is refused before anything is written.
    func postAll(_ elements: [Value], _ mode: WriteMode, _ call: Call) async throws -> Response {
        guard !elements.isEmpty, elements.count <= Self.mostInArray else {
            throw APIProblem.bad("An array holds 1 to \(Self.mostInArray) documents.")
        }
        let now = time.now
        let entries = try elements.map { try NewDocument($0, at: now) }
        for entry in entries { try check(entry.body, call) }
        guard mode != .update || entries.allSatisfy({ $0.id != nil }) else { throw APIProblem.bad("An update needs every document's _id.") }
        let conditions = TagConditions([:], isRequired: false)
        var outcome = BulkOutcome()
        if canAppend(entries, to: call.collection) {
            for document in try await store.append(entries.map(\.body), to: call.collection) {
                outcome.note(document, isNew: true, in: call.collection)
            }
            return try outcome.response(call)
        }
        for (index, entry) in entries.enumerated() {
            do {
                let written = try await write(entry, mode, conditions, in: call.collection)
                outcome.note(written.document, isNew: written.isNew, in: call.collection)
            } catch let error as StoreError {
                outcome.fail(at: index, try Self.refusal(error))
            } catch let problem as APIProblem where problem.status.code < 500 {
                outcome.fail(at: index, problem)
            }
        }
        return try outcome.response(call)
    }

    /// Whether the store can take all at once: none can be refused alone, as nothing but the store's names must be unique.
    private func canAppend(_ entries: [NewDocument], to collection: String) -> Bool {
        guard let schema = schemas[collection], !schema.indexes.contains(where: \.unique) else { return false }
        return entries.allSatisfy { $0.id == nil }
    }

    /// What a program is told about one document; what concerns all of them ends the request.
    private static func refusal(_ error: StoreError) throws -> APIProblem {
        switch error {
        case .exists, .notUnique, .missing, .changed, .invalid: APIProblem(error) ?? .ours
        default: throw error
        }
    }

    /// PATCH /<collection>/*?filter=
    func patchAll(_ call: Call) async throws -> Response {
        let filter = try call.mandatoryFilter()
        let body = try await call.body()
        guard case .object(let fields) = body, fields["_id"] == nil else {
            throw APIProblem.bad("A PATCH of many takes an object without _id.")
        }
        let patch = try Patch(body)
        _ = try call.jsonMode()
        let ids = try await names(filter, in: call.collection)
        let now = time.now
        var outcome = BulkOutcome()
        for (index, id) in ids.enumerated() {
            do {
                guard let document = try await change(id, patch, filter, at: now, in: call.collection) else { continue }
                outcome.note(document, isNew: false, in: call.collection)
            } catch let error as StoreError {
                outcome.matched += 1
                outcome.fail(at: index, try Self.refusal(error))
            } catch let problem as APIProblem where problem.status.code < 500 {
                outcome.matched += 1
                outcome.fail(at: index, problem)
            }
        }
        return try outcome.response(call)
    }

    /// DELETE /<collection>/*?filter=
    func deleteAll(_ call: Call) async throws -> Response {
        let filter = try call.mandatoryFilter()
        var outcome = BulkOutcome()
        for id in try await names(filter, in: call.collection) where try await delete(id, filter, in: call.collection) {
            outcome.deleted += 1
            outcome.matched += 1
        }
        return try outcome.response(call)
    }

    /// Changes a document if it still is one that the filter means.
    private func change(_ id: String, _ patch: Patch, _ filter: Filter, at now: Moment, in collection: String) async throws -> Document? {
        let this: Filter = .and([.equal("_id", .string(id)), filter])
        if let changes = patch.changes { return try await store.findAndModify(Query(this), changes, in: collection) }
        for _ in 0..<Self.mostAttempts {
            guard let standing = try await store.find(Query(this, limit: 1), in: collection).first else { return nil }
            do {
                let body = try patch.applied(to: standing.body, isNew: false, at: now)
                return try await store.replace(id, with: body, ifMatch: standing.etag, in: collection)
            } catch let error as StoreError {
                switch error {
                case .changed, .missing: continue
                default: throw error
                }
            }
        }
        throw APIProblem.busy
    }

    private func delete(_ id: String, _ filter: Filter, in collection: String) async throws -> Bool {
        let this: Filter = .and([.equal("_id", .string(id)), filter])
        for _ in 0..<Self.mostAttempts {
            guard let standing = try await store.find(Query(this, limit: 1), in: collection).first else { return false }
            do {
                return try await store.delete(id, ifMatch: standing.etag, in: collection)
            } catch StoreError.changed {
                continue
            }
        }
        throw APIProblem.busy
    }

    /// The names of all documents that a filter finds.
    /// - Throws: `APIProblem` when there are more than one request may write.
    func names(_ filter: Filter, in collection: String) async throws -> [String] {
        guard try await store.count(filter, in: collection) <= Self.mostInBulk else {
            throw APIProblem(status: .conflict, message: "The filter finds more than \(Self.mostInBulk) documents; narrow it.")
        }
        var names: [String] = []
        while true {
            let behind = names.last.map { Filter.and([filter, .greaterThan("_id", .string($0))]) } ?? filter
            let page = try await store.find(Query(behind, sort: [.ascending("_id")]), in: collection)
            names += page.map(\.id)
            guard page.count == Query.mostPerPage, names.count < Self.mostInBulk else { return names }
        }
    }
}
