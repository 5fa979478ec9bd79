import KinoraDocuments
import KinoraKernel

/// Sets, compares and removes the PIN that keeps an account's children in their profiles.
package struct PINDesk: Sendable {
    private let members: MemberBook
    private let attempts: AttemptLimiter
    private let passwords: PasswordHasher

    package init(members: MemberBook, attempts: AttemptLimiter, passwords: PasswordHasher) {
        self.members = members
        self.attempts = attempts
        self.passwords = passwords
    }

    /// Whether this is the account's PIN. A try is counted before it is compared.
    /// - Throws: `TooManyAttempts`; `PasswordsBusy`.
    package func isRight(_ pin: String, of id: MemberID, on device: DeviceSighting) async throws -> Bool {
        guard let known = try await members.read(id)?.value.pin else { return false }
        let attempt = try attempts.count(.pin, of: id.rawValue, from: device)
        guard PIN.isFit(pin), try await passwords.verify(pin, against: known) != .wrong else { return false }
        attempts.forgive(attempt)
        return true
    }

    /// - Returns: why the number cannot be one; nil where it is the PIN now.
    /// - Throws: `PasswordsBusy`.
    package func set(_ pin: String, of id: MemberID) async throws -> PINFault? {
        guard PIN.isFit(pin) else { return .unfit }
        guard !PIN.isEasy(pin) else { return .easy }
        let hash = try await passwords.hash(pin)
        try await members.change(id) { $0.pin = hash }
        return nil
    }

    package func remove(of id: MemberID) async throws {
        try await members.change(id) { $0.pin = nil }
    }
}
