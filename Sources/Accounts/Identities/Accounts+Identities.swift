import KinoraDocuments
import KinoraKernel

extension Accounts {
    /// What becomes of somebody whom a provider vouches for.
    package enum ProviderOutcome: Sendable {
        /// The member is known; what signing in says then, a second factor included.
        case entered(SignInOutcome)
        /// The address belongs to an account already: sign in there, then link.
        case belongsToAccount
        /// Strangers are not let in, or not by this invitation.
        case notAdmitted
    }

    /// Lets somebody in whom a provider vouches for: a member by issuer and subject, a stranger as the house's rule says.
    ///
    /// Accounts are never put together because addresses are alike. A trusted address that belongs to an account sends the person there. Only
    /// an account whose address nobody ever confirmed, and that may do nothing but watch, makes room: whoever made it may have taken an
    /// address that was not theirs, and keeps neither password, nor factors, nor sessions.
    package func enter(
        _ provided: ProvidedIdentity, from provider: String, invitation code: String?, on device: DeviceSighting
    ) async throws -> ProviderOutcome {
        if let known = try await identities.find(provided), let member = try await members.read(MemberID(known.value.member)) {
            try await identities.use(known.id, provided, from: provider)
            return .entered(try await signIn.enter(member, [.provider], on: device))
        }
        let address = provided.isEmailTrusted ? MailAddress(provided.email) : nil
        if let address, let standing = try await members.with(address) {
            guard standing.value.confirmedAt == nil, standing.value.role.rights.isSubset(of: [.watch, .invite]) else {
                return .belongsToAccount
            }
            let member = try await takeOver(standing)
            try await identities.link(provided, from: provider, to: MemberID(member.id))
            return .entered(try await signIn.enter(member, [.provider], on: device))
        }
        guard let member = try await admit(provided, address, invitation: code) else { return .notAdmitted }
        try await identities.link(provided, from: provider, to: MemberID(member.id))
        return .entered(try await signIn.enter(member, [.provider], on: device))
    }

    /// Takes an identity away from its member, where another way in is left.
    /// - Throws: `IdentityRefusal.lastWayIn`.
    package func unlink(_ id: String, of member: Stored<Member>) async throws -> Bool {
        try await identities.unlink(id, of: MemberID(member.id)) {
            let passkeys = try await passkeys.list(of: MemberID(member.id))
            return member.value.password != nil || !passkeys.isEmpty
        }
    }

    /// Whose session began an attempt, if it stands still.
    package func member(of attempt: ProviderAttempt) async throws -> Stored<Member>? {
        guard let id = attempt.session, let session = try await Records<Session>(in: store).read(id)?.value,
            !sessions.life.isOver(session, at: time.now)
        else { return nil }
        return try await members.read(MemberID(session.member))
    }

    private func admit(_ provided: ProvidedIdentity, _ address: MailAddress?, invitation code: String?) async throws -> Stored<Member>? {
        let rule = try await rules.rules().registration
        guard rule != .closed, code != nil || rule != .invitation, try await members.hasOwner() else { return nil }
        let invitation = if let code { try await invitations.take(code) } else { nil as Stored<Invitation>? }
        guard invitation != nil || code == nil else { return nil }
        let name = PersonalName.clean(provided.name) ?? address.map { String($0.text.prefix { $0 != "@" }) } ?? "Member"
        let state: Member.State = invitation == nil && rule == .approval ? .waiting : .active
        var newcomer = Member(email: address?.text, name: name, role: invitation?.value.role ?? .member, state: state)
        newcomer.confirmedAt = address == nil ? nil : time.now
        newcomer.invitation = invitation?.id
        do {
            return try await members.create(newcomer)
        } catch {
            if let invitation { try await invitations.giveBack(invitation.id) }
            throw error
        }
    }

    private func takeOver(_ standing: Stored<Member>) async throws -> Stored<Member> {
        let id = MemberID(standing.id)
        let rule = try await rules.rules().registration
        let now = time.now
        try await sessions.endAll(of: id)
        try await devices.forget(id.rawValue)
        try await passkeys.removeAll(of: id)
        try await identities.forgetAll(of: id)
        try await members.change(id) { member in
            (member.password, member.passwordSetAt, member.totp, member.pin) = (nil, nil, nil, nil)
            member.recoveryCodes = []
            member.confirmedAt = now
            guard member.state == .unconfirmed else { return }
            member.state = rule == .approval && member.invitation == nil ? .waiting : .active
        }
        return try await members.read(id) ?? standing
    }
}
