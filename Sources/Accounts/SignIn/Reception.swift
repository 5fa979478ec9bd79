import KinoraDocuments
import KinoraKernel

/// Where strangers become members: the first owner, those who register, those who were invited; and where forgotten passwords are replaced.
package struct Reception: Sendable {
    let members: MemberBook
    let sessions: SessionBook
    let devices: DeviceBook
    let invitations: InvitationBook
    let codes: CodeBook
    let attempts: AttemptLimiter
    let passwords: PasswordHasher
    let outbox: Outbox
    let rules: RuleBook
    /// Makes the whole address of a page that a letter names.
    package let link: @Sendable (Destination) -> String
    let time: any TimeSource

    /// Pages that letters and the first start name.
    package enum Destination: Hashable, Sendable {
        case firstStart(code: String)
        case confirm(code: String)
        case reset(code: String)
        case invitation(code: String)
        case signIn
        case members
        case home
    }

    /// What somebody says of themselves.
    package struct Application: Sendable {
        package var address: String
        package var name: String
        package var password: String
        package var language: String?

        package init(address: String, name: String, password: String, language: String? = nil) {
            self.address = address
            self.name = name
            self.password = password
            self.language = language
        }
    }

    package enum Fault: Hashable, Sendable {
        case address
        case name
        case password(PasswordFault)
    }

    package enum Outcome: Sendable {
        case faults([Fault])
        /// A letter is on its way to the address, and says how to go on: whether the address has an account already stands only there.
        case letterSent
        /// The account stands; sign in.
        case member(Stored<Member>)
        /// The account stands, and waits to be let in.
        case waiting
        /// The invitation admits nobody any more, or strangers are not let in.
        case notAdmitted
        /// Only where no letters can be sent: the address has an account already.
        case addressTaken
    }

    // MARK: - The first start

    /// The link that makes the owner's account; nil where the house has an owner.
    package func firstLink() async throws -> String? {
        if try await members.hasOwner() { return nil }
        return link(.firstStart(code: try await codes.make(.firstStart)))
    }

    package func admitsOwner(_ code: String) async throws -> Bool {
        guard try await codes.look(at: code, for: .firstStart) != nil else { return false }
        return try await !members.hasOwner()
    }

    /// Makes the owner's account.
    package func makeOwner(_ application: Application, code: String, from device: DeviceSighting) async throws -> Outcome {
        _ = try attempts.count(.register, of: nil, from: device)
        guard try await admitsOwner(code) else { return .notAdmitted }
        let form = read(application)
        guard let address = form.address, form.faults.isEmpty else { return .faults(form.faults) }
        let password = try await passwords.hash(application.password)
        guard try await codes.use(code, for: .firstStart) != nil else { return .notAdmitted }
        // Whoever reads the server's own output needs no letter to show who they are.
        var owner = member(form, address, role: .owner, password)
        owner.confirmedAt = time.now
        return .member(try await members.create(owner))
    }

    // MARK: - Registering

    /// - Parameter invitation: the code of the link that the person came by.
    /// - Throws: `TooManyAttempts`; `PasswordsBusy`.
    package func register(
        _ application: Application, invitation code: String?, from device: DeviceSighting
    ) async throws -> Outcome {
        _ = try attempts.count(.register, of: nil, from: device)
        let rules = try await rules.rules()
        let invitation = if let code { try await invitations.look(at: code) } else { nil as Stored<Invitation>? }
        guard rules.registration != .closed, invitation != nil || (code == nil && rules.registration != .invitation),
            try await members.hasOwner()
        else { return .notAdmitted }
        let form = read(application)
        guard let address = form.address, form.faults.isEmpty else { return .faults(form.faults) }
        let password = try await passwords.hash(application.password)
        if let known = try await members.with(address) {
            guard outbox.canDeliver else { return .addressTaken }
            if known.value.state == .unconfirmed {
                try await replace(known, with: form, password)
            } else {
                try await outbox.tell(known.value, id: MemberID(known.id), .alreadyMember(link: link(.signIn)))
            }
            return .letterSent
        }
        var newcomer = member(form, address, role: invitation?.value.role ?? .member, password)
        newcomer.invitation = invitation?.id
        // An invitation is the house's own word; without one the rule decides.
        let mustWait = invitation == nil && rules.registration == .approval
        newcomer.state = outbox.canDeliver ? .unconfirmed : mustWait ? .waiting : .active
        if let code, try await invitations.take(code) == nil { return .notAdmitted }
        do {
            let made = try await members.create(newcomer)
            if outbox.canDeliver {
                try await sendConfirmation(made)
                return .letterSent
            }
            if mustWait { return .waiting }
            return .member(made)
        } catch {
            if let invitation { try await invitations.giveBack(invitation.id) }
            if error as? MemberRefusal == .addressTaken { return outbox.canDeliver ? .letterSent : .addressTaken }
            throw error
        }
    }

    /// Sends the link that shows that mail arrives.
    package func sendConfirmation(_ member: Stored<Member>) async throws {
        guard let address = MailAddress(member.value.email) else { return }
        try await sendConfirmation(of: address, to: member)
    }

    /// The same for an address that a member wants instead of the present one.
    package func sendConfirmation(of address: MailAddress, to member: Stored<Member>) async throws {
        let code = try await codes.make(.confirmAddress, member: MemberID(member.id), address: address)
        try await outbox.post(
            Letter(
                to: address.text, language: member.value.language, member: member.id, .confirmAddress(link: link(.confirm(code: code))),
                goodUntil: time.now + CodeBook.life(of: .confirmAddress)))
    }

    /// Whoever registered with an address that was never confirmed makes room for the next who does: it may not have been theirs.
    private func replace(_ known: Stored<Member>, with form: Form, _ password: String) async throws {
        let now = time.now
        try await members.change(MemberID(known.id)) { member in
            guard member.state == .unconfirmed else { return }
            member.name = form.name ?? member.name
            member.password = password
            member.passwordSetAt = now
        }
        if let member = try await members.read(MemberID(known.id)) { try await sendConfirmation(member) }
    }

    /// Whose address the link of a letter confirms.
    package func member(confirming code: String) async throws -> Stored<Member>? {
        guard let looked = try await codes.look(at: code, for: .confirmAddress), let id = looked.member else { return nil }
        return try await members.read(MemberID(id))
    }

    /// Uses the link of a letter up, for somebody who knows the account's password: mail may reach another than the one who registered.
    /// - Returns: the member as it stands now; nil where the link is none any more, or the password is wrong.
    /// - Throws: `TooManyAttempts`; `PasswordsBusy`; `MemberRefusal.addressTaken`.
    package func confirm(_ code: String, password: String, from device: DeviceSighting) async throws -> Stored<Member>? {
        guard let known = try await member(confirming: code) else { return nil }
        let attempt = try attempts.count(.password, of: known.value.email ?? known.id, from: device)
        guard try await passwords.verify(password, against: known.value.password) != .wrong else { return nil }
        attempts.forgive(attempt)
        guard let used = try await codes.use(code, for: .confirmAddress), let id = used.member.map({ MemberID($0) }) else { return nil }
        let rules = try await rules.rules()
        let now = time.now
        try await members.change(id) { member in
            member.email = used.address
            member.confirmedAt = now
            guard member.state == .unconfirmed else { return }
            member.state = rules.registration == .approval && member.invitation == nil ? .waiting : .active
        }
        guard let member = try await members.read(id) else { return nil }
        if member.value.state == .waiting { try await tellManagers(of: member.value.name) }
        return member
    }

    /// Lets somebody in who waits.
    package func admit(_ id: MemberID, by actor: Role) async throws {
        try await members.setState(.active, of: id, by: actor)
        guard let member = try await members.read(id) else { return }
        try await outbox.tell(member.value, id: id, .admitted(link: link(.signIn)))
    }

    private func tellManagers(of name: String) async throws {
        let managers: Filter = .in("role", [.string(Role.owner.rawValue), .string(Role.manager.rawValue)])
        for manager in try await members.list(managers, limit: 20)
        where manager.value.state == .active && manager.value.letters?.waiting != false {
            try await outbox.tell(manager.value, id: MemberID(manager.id), .waitingMember(name: name, link: link(.members)))
        }
    }

    // MARK: - Forgotten passwords

    /// Sends a link by which another password can be set, if the address has an account. The answer is the same if not.
    /// - Throws: `TooManyAttempts`.
    package func forgot(_ address: String, from device: DeviceSighting) async throws {
        let address = MailAddress(address)
        _ = try attempts.count(.reset, of: address?.text, from: device)
        guard let address, let member = try await members.with(address) else { return }
        if outbox.canDeliver { try await sendReset(member) }
    }

    /// - Throws: `MailNotSetUp`.
    package func sendReset(_ member: Stored<Member>) async throws {
        guard let address = member.value.email else { return }
        try await outbox.post(
            Letter(
                to: address, language: member.value.language, member: member.id, .resetPassword(link: try await resetLink(member)),
                goodUntil: time.now + CodeBook.life(of: .resetPassword)))
    }

    /// The link by which a member sets another password; for the letter, and for whoever hands it over at the server itself.
    package func resetLink(_ member: Stored<Member>) async throws -> String {
        link(.reset(code: try await codes.make(.resetPassword, member: MemberID(member.id))))
    }

    package func admitsReset(_ code: String) async throws -> Bool { try await codes.look(at: code, for: .resetPassword) != nil }

    /// Sets another password. Signs nobody in, ends all sessions, and leaves the second factor as it is.
    /// - Returns: faults of the password; none where it was set; nil where the link is none any more.
    package func reset(_ password: String, code: String, from device: DeviceSighting) async throws -> [PasswordFault]? {
        _ = try attempts.count(.reset, of: nil, from: device)
        guard let looked = try await codes.look(at: code, for: .resetPassword), let id = looked.member.map({ MemberID($0) }),
            let member = try await members.read(id)
        else { return nil }
        let faults = PasswordRules.faults(in: password, for: context(member.value.name, member.value.email))
        guard faults.isEmpty else { return faults }
        let hash = try await passwords.hash(password)
        guard try await codes.use(code, for: .resetPassword) != nil else { return nil }
        try await set(hash, for: id)
        return []
    }

    /// Puts another password in place: everybody who is signed in is signed out, but for one session, the addresses that
    /// were copied for other players end, and the member is told.
    /// - Parameter endingOthers: false where the member, who knew the former password, wants to stay signed in elsewhere.
    package func set(_ hash: String, for id: MemberID, keeping session: String? = nil, endingOthers: Bool = true) async throws {
        let now = time.now
        try await members.change(id) { member in
            member.password = hash
            member.passwordSetAt = now
            // Mail reached the person, so the address is theirs.
            if member.state == .unconfirmed {
                member.state = .active
                member.confirmedAt = now
            }
        }
        if endingOthers {
            try await sessions.endAll(of: id, except: session)
            try await devices.forget(id.rawValue)
        } else {
            try await sessions.endAddresses(of: id)
        }
        guard let member = try await members.read(id) else { return }
        try await outbox.tell(member.value, id: id, .credentialChanged(.password, at: now))
    }

    // MARK: - Inside

    private func context(_ name: String, _ address: String?) -> PasswordContext {
        PasswordContext(house: Self.houseName, name: name, email: address)
    }

    private static let houseName = "Kinora"

    private struct Form {
        var address: MailAddress?
        var name: String?
        var language: String?
        var faults: [Fault]
    }

    private func read(_ application: Application) -> Form {
        let address = MailAddress(application.address)
        let name = PersonalName.clean(application.name)
        var faults: [Fault] = []
        if address == nil { faults.append(.address) }
        if name == nil { faults.append(.name) }
        faults += PasswordRules.faults(in: application.password, for: context(name ?? "", address?.text)).map(Fault.password)
        return Form(address: address, name: name, language: application.language, faults: faults)
    }

    private func member(_ form: Form, _ address: MailAddress, role: Role, _ password: String) -> Member {
        var member = Member(email: address.text, name: form.name ?? "", role: role, state: .active)
        member.password = password
        member.passwordSetAt = time.now
        member.language = form.language
        return member
    }
}
