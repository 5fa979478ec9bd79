import KinoraDocuments
import KinoraKernel

/// Whose identities are known.
package struct IdentityBook: Sendable {
    private let records: Records<Identity>
    private let time: any TimeSource

    /// An account has at most so many.
    package static let mostOfAMember = 10

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    /// The identity that a provider vouches for, if somebody here has it. Nothing but issuer and subject counts.
    package func find(_ provided: ProvidedIdentity) async throws -> Stored<Identity>? {
        try await records.first(.and([.equal("issuer", .string(provided.issuer)), .equal("subject", .string(provided.subject))]))
    }

    /// Notes that an identity was used, and what its provider says by now.
    package func use(_ id: String, _ provided: ProvidedIdentity, from provider: String) async throws {
        let now = time.now
        try await records.change(id) { $0.take(provided, from: provider, at: now) }
    }

    /// Gives an identity to a member. Whose it is already stays whose it is.
    /// - Returns: whether it is new to the member.
    /// - Throws: `IdentityRefusal.belongsToAnother`, `.tooMany`.
    @discardableResult
    package func link(_ provided: ProvidedIdentity, from provider: String, to member: MemberID) async throws -> Bool {
        guard try await records.count(.equal("member", .string(member.rawValue))) < Self.mostOfAMember else {
            throw IdentityRefusal.tooMany
        }
        do {
            let identity = Identity(provided, from: provider, member: member, at: time.now)
            _ = try await records.insert(identity, id: IdentityID.make().rawValue)
            return true
        } catch StoreError.notUnique {
            guard let standing = try await find(provided), standing.value.member == member.rawValue else {
                throw IdentityRefusal.belongsToAnother
            }
            try await use(standing.id, provided, from: provider)
            return false
        }
    }

    /// A member's identities, in the order in which they were linked.
    package func list(of member: MemberID) async throws -> [Stored<Identity>] {
        try await records.find(Query(.equal("member", .string(member.rawValue)), sort: [.ascending("linkedAt")]))
    }

    /// Takes an identity away from its member.
    ///
    /// It is marked first, and then counted what is left: of two that are taken away at once, each sees that the other goes, and both stay
    /// where nothing else would be left. A marked identity opens the door as before, should the server die in between.
    /// - Parameter others: whether the member has another way in than identities.
    /// - Returns: whether the member had it.
    /// - Throws: `IdentityRefusal.lastWayIn`.
    package func unlink(_ id: String, of member: MemberID, others: @Sendable () async throws -> Bool) async throws -> Bool {
        let mine: Filter = .and([.equal("_id", .string(id)), .equal("member", .string(member.rawValue))])
        guard try await records.findAndModify(Query(mine), [.set("isLeaving", true)]) != nil else { return false }
        let staying: Filter = .and([
            .equal("member", .string(member.rawValue)), .notEqual("_id", .string(id)), .notEqual("isLeaving", true),
        ])
        var isEnough = try await records.count(staying) > 0
        if !isEnough { isEnough = try await others() }
        guard isEnough else {
            _ = try await records.findAndModify(Query(mine), [.unset("isLeaving")])
            throw IdentityRefusal.lastWayIn
        }
        return try await records.delete(id)
    }

    /// Forgets an identity because its provider or its person wants it forgotten, whatever else is left.
    /// - Returns: whose it was; nil where nobody had it.
    @discardableResult
    package func forget(issuer: String, subject: String) async throws -> MemberID? {
        let found = try await records.first(.and([.equal("issuer", .string(issuer)), .equal("subject", .string(subject))]))
        guard let found, try await records.delete(found.id) else { return nil }
        return MemberID(found.value.member)
    }

    /// Forgets all identities of a member who is erased, or whose account goes to whom its address belongs.
    package func forgetAll(of member: MemberID) async throws {
        for identity in try await list(of: member) { _ = try await records.delete(identity.id) }
    }
}
