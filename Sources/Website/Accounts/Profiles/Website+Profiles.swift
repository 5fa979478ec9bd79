import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Choosing who watches.
extension Website {
    /// All that concerns profiles and the PIN.
    var familyRoutes: [Route] { profileRoutes + profileSettingsRoutes + pinRoutes }

    private var profileRoutes: [Route] {
        [
            at(.get, .who, for: .member, whoWatches),
            at(.post, .choose, for: .member, choose),
        ]
    }

    func at(
        _ method: HTTPRequest.Method, _ pattern: ProfilePlace.Pattern, for rule: AccessRule, _ handler: @escaping Route.Handler
    ) -> Route {
        Route(method, pattern.rawValue, for: rule, Self.keptPrivate(handler))
    }

    private func whoWatches(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        let next = next(request)
        let member = try await holder(visitor)
        var profiles = try await accounts.profiles.profiles(of: MemberID(member.id))
        if profiles.isEmpty { profiles = [try await accounts.profiles.first(of: MemberID(member.id), named: member.value.name)] }
        var page = ProfilesPage(profiles, current: principal.profile, heading: words(.whoIsWatching), words) {
            ProfilePlace.choose($0, next: next).address
        }
        page.manage = ProfilePlace.all.address
        return try pages.response("account/profiles", page, title: page.heading, section: .none, for: visitor)
    }

    private func choose(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        let member = MemberID(principal.member)
        let form = try await form(request)
        let all = try await accounts.profiles.profiles(of: member)
        let id = try visitor.parameters.require("profile")
        guard let target = all.first(where: { $0.id == id }) else { throw Refusal.notFound }
        let current = all.first { $0.id == principal.profile }?.value
        if ProfileSwitch.needsPIN(isBehindPIN: principal.isBehindPIN, from: current, to: target.value, among: all.map(\.value)) {
            guard let pin = form["pin"] else { return try askForPIN(target, request, visitor) }
            guard try await hearing({ try await accounts.pins.isRight(pin, of: member, on: device(request, visitor)) }) else {
                return try askForPIN(target, request, visitor, faults: [words(.pinWrong)], status: .unauthorized)
            }
        }
        // What the session admits to changes, so its token does.
        guard let token = try await accounts.sessions.renew(principal.session, { ProfileSwitch.note(target, in: &$0) }) else {
            throw Refusal.signIn
        }
        return goOn(to: (next(request) ?? .home).text, [renewed(token, visitor)])
    }

    private func askForPIN(
        _ target: Stored<Profile>, _ request: Request, _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let page = FormPage(
            heading: target.value.name, lead: words(.pinToSwitch), faults: faults,
            action: ProfilePlace.choose(ProfileID(target.id), next: next(request)).address, fields: [.pin(words(.pin))],
            button: words(.goOn),
            links: [
                .init(
                    label: words(.pinForgotten), address: ProfilePlace.insteadOfPIN(next: AccountPlace.profiles(next: nil).local).address),
                .init(label: words(.back), address: AccountPlace.profiles(next: next(request)).address),
            ])
        return try show(page, visitor, status: status)
    }

    /// How the viewer wants films played.
    func wishes(_ visitor: Visitor) async throws -> WatchWishes {
        let (principal, profile) = try visitor.viewer()
        let known = try await accounts.profiles.profile(ProfileID(profile), of: MemberID(principal.member))
        return WatchWishes(known?.value.playback, of: profile)
    }
}

extension AccountPlace {
    /// As a place to go on to.
    var local: LocalPath? { LocalPath(address) }
}
