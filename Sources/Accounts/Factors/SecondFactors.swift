import KinoraDocuments
import KinoraKernel

/// Members' second factors: an authenticator app's codes, and recovery codes for when it is lost.
///
/// Every step is one change of the member's document, so that of two requests with the same code one is refused. Whoever asks has shown
/// who they are and has been counted (`AttemptLimiter`) before.
package struct SecondFactors: Sendable {
    private let members: Records<Member>
    private let keys: HouseKeys
    private let time: any TimeSource

    package init(in store: any DocumentStore, keys: HouseKeys, time: any TimeSource) {
        members = Records(in: store)
        self.keys = keys
        self.time = time
    }

    /// Makes a new secret. It guards nothing before a code of it was shown; one that was being set up before is forgotten.
    /// - Throws: `FactorRefusal.alreadyActive`.
    package func begin(for member: MemberID) async throws {
        let factor = SecondFactor(sealed: try SealedFactor(member: member.rawValue, madeAt: time.now, totp: .make()).sealed(by: keys))
        try await members.change(member.rawValue) { value in
            guard value.totp?.activeSince == nil else { throw FactorRefusal.alreadyActive }
            value.totp = factor
        }
    }

    /// The secret that is being set up; nil where none is.
    /// - Parameter house: what the app shows beside the code.
    package func setUp(of member: MemberID, _ value: Member, house: String) -> FactorSetUp? {
        guard let pending = pending(value, member) else { return nil }
        return FactorSetUp(pending.totp, house: house, account: value.email ?? value.name)
    }

    /// Shows that the app has the secret, and from now on every sign-in by password or provider asks for a code.
    /// - Returns: the recovery codes, this one time.
    /// - Throws: `FactorRefusal`.
    package func activate(for member: MemberID, code: String) async throws -> [String] {
        let codes = Self.freshCodes()
        let now = time.now
        return try await members.change(member.rawValue) { value in
            guard value.totp?.activeSince == nil else { throw FactorRefusal.alreadyActive }
            guard let pending = pending(value, member) else { throw FactorRefusal.notSetUp }
            guard let step = pending.totp.step(of: Self.digits(code), at: now, after: value.totp?.lastStep) else {
                throw FactorRefusal.wrongCode
            }
            value.totp?.activeSince = now
            value.totp?.lastStep = step
            value.recoveryCodes = codes.digests
            return codes.texts
        }
    }

    /// Takes a code of the app or a recovery code. Each is good once, also when it comes twice at the same time.
    /// - Returns: which it was; nil where it is not right.
    package func admit(_ typed: String, for member: MemberID) async throws -> SignInWay? {
        let now = time.now
        do {
            return try await members.change(member.rawValue) { value in
                guard value.totp?.activeSince != nil else { throw FactorRefusal.notSetUp }
                if let digest = RecoveryCode.digest(of: typed), let place = value.recoveryCodes.firstIndex(of: digest) {
                    value.recoveryCodes.remove(at: place)
                    return .recoveryCode
                }
                guard let factor = value.totp, let opened = SealedFactor(factor, of: member.rawValue, keys: keys),
                    let step = opened.totp.step(of: Self.digits(typed), at: now, after: factor.lastStep)
                else { throw FactorRefusal.wrongCode }
                value.totp?.lastStep = step
                // With the newest key, so that older ones can be taken away once everybody came by.
                value.totp?.sealed = try opened.sealed(by: keys)
                return .totp
            }
        } catch is FactorRefusal {
            return nil
        }
    }

    /// New recovery codes; the old ones are good for nothing any more.
    /// - Throws: `FactorRefusal.notSetUp`.
    package func renewRecoveryCodes(for member: MemberID) async throws -> [String] {
        let codes = Self.freshCodes()
        try await members.change(member.rawValue) { value in
            guard value.totp?.activeSince != nil else { throw FactorRefusal.notSetUp }
            value.recoveryCodes = codes.digests
        }
        return codes.texts
    }

    /// Forgets the secret and all recovery codes. Safe to repeat.
    package func turnOff(for member: MemberID) async throws {
        try await members.amend(member.rawValue) { value in
            value.totp = nil
            value.recoveryCodes = []
        }
    }

    private func pending(_ value: Member, _ member: MemberID) -> SealedFactor? {
        guard let factor = value.totp, factor.activeSince == nil else { return nil }
        guard let opened = SealedFactor(factor, of: member.rawValue, keys: keys), !opened.isTooOld(at: time.now) else { return nil }
        return opened
    }

    private static func freshCodes() -> (texts: [String], digests: [String]) {
        let texts = (0..<RecoveryCode.count).map { _ in RecoveryCode.make() }
        return (texts, texts.compactMap(RecoveryCode.digest))
    }

    /// What was typed, without the spaces that apps show between digits.
    private static func digits(_ typed: String) -> String { typed.filter { !$0.isWhitespace } }
}
