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
    /// Nobody is signed in.
    case signIn
    /// Somebody is signed in, but nobody said yet who watches.
    case chooseProfile
    /// The account's PIN stands before this.
    case enterPIN
    /// Whoever is signed in must show again who they are.
    case proveAgain
    /// The house wants a second factor of whoever may do this.
    case setUpSecondFactor
    /// Too many tries in a short time; says after how many seconds another is heard.
    case tooMany(seconds: Int)
    /// More is asked of the server than it can do at once.
    case busy(seconds: Int)
    /// A change, while a backup is made before an upgrade; says after how many seconds it will be heard.
    case upgrading(seconds: Int)
    /// What was sent cannot be read as what is expected here.
    case badRequest
    /// It cannot be done as things stand: one sentence that says why, for the visitor.
    case conflict(String)

    package var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .unknownMethod: .notImplemented
        case .foreignHost: .misdirectedRequest
        case .foreignOrigin, .notPermitted, .chooseProfile, .enterPIN, .proveAgain, .setUpSecondFactor: .forbidden
        case .signIn: .unauthorized
        case .tooMany: .tooManyRequests
        case .busy, .upgrading: .serviceUnavailable
        case .badRequest: .badRequest
        case .tooLarge: .contentTooLarge
        case .conflict: .conflict
        }
    }

    /// Fields that the status requires or allows (RFC 9110 sections 10.2.3 and 15.5.6).
    package var fields: HTTPFields {
        switch self {
        case .methodNotAllowed(let methods): [.allow: methods.map(\.rawValue).sorted().joined(separator: ", ")]
        case .tooMany(let seconds), .busy(let seconds), .upgrading(let seconds): [.retryAfter: String(max(1, seconds))]
        default: [:]
        }
    }
}
