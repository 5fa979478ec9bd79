import KinoraGate

/// The addresses of the pages about passwords, second factors and passkeys, as values.
package enum FactorPlace: Hashable, Sendable {
    case password
    case secondFactor, beginFactor, confirmFactor, renewCodes, turnFactorOff
    case passkeys, passkeyQuestion
    case renamePasskey(String)
    case removePasskey(String)
    case signInQuestion
    case signIn(next: LocalPath?)
    case proveByPasskey(next: LocalPath?)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case password = "/account/password"
        case secondFactor = "/account/second-factor"
        case beginFactor = "/account/second-factor/begin"
        case confirmFactor = "/account/second-factor/confirm"
        case renewCodes = "/account/second-factor/codes"
        case turnFactorOff = "/account/second-factor/off"
        case passkeys = "/account/passkeys"
        case passkeyQuestion = "/account/passkeys/question"
        case renamePasskey = "/account/passkeys/{passkey}/rename"
        case removePasskey = "/account/passkeys/{passkey}/remove"
        case signInQuestion = "/login/passkey/question"
        case signIn = "/login/passkey"
        case proveByPasskey = "/login/again/passkey"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .password: Pattern.password.rawValue
        case .secondFactor: Pattern.secondFactor.rawValue
        case .beginFactor: Pattern.beginFactor.rawValue
        case .confirmFactor: Pattern.confirmFactor.rawValue
        case .renewCodes: Pattern.renewCodes.rawValue
        case .turnFactorOff: Pattern.turnFactorOff.rawValue
        case .passkeys: Pattern.passkeys.rawValue
        case .passkeyQuestion: Pattern.passkeyQuestion.rawValue
        case .renamePasskey(let id): "/account/passkeys/\(id)/rename"
        case .removePasskey(let id): "/account/passkeys/\(id)/remove"
        case .signInQuestion: Pattern.signInQuestion.rawValue
        case .signIn(let next): Pattern.signIn.rawValue + AccountPlace.query(next)
        case .proveByPasskey(let next): Pattern.proveByPasskey.rawValue + AccountPlace.query(next)
        }
    }
}
