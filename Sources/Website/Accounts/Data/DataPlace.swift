import HTTPTypes
import KinoraAccounts
import KinoraGate

/// The addresses of the pages about what the house knows of a member, and of leaving it, as values.
package enum DataPlace: Hashable, Sendable {
    case data
    case close
    case mail
    case language
    case privacy
    case clearHistory(ProfileID)
    /// Where somebody who signed in to an account that is closing decides.
    case keep(next: LocalPath?)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case data = "/account/data"
        case close = "/account/close"
        case mail = "/account/mail"
        case language = "/account/language"
        case privacy = "/account/privacy"
        case clearHistory = "/account/privacy/{profile}/clear"
        case keep = "/login/keep"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .data: Pattern.data.rawValue
        case .close: Pattern.close.rawValue
        case .mail: Pattern.mail.rawValue
        case .language: Pattern.language.rawValue
        case .privacy: Pattern.privacy.rawValue
        case .clearHistory(let id): "/account/privacy/\(id)/clear"
        case .keep(let next): Pattern.keep.rawValue + AccountPlace.query(next)
        }
    }
}

extension Website {
    func at(_ method: HTTPRequest.Method, _ pattern: DataPlace.Pattern, for rule: AccessRule, _ handler: @escaping Route.Handler) -> Route {
        Route(method, pattern.rawValue, for: rule, Self.keptPrivate(handler))
    }
}
