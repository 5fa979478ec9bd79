import KinoraDocuments
import KinoraKernel

extension SignInDesk {
    /// Somebody shows a passkey, and with it who they are; no second factor is asked for.
    /// - Throws: `PasskeyRefusal`; `TooManyAttempts`.
    package func passkey(
        _ answer: [UInt8], sealed: String, on site: PasskeySite, of passkeys: Passkeys, device: DeviceSighting
    ) async throws -> SignInOutcome {
        let id = try await shown(answer, sealed, site, passkeys, device)
        guard let member = try await members.read(id) else { throw PasskeyRefusal.unknown }
        return try await enter(member, [.passkey], on: device)
    }

    /// Compares the passkey of somebody who is signed in.
    /// - Returns: the session's new token; nil where the passkey is another member's, or the session ended meanwhile.
    /// - Throws: `PasskeyRefusal`; `TooManyAttempts`.
    package func proveAgain(
        _ answer: [UInt8], sealed: String, on site: PasskeySite, by passkeys: Passkeys, session: String, of id: MemberID,
        device: DeviceSighting
    ) async throws -> String? {
        guard try await shown(answer, sealed, site, passkeys, device) == id else { return nil }
        return try await sessions.prove(session, by: [.passkey])
    }

    /// Counted by the place alone: whose passkey it is, is known only once it was right.
    private func shown(
        _ answer: [UInt8], _ sealed: String, _ site: PasskeySite, _ passkeys: Passkeys, _ device: DeviceSighting
    ) async throws -> MemberID {
        let attempt = try attempts.count(.passkey, of: nil, from: device)
        do {
            let member = try await passkeys.signIn(answer, sealed: sealed, on: site)
            attempts.forgive(attempt)
            return member
        } catch let refusal as PasskeyRefusal {
            try await note(nil, .passkey, .refused, device)
            throw refusal
        }
    }
}
