import HTTPTypes

/// Why a request is not answered with what was asked for. The words are chosen by whoever shows it.
package enum Refusal: Error, Hashable {
    case notFound
    /// The address is right, the method is not; says which are.
    case methodNotAllowed([HTTPRequest.Method])
    /// Nothing here knows the method.
    case unknownMethod
    /// The server was addressed by a name that is not its own.
    case foreignHost
    /// A change was asked for from another site's page, or from no page at all.
    case foreignOrigin
    case tooLarge
    /// Whoever asks may not have this.
    case notPermitted
    /// It cannot be done as things stand: one sentence that says why, for the visitor.
    case conflict(String)

    package var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .unknownMethod: .notImplemented
        case .foreignHost: .misdirectedRequest
        case .foreignOrigin, .notPermitted: .forbidden
        case .tooLarge: .contentTooLarge
        case .conflict: .conflict
        }
    }

    /// Fields that the status requires (RFC 9110 section 15.5.6).
    package var fields: HTTPFields {
        guard case .methodNotAllowed(let methods) = self else { return [:] }
        return [.allow: methods.map(\.rawValue).sorted().joined(separator: ", ")]
    }
}
