import HTTPTypes
import KinoraDocuments
import KinoraKernel

/// Why the API does not do what was asked: a status, one sentence, and what a program can read beside it.
struct APIProblem: Error {
    let status: HTTPResponse.Status
    let message: String
    var fields: HTTPFields = [:]
    /// Members of the answer beside the usual three.
    var details: [String: Value] = [:]

    static func bad(_ message: String) -> APIProblem { APIProblem(status: .badRequest, message: message) }

    static func unauthorized(_ message: String, isInvalid: Bool = false) -> APIProblem {
        var fields: HTTPFields = [:]
        fields.append(HTTPField(name: .wwwAuthenticate, value: #"Basic realm="Kinora", charset="UTF-8""#))
        let reason = isInvalid ? #", error="invalid_token""# : ""
        fields.append(HTTPField(name: .wwwAuthenticate, value: #"Bearer realm="Kinora""# + reason))
        return APIProblem(status: .unauthorized, message: message, fields: fields)
    }

    static func forbidden(_ message: String) -> APIProblem { APIProblem(status: .forbidden, message: message) }

    static func tooMany(seconds: Int) -> APIProblem {
        APIProblem(
            status: .tooManyRequests, message: "Too many tokens that are not known. Wait \(seconds) seconds.",
            fields: [.retryAfter: String(seconds)])
    }

    static let nothingHere = APIProblem(status: .notFound, message: "There is nothing at this address.")

    static func noCollection(_ name: String) -> APIProblem {
        APIProblem(
            status: .notFound, message: "There is no collection called \(name.onOneLine(atMost: 80)).",
            details: ["missing": "collection"])
    }

    static func noDocument(_ id: String, in collection: String) -> APIProblem {
        APIProblem(
            status: .notFound, message: "There is no document \(id.onOneLine(atMost: 80)) in \(collection).",
            details: ["missing": "document"])
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> APIProblem {
        let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return APIProblem(
            status: .methodNotAllowed, message: "This resource knows \(names) only.", fields: [.allow: names])
    }

    static func exists(_ id: String, in collection: String) -> APIProblem {
        APIProblem(
            status: .conflict, message: "There is already a document \(id.onOneLine(atMost: 80)) in \(collection).",
            details: ["conflict": ["exists": true]])
    }

    static func tagRequired(present: ETag?) -> APIProblem {
        APIProblem(
            status: .conflict, message: "The version that is meant must be named with If-Match.",
            fields: present.map { [.eTag: $0.rawValue] } ?? [:], details: ["conflict": ["etag": true]])
    }

    static func tagIsWrong(present: ETag?) -> APIProblem {
        APIProblem(
            status: .preconditionFailed, message: "Another version stands there; nothing was changed.",
            fields: present.map { [.eTag: $0.rawValue] } ?? [:])
    }

    static let busy = APIProblem(
        status: .serviceUnavailable, message: "The database does not answer at the moment; try again.", fields: [.retryAfter: "5"])

    static let tooLarge = APIProblem(status: .contentTooLarge, message: "The body is too large.")

    static let ours = APIProblem(status: .internalServerError, message: "Something went wrong here; it was noted in the log.")
}

extension APIProblem {
    /// What a program is told about an error of the store.
    init?(_ error: StoreError) {
        switch error {
        case .exists(let collection, let id): self = .exists(id, in: collection)
        case .notUnique(_, let paths):
            self.init(
                status: .conflict, message: error.sentence,
                details: ["conflict": ["paths": .array(paths.map(Value.string))]])
        case .missing(let collection, let id): self = .noDocument(id, in: collection)
        case .changed(_, _, let now): self = .tagIsWrong(present: now)
        case .unknownCollection(let name): self = .noCollection(name)
        case .invalid(let reason): self = .bad(reason)
        case .unavailable, .cannotWrite, .refused, .unusable: self = .busy
        case .unreadable, .newerFormat, .notADatabase: return nil
        }
    }
}
