import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

extension Document {
    /// The document as programs see it: the body, and what the store set.
    var answered: Value {
        guard case .object(var fields) = body else { return body }
        fields["_id"] = .string(id)
        fields["_etag"] = etag.answered
        fields["createdAt"] = .date(createdAt)
        fields["updatedAt"] = .date(updatedAt)
        return .object(fields)
    }

    /// Where it is: `/api/films/metropolis`.
    func address(in collection: String) -> String {
        "\(SharedAddresses.api)/\(PercentCoding.encoded(collection))/\(PercentCoding.encoded(id))"
    }
}

extension ETag {
    var answered: Value { .object(["$oid": .string(rawValue)]) }
}

extension Response {
    /// Something that was read. Whoever keeps it asks again before using it.
    static func json(_ value: Value, tag: ETag? = nil, status: HTTPResponse.Status = .ok, _ more: HTTPFields = [:]) -> Response {
        var fields = more
        fields[.contentType] = "application/json"
        fields[.cacheControl] = fields[.cacheControl] ?? "private, no-cache"
        if let tag { fields[.eTag] = tag.rawValue }
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.jsonBytes)))
    }

    static func notModified(_ tag: ETag) -> Response {
        Response(status: .notModified, headers: [.eTag: tag.rawValue, .cacheControl: "private, no-cache"])
    }

    /// One document was written.
    static func written(_ document: Document, isNew: Bool, _ call: Call) throws -> Response {
        var fields: HTTPFields = [.eTag: document.etag.rawValue, .cacheControl: "no-store"]
        if isNew { fields[.location] = document.address(in: call.collection) }
        let status: HTTPResponse.Status = isNew ? .created : .ok
        guard call.wantsRepresentation else { return Response(status: status, headers: fields) }
        fields[.preferenceApplied] = "return=representation"
        return json(try call.jsonMode().written(document.answered), tag: document.etag, status: status, fields)
    }

    static let multiStatus = HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")
}
