import Foundation
import KinoraAccounts
import KinoraGate

/// The addresses of the ways in and of one's own account, as values.
package enum AccountPlace: Hashable, Sendable {
    case login(next: LocalPath?)
    case secondStep(next: LocalPath?)
    case proveAgain(next: LocalPath?)
    case logout
    case register
    case join(code: String)
    case welcome(code: String)
    case forgot
    case reset(code: String)
    case confirm(code: String)
    case account
    case details
    case sessions
    case endSession(String)
    case endOtherSessions
    case invitations
    case revokeInvitation(String)
    case members
    case member(MemberID)
    case memberAction(MemberID, MemberAction)
    case houseRules
    case profiles(next: LocalPath?)
    case pin(next: LocalPath?)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case login = "/login"
        case secondStep = "/login/code"
        case proveAgain = "/login/again"
        case logout = "/logout"
        case register = "/register"
        case join = "/join/{code}"
        case welcome = "/welcome/{code}"
        case forgot = "/forgot"
        case reset = "/reset/{code}"
        case confirm = "/confirm/{code}"
        case account = "/account"
        case details = "/account/details"
        case sessions = "/account/sessions"
        case endSession = "/account/sessions/{session}/end"
        case endOtherSessions = "/account/sessions/end-others"
        case invitations = "/account/invitations"
        case revokeInvitation = "/account/invitations/{invitation}/revoke"
        case members = "/members"
        case houseRules = "/members/rules"
        case member = "/members/{member}"
        case memberAction = "/members/{member}/{action}"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .login(let next): "/login" + Self.query(next)
        case .secondStep(let next): "/login/code" + Self.query(next)
        case .proveAgain(let next): "/login/again" + Self.query(next)
        case .logout: "/logout"
        case .register: "/register"
        case .join(let code): "/join/" + code
        case .welcome(let code): "/welcome/" + code
        case .forgot: "/forgot"
        case .reset(let code): "/reset/" + code
        case .confirm(let code): "/confirm/" + code
        case .account: "/account"
        case .details: "/account/details"
        case .sessions: "/account/sessions"
        case .endSession(let id): "/account/sessions/\(id)/end"
        case .endOtherSessions: "/account/sessions/end-others"
        case .invitations: "/account/invitations"
        case .revokeInvitation(let id): "/account/invitations/\(id)/revoke"
        case .members: "/members"
        case .member(let id): "/members/\(id)"
        case .memberAction(let id, let action): "/members/\(id)/\(action.rawValue)"
        case .houseRules: "/members/rules"
        case .profiles(let next): "/profiles" + Self.query(next)
        case .pin(let next): "/pin" + Self.query(next)
        }
    }

    /// Where a visitor goes on after a step; not shown where it is the first page anyway.
    static func query(_ next: LocalPath?) -> String {
        guard let next, next != .home else { return "" }
        return "?next=" + (next.text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "")
    }

    private static let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    /// Whole addresses for letters and for the line that the first start prints.
    package init(_ destination: Reception.Destination) {
        switch destination {
        case .firstStart(let code): self = .welcome(code: code)
        case .confirm(let code): self = .confirm(code: code)
        case .reset(let code): self = .reset(code: code)
        case .invitation(let code): self = .join(code: code)
        case .signIn: self = .login(next: nil)
        case .members: self = .members
        case .home: self = .login(next: .home)
        }
    }
}

/// What can be done with a member on the page of members.
package enum MemberAction: String, Hashable, Sendable, CaseIterable {
    case admit, disable, enable, role
    case endSessions = "end-sessions"
    case sendReset = "send-reset"
}
