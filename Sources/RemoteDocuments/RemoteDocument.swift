import KinoraDocuments
import KinoraKernel

/// A document as it travels: the body's fields, and beside them what the store set.
enum RemoteDocument {
    /// Reads one document.
    /// - Parameter body: what of the fields is the body; by default all that the store does not reserve.
    /// - Returns: nil for what is no document.
    static func read(_ value: Value, body: ([String: Value]) -> Value = Self.plainBody) -> Document? {
        guard case .object(let fields) = value, let id = name(fields["_id"]), let tag = tag(fields["_etag"]) else { return nil }
        let updated = moment(fields["updatedAt"])
        let created = moment(fields["createdAt"]) ?? updated ?? Moment(milliseconds: 0)
        return Document(id: id, etag: tag, createdAt: created, updatedAt: updated ?? created, body: body(fields))
    }

    static func plainBody(_ fields: [String: Value]) -> Value {
        .object(fields.filter { !DocumentRules.reserved.contains($0.key) })
    }

    /// The whole document, tags and moments included, as `_restore` takes it.
    static func exact(_ document: Document) -> [UInt8] {
        guard case .object(var fields) = document.body else { return [] }
        fields["_id"] = .string(document.id)
        fields["_etag"] = .object(["$oid": .string(document.etag.rawValue)])
        fields["createdAt"] = .date(document.createdAt)
        fields["updatedAt"] = .date(document.updatedAt)
        return Value.object(fields).jsonBytes
    }

    /// A new document under its name, for bulk writes.
    static func named(_ id: String, _ body: Value) -> [UInt8] {
        guard case .object(var fields) = body else { return [] }
        fields["_id"] = .string(id)
        return Value.object(fields).jsonBytes
    }

    /// The tag in a header, quoted or not, weak or not.
    static func tag(header: String?) -> ETag? {
        guard var text = header?[...] else { return nil }
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
        return text.isEmpty ? nil : ETag(rawValue: String(text))
    }

    private static func name(_ value: Value?) -> String? {
        switch value {
        case .string(let text): text
        case .object(let fields): if case .string(let text) = fields["$oid"] { text } else { nil }
        default: nil
        }
    }

    private static func tag(_ value: Value?) -> ETag? { name(value).map(ETag.init(rawValue:)) }

    private static func moment(_ value: Value?) -> Moment? { if case .date(let moment) = value { moment } else { nil } }
}
