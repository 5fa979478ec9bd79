import KinoraDocuments
import KinoraKernel

/// Leaving the house, and changing one's mind.
extension Accounts {
    /// Closes an account: all its sessions end, and it is erased after the house's grace time unless its member comes back before.
    ///
    /// Whether an owner is left is looked at before and behind: of two owners who leave at once, one at least stays.
    /// - Returns: from when on it is erased.
    /// - Throws: `MemberRefusal.lastOwner`, `.unknown`.
    package func close(_ id: MemberID) async throws -> Moment {
        guard let member = try await members.read(id), member.value.state == .active else { throw MemberRefusal.unknown }
        let isOwner = member.value.role == .owner
        if isOwner { try await members.keepAnOwner(besides: id) }
        let grace = Duration.seconds(try await rules.rules().daysOfGrace * 86_400)
        let until = time.now + max(grace, Eraser.settling)
        try await members.change(id) { member in
            guard member.state == .active else { throw MemberRefusal.unknown }
            member.state = .leaving
            member.erasedFrom = until
        }
        if isOwner {
            do {
                try await members.keepAnOwner(besides: id)
            } catch {
                try await members.stay(id)
                throw error
            }
        }
        try await sessions.endAll(of: id)
        try await outbox.tell(member.value, id: id, .closing(until: until, link: reception.link(.signIn)))
        return until
    }

    /// Erases who is due.
    package var eraser: Eraser { Eraser(members: members, sessions: sessions, belongings: belongings, time: time) }
}

extension MemberBook {
    /// Takes the wish to leave back.
    /// - Returns: whether it was not too late.
    @discardableResult
    func stay(_ id: MemberID) async throws -> Bool {
        let leaving: Filter = .and([
            .equal("_id", .string(id.rawValue)), .equal("state", .string(Member.State.leaving.rawValue)),
        ])
        let active: Value = .string(Member.State.active.rawValue)
        return try await records.findAndModify(Query(leaving), [.set("state", active), .unset("erasedFrom")]) != nil
    }
}
