import KinoraKernel

/// What whoever looks after the house does to members, wherever it is done.
extension Accounts {
    /// Gives a member another role. Other rights, other sessions: the member signs in anew.
    /// - Throws: `MemberRefusal`.
    package func setRole(_ role: Role, of id: MemberID, by actor: Role) async throws {
        try await members.setRole(role, of: id, by: actor)
        try await sessions.endAll(of: id)
    }

    /// Closes the door to a member, at once and on all devices.
    /// - Throws: `MemberRefusal`.
    package func disable(_ id: MemberID, by actor: Role) async throws {
        try await members.setState(.disabled, of: id, by: actor)
        try await sessions.endAll(of: id)
    }
}
