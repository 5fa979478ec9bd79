import KinoraDocuments
import KinoraKernel

extension SignInDesk {
    /// The television that shows what a member typed.
    /// - Returns: nil where the code is wrong, old or decided; the try is counted then.
    /// - Throws: `TooManyAttempts`.
    package func television(
        showing typed: String, for member: MemberID, on device: DeviceSighting
    ) async throws -> Stored<TelevisionRequest>? {
        try await guess(member, device) {
            guard let code = TelevisionCode(typed) else { return nil }
            return try await televisions.find(code)
        }
    }

    /// A member lets a television in, or does not.
    /// - Parameter session: the session in which the member says it.
    /// - Returns: nil where the code is wrong, old or decided; the try is counted then.
    /// - Throws: `TooManyAttempts`.
    package func decide(
        _ typed: String, isAllowed: Bool, by member: MemberID, in session: String, on device: DeviceSighting
    ) async throws -> Stored<TelevisionRequest>? {
        try await guess(member, device) {
            guard let code = TelevisionCode(typed) else { return nil }
            return try await televisions.decide(code, isAllowed, by: member, in: session)
        }
    }

    /// The television comes in, where a member let it in. Its session is never fresh and has no powers.
    package func enterTelevision(_ secret: String, on device: DeviceSighting) async throws -> SignInOutcome {
        guard let request = try await televisions.take(secret), let id = request.member, let session = request.session,
            try await sessions.list(of: MemberID(id)).contains(where: { $0.id == session }),
            let member = try await members.read(MemberID(id))
        else { return .refused }
        return try await enter(member, [.deviceCode], on: device, isProof: false)
    }

    private func guess(
        _ member: MemberID, _ device: DeviceSighting, _ body: () async throws -> Stored<TelevisionRequest>?
    ) async throws -> Stored<TelevisionRequest>? {
        let attempt: AttemptLimiter.Attempt
        do {
            attempt = try attempts.count(.deviceCode, of: member.rawValue, from: device)
        } catch {
            try await note(member.rawValue, .deviceCode, .slowed, device)
            throw error
        }
        guard let found = try await body() else {
            try await note(member.rawValue, .deviceCode, .refused, device)
            return nil
        }
        attempts.forgive(attempt)
        return found
    }
}
