import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraKernel

/// What another Kinora server needs beside RESTHeart's conventions.
extension VideoAPI {
    static let mostChanges = 10_000

    /// GET /_changes?since=&limit=: the change feed, without the tokens.
    func changes(_ call: Call) async throws -> Response {
        let since = try call.parameters.number("since", within: 0...Int.max, else: 0)
        let limit = try call.parameters.number("limit", within: 0...Self.mostChanges, else: Query.mostPerPage)
        var position = Int64(since)
        var seen: [DocumentChange] = []
        while seen.count < limit {
            let wanted = limit - seen.count
            let page = try await store.changes(since: position, limit: wanted)
            seen += page.filter { $0.collection != Token.schema.name }
            position = page.last?.position ?? position
            if page.count < wanted { break }
        }
        let latest = try await store.latestPosition()
        return .json(
            ["changes": .array(seen.map(\.answered)), "latest": .int(latest)], [.cacheControl: "no-store"])
    }

    /// POST /<collection>/_restore: documents exactly as they are given, tags and moments included.
    func restore(_ call: Call) async throws -> Response {
        guard case .array(let elements) = try await call.body(), elements.count <= Self.mostInArray else {
            throw APIProblem.bad("This takes an array of at most \(Self.mostInArray) documents.")
        }
        let documents = try elements.map(Self.document)
        try await store.restore(documents, into: call.collection)
        return .json(["restored": .int(Int64(documents.count))], [.cacheControl: "no-store"])
    }

    private static func document(_ value: Value) throws -> Document {
        guard case .object(let fields) = value, case .string(let id)? = fields["_id"], case .string(let tag)? = fields["_etag"],
            case .date(let createdAt)? = fields["createdAt"], case .date(let updatedAt)? = fields["updatedAt"]
        else { throw APIProblem.bad("A document to restore has _id, _etag, createdAt and updatedAt.") }
        return Document(id: id, etag: ETag(rawValue: tag), createdAt: createdAt, updatedAt: updatedAt, body: value)
    }
}

extension DocumentChange {
    var answered: Value {
        [
            "position": .int(position), "collection": .string(collection), "id": .string(id), "kind": .string(kind.rawValue),
            "at": .date(at),
        ]
    }
}
