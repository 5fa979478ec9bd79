import HTTPTypes

/// What a client already has, and on which condition it wants the rest (RFC 9110 section 13). Files here have strong tags and no dates.
struct Preconditions: Sendable {
    enum Outcome: Hashable { case send, notModified, failed }

    private let fields: HTTPFields

    init(_ fields: HTTPFields) {
        self.fields = fields
    }

    /// In the order of section 13.2.2; the fields with dates are ignored, as files have none.
    func outcome(for etag: String) -> Outcome {
        if let wanted = fields[.ifMatch], !Self.lists(wanted, etag, weakly: false) { return .failed }
        if let known = fields[.ifNoneMatch], Self.lists(known, etag, weakly: true) { return .notModified }
        return .send
    }

    /// Whether a range may be answered with a part: without `If-Range`, or when its tag is this file's. A date never is.
    func allowRange(for etag: String) -> Bool {
        fields[.ifRange].map { $0[...].trimmed == etag } ?? true
    }

    private static func lists(_ field: String, _ etag: String, weakly: Bool) -> Bool {
        field.split(separator: ",").map(\.trimmed).contains { entry in
            entry == "*" || entry == etag || (weakly && entry.hasPrefix("W/") && entry.dropFirst(2) == etag)
        }
    }
}
