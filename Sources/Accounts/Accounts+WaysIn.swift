import KinoraDocuments
import KinoraKernel

extension Accounts {
    /// What became of the wish to remove a passkey.
    package enum PasskeyRemoval: Hashable, Sendable { case removed, unknown, lastWayIn }

    /// How many ways a member has to come in without help: what is taken away must leave one.
    package func waysIn(of member: Stored<Member>) async throws -> Int {
        (member.value.password == nil ? 0 : 1) + (try await passkeys.list(of: MemberID(member.id)).count)
            + (try await identities.list(of: MemberID(member.id)).count { $0.value.isLeaving != true })
    }

    /// Removes a passkey of a member, where another way in is left.
    ///
    /// It is looked before and behind: of two removals at once, each of which would be fine alone, none counts where together they leave
    /// nothing.
    package func removePasskey(_ id: String, of member: Stored<Member>) async throws -> PasskeyRemoval {
        guard let kept = try await passkeys.list(of: MemberID(member.id)).first(where: { $0.id == id }) else { return .unknown }
        guard try await waysIn(of: member) > 1 else { return .lastWayIn }
        guard try await passkeys.remove(id, of: MemberID(member.id)) else { return .unknown }
        guard try await waysIn(of: member) == 0 else { return .removed }
        try await passkeys.putBack(kept)
        return .lastWayIn
    }
}
