import KinoraDocuments
import KinoraKernel

/// Lets people in: counts their tries, compares what they show, asks for the second factor, writes down what happened, and tells the member
/// when a new device came in.
package struct SignInDesk: Sendable {
    let members: MemberBook
    let sessions: SessionBook
    let devices: DeviceBook
    let attempts: AttemptLimiter
    let passwords: PasswordHasher
    let keys: HouseKeys
    let outbox: Outbox
    let factors: SecondFactors
    let profiles: ProfileBook
    let televisions: TelevisionBook
    let log: Records<SignInRecord>
    let time: any TimeSource

    /// How long a code is waited for after a right password.
    package static var stepLife: Duration { SignInStep.life }

    // MARK: - Coming in

    /// The first step with address and password.
    /// - Throws: `TooManyAttempts`; `PasswordsBusy`.
    package func password(_ address: String, _ password: String, on device: DeviceSighting) async throws -> SignInOutcome {
        let address = MailAddress(address)
        let member = if let address { try await members.with(address) } else { nil as Stored<Member>? }
        let isKnown = if let member { try await devices.knows(device, of: member.id) } else { false }
        let attempt = try await count(.password, address?.text ?? "", device, isKnown, member, .password)
        guard try await isRight(password, for: member) else {
            try await note(member?.id, .password, .refused, device)
            return .refused
        }
        attempts.forgive(attempt)
        guard let member else { return .refused }
        return try await enter(member, [.password], on: device)
    }

    /// For whoever proved who they are: by password, a passkey, another provider, or a device that is signed in. Every way comes through
    /// here, so every way asks for the same second factor and for the same admission.
    /// - Parameter isProof: see `SessionBook.begin`.
    package func enter(
        _ member: Stored<Member>, _ ways: [SignInWay], on device: DeviceSighting, isProof: Bool = true
    ) async throws -> SignInOutcome {
        if member.value.totp?.activeSince != nil, !Self.countsAsTwo(ways) {
            let step = SignInStep(
                member: member.id, ways: ways, password: member.value.password, notAfter: time.now + SignInStep.life)
            return .needsSecondFactor(step: try step.sealed(with: keys))
        }
        return try await admit(member, ways, on: device, isProof: isProof)
    }

    /// The second step.
    /// - Parameter step: what the first one gave.
    /// - Throws: `TooManyAttempts`.
    package func code(_ code: String, step sealed: String, on device: DeviceSighting) async throws -> SignInOutcome {
        guard let step = SignInStep.open(sealed, with: keys, at: time.now), step.session == nil,
            step.isDecision != true, let member = try await members.read(MemberID(step.member)), member.value.password == step.password
        else { return .refused }
        guard let way = try await rightWay(code, for: member, on: device) else { return .refused }
        return try await admit(member, step.ways + [way], on: device, isProof: true)
    }

    // MARK: - Staying

    /// From when on the account is erased of which somebody showed that it is theirs.
    package func leaving(step sealed: String) async throws -> Moment? {
        guard let member = try await decision(sealed) else { return nil }
        return member.member.value.erasedFrom
    }

    /// Keeps the account after all, and lets its member in.
    /// - Parameter step: what signing in gave.
    /// - Returns: `.refused` where it is too late, or the step is none.
    package func keep(step sealed: String, on device: DeviceSighting) async throws -> SignInOutcome {
        guard let (member, step) = try await decision(sealed), try await members.stay(MemberID(member.id)) else { return .refused }
        let isProof = !step.ways.contains(.deviceCode)
        return .signedIn(try await arrive(member, step.ways, on: device, isProof: isProof, hasComeBack: true))
    }

    private func decision(_ sealed: String) async throws -> (member: Stored<Member>, step: SignInStep)? {
        guard let step = SignInStep.open(sealed, with: keys, at: time.now), step.isDecision == true,
            let member = try await members.read(MemberID(step.member)), member.value.password == step.password,
            member.value.state == .leaving
        else { return nil }
        return (member, step)
    }

    // MARK: - Showing again who one is

    /// Compares the password of somebody who is signed in, and a code where the account has a second factor.
    /// - Returns: the session's new token; nil where something was wrong.
    /// - Throws: `TooManyAttempts`; `PasswordsBusy`.
    package func proveAgain(_ password: String, code: String?, session: String, of id: MemberID, on device: DeviceSighting) async throws
        -> String?
    {
        guard let member = try await members.read(id) else { return nil }
        let attempt = try await count(.password, member.id, device, true, member, .password)
        guard try await isRight(password, for: member) else {
            try await note(member.id, .password, .refused, device)
            return nil
        }
        attempts.forgive(attempt)
        var ways: [SignInWay] = [.password]
        if member.value.totp?.activeSince != nil {
            guard let way = try await rightWay(code ?? "", for: member, on: device) else { return nil }
            ways.append(way)
        }
        return try await sessions.prove(session, by: ways)
    }

    // MARK: - Inside

    private func rightWay(_ code: String, for member: Stored<Member>, on device: DeviceSighting) async throws -> SignInWay? {
        let attempt = try await count(.code, member.id, device, false, member, .totp)
        guard let way = try await factors.admit(code, for: MemberID(member.id)) else {
            try await note(member.id, .totp, .refused, device)
            return nil
        }
        attempts.forgive(attempt)
        if way == .recoveryCode {
            try await outbox.tell(member.value, id: MemberID(member.id), .credentialChanged(.recoveryCodeUsed, at: time.now))
        }
        return way
    }

    /// Does the same work whether there is such an account or not.
    private func isRight(_ password: String, for member: Stored<Member>?) async throws -> Bool {
        switch try await passwords.verify(password, against: member?.value.password) {
        case .wrong: return false
        case .right: return true
        case .rightButOld:
            guard let member else { return false }
            let renewed = try await passwords.hash(password)
            try await members.change(MemberID(member.id)) { if $0.password == member.value.password { $0.password = renewed } }
            return true
        }
    }

    private func admit(
        _ member: Stored<Member>, _ ways: [SignInWay], on device: DeviceSighting, isProof: Bool
    ) async throws -> SignInOutcome {
        let way = ways.first ?? .password
        if let reason = Self.notAdmitted(member.value.state) {
            try await note(member.id, way, .notAdmitted, device)
            return .notAdmitted(reason)
        }
        if member.value.state == .leaving {
            var step = SignInStep(member: member.id, ways: ways, password: member.value.password, notAfter: time.now + SignInStep.life)
            step.isDecision = true
            return .leaving(step: try step.sealed(with: keys))
        }
        return .signedIn(try await arrive(member, ways, on: device, isProof: isProof))
    }

    private func arrive(
        _ member: Stored<Member>, _ ways: [SignInWay], on device: DeviceSighting, isProof: Bool, hasComeBack: Bool = false
    ) async throws -> Arrival {
        let way = ways.first ?? .password
        let isNew = try await !devices.knows(device, of: member.id)
        let isFirst = try await devices.isFirst(of: member.id)
        // Where there is one viewer, nobody is asked who watches.
        let viewers = try await profiles.profiles(of: MemberID(member.id))
        let token = try await sessions.begin(
            MemberID(member.id), ways, on: device, profile: viewers.count == 1 ? viewers[0].id : nil, isProof: isProof)
        let known = try await devices.learn(device, of: member.id)
        try await note(member.id, way, .signedIn, device)
        if isNew, !isFirst {
            try await outbox.tell(
                member.value, id: MemberID(member.id), .newDevice(device: device.name, place: device.place, at: time.now))
        }
        return Arrival(member: member, token: token, device: known, hasComeBack: hasComeBack)
    }

    private static func notAdmitted(_ state: Member.State) -> NotAdmitted? {
        switch state {
        case .active, .leaving: nil
        case .unconfirmed: .unconfirmed
        case .waiting: .waiting
        case .disabled: .disabled
        }
    }

    /// A passkey is something one has and something one is or knows; a device that is signed in vouches for both.
    private static func countsAsTwo(_ ways: [SignInWay]) -> Bool { ways.contains(.passkey) || ways.contains(.deviceCode) }

    private func count(
        _ kind: AttemptLimiter.Kind, _ account: String, _ device: DeviceSighting, _ isKnown: Bool, _ member: Stored<Member>?,
        _ way: SignInWay
    ) async throws -> AttemptLimiter.Attempt {
        do {
            return try attempts.count(kind, of: account, from: device, isKnown: isKnown)
        } catch {
            if let member { try await note(member.id, way, .slowed, device) }
            throw error
        }
    }

    func note(_ member: String?, _ way: SignInWay, _ outcome: SignInRecord.Outcome, _ device: DeviceSighting) async throws {
        _ = try await log.append([SignInRecord(member: member, way: way, outcome: outcome, device: device.name, place: device.place)])
    }

    /// What a member sees of who came in and who tried, the newest first.
    package func history(of member: MemberID, first count: Int) async throws -> [Stored<SignInRecord>] {
        try await log.find(Query(.equal("member", .string(member.rawValue)), sort: [.descending("createdAt")], limit: count))
    }
}
