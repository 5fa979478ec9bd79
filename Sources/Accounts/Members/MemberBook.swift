import KinoraDocuments
import KinoraKernel

/// The accounts of the house.
package struct MemberBook: Sendable {
    let records: Records<Member>
    private let profiles: ProfileBook

    package init(store: any DocumentStore) {
        records = Records(in: store)
        profiles = ProfileBook(store: store)
    }

    package func read(_ id: MemberID) async throws -> Stored<Member>? { try await records.read(id.rawValue) }

    package func with(_ address: MailAddress) async throws -> Stored<Member>? {
        try await records.first(.equal("email", .string(address.text)))
    }

    /// Whether the house has somebody who can let others in.
    package func hasOwner() async throws -> Bool { try await records.count(.equal("role", .string(Role.owner.rawValue))) > 0 }

    /// Makes an account with its first profile.
    /// - Throws: `MemberRefusal.addressTaken`.
    package func create(_ member: Member) async throws -> Stored<Member> {
        do {
            let made = try await records.insert(member, id: MemberID.make().rawValue)
            try await profiles.first(of: MemberID(made.id), named: member.name)
            return made
        } catch StoreError.notUnique {
            throw MemberRefusal.addressTaken
        }
    }

    /// Changes an account; of several changes at once none is lost.
    /// - Throws: `StoreError.missing`; `MemberRefusal.addressTaken`; whatever `decide` throws.
    @discardableResult
    package func change<Outcome: Sendable>(
        _ id: MemberID, _ decide: @Sendable (inout Member) throws -> Outcome
    ) async throws -> Outcome {
        do {
            return try await records.amend(id.rawValue, decide)
        } catch StoreError.notUnique {
            throw MemberRefusal.addressTaken
        }
    }

    /// Members by name, a page at a time.
    package func list(_ filter: Filter = .all, skip: Int = 0, limit: Int = 100) async throws -> [Stored<Member>] {
        try await records.find(Query(filter, sort: [.ascending("name")], skip: skip, limit: limit))
    }

    package func count(_ filter: Filter = .all) async throws -> Int { try await records.count(filter) }

    /// Gives a member another role.
    /// - Throws: `MemberRefusal` where the one who asks may not, or nobody would own the house any more.
    package func setRole(_ role: Role, of id: MemberID, by actor: Role) async throws {
        guard let member = try await read(id) else { throw MemberRefusal.unknown }
        guard actor.mayManage(member.value.role), actor.mayManage(role) || actor == .owner else { throw MemberRefusal.aboveYou }
        if member.value.role == .owner, role != .owner { try await keepAnOwner(besides: id) }
        try await change(id) { $0.role = role }
    }

    /// Closes the door to a member, or opens it again. See `Accounts.disable`, which ends the member's sessions as well.
    /// - Throws: `MemberRefusal`.
    package func setState(_ state: Member.State, of id: MemberID, by actor: Role) async throws {
        guard let member = try await read(id) else { throw MemberRefusal.unknown }
        guard actor.mayManage(member.value.role) else { throw MemberRefusal.aboveYou }
        guard member.value.erasingSince == nil else { throw MemberRefusal.unknown }
        if member.value.role == .owner, state != .active { try await keepAnOwner(besides: id) }
        try await change(id) { member in
            guard member.erasingSince == nil else { throw MemberRefusal.unknown }
            // Whoever wanted to leave wants it still, whatever others do meanwhile.
            member.state = state == .active && member.erasedFrom != nil ? .leaving : state
        }
    }

    /// - Throws: `MemberRefusal.lastOwner` where nobody else owns the house.
    package func keepAnOwner(besides id: MemberID) async throws {
        let owners = try await records.find(
            Query(.and([.equal("role", .string(Role.owner.rawValue)), .equal("state", .string(Member.State.active.rawValue))]), limit: 3))
        guard owners.contains(where: { $0.id != id.rawValue }) else { throw MemberRefusal.lastOwner }
    }
}
