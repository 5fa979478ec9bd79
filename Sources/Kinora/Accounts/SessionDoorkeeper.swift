import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Tells the gate who is signed in.
struct SessionDoorkeeper: Doorkeeper {
    let accounts: Accounts
    private let profiles: Records<Profile>

    init(_ accounts: Accounts) {
        self.accounts = accounts
        profiles = Records(in: accounts.store)
    }

    func principal(token: String?, from origin: RequestOrigin) async throws -> Principal? {
        guard let token,
            let session = try await accounts.sessions.session(token, on: DeviceSighting(agent: origin.agent, address: origin.address)),
            let member = try await accounts.members.read(MemberID(session.value.member)), member.value.state == .active
        else { return nil }
        // A profile that was removed meanwhile is chosen anew.
        let found = if let id = session.value.profile { try await profiles.read(id) } else { nil as Stored<Profile>? }
        let profile = found.flatMap { $0.value.member == member.id ? $0 : nil }
        let life = accounts.sessions.life
        let now = accounts.time.now
        let isFresh = life.isFresh(session.value, at: now)
        let wasPINShown = session.value.pinShownAt.map { now.since($0) < life.pin } ?? false
        let isUnguarded = profile.map { $0.value.ageLimit == nil } ?? isFresh
        var principal = Principal(
            member: member.id, role: member.value.role, profile: profile?.id, name: profile?.value.name ?? member.value.name,
            picture: profile?.value.picture, ageLimit: profile?.value.ageLimit, session: session.id, isFresh: isFresh,
            hasPowers: life.hasPowers(session.value, at: now),
            isBehindPIN: member.value.pin != nil && !isUnguarded && !wasPINShown)
        principal.isTelevision = session.value.isTelevision
        principal.language = member.value.language
        if member.value.role.rights.contains(where: \.isPower), member.value.totp?.activeSince == nil,
            !session.value.ways.contains(.passkey)
        {
            principal.lacksSecondFactor = try await accounts.rules.rules().mustManagersHaveSecondFactor
        }
        return principal
    }
}
