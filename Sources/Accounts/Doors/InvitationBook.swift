import KinoraDocuments
import KinoraKernel

/// The invitations that were given out.
package struct InvitationBook: Sendable {
    private let records: Records<Invitation>
    private let time: any TimeSource

    package static let mostPeople = 1000
    package static let mostDays = 365
    package static let longestNote = 120
    /// How many invitations a member without the right to manage members may have open at once, and for how many people together.
    package static let mostOfAMember = 10
    package static let mostPeopleOfAMember = 10

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    /// Makes an invitation.
    /// - Returns: its code, which is kept nowhere and cannot be shown again.
    /// - Throws: `InvitationRefusal`.
    package func make(
        by member: MemberID, _ role: Role, as actor: Role, people: Int, days: Int, note: String
    ) async throws -> String {
        guard (1...Self.mostPeople).contains(people), (1...Self.mostDays).contains(days) else { throw InvitationRefusal.outOfBounds }
        let isManager = actor.rights.contains(.manageMembers)
        guard actor.rights.contains(.invite), isManager ? actor.mayManage(role) : role == .member || role == .guest, role != .owner else {
            throw InvitationRefusal.roleTooHigh
        }
        if !isManager {
            guard role != .member || actor != .guest else { throw InvitationRefusal.roleTooHigh }
            let open = try await list(by: member)
            guard open.count < Self.mostOfAMember, open.reduce(people, { $0 + $1.value.left }) <= Self.mostPeopleOfAMember else {
                throw InvitationRefusal.tooMany
            }
        }
        let code = RandomToken.make()
        let invitation = Invitation(
            madeBy: member.rawValue, note: PersonalName.clean(note, atMost: Self.longestNote) ?? "", role: role, left: people,
            quota: people, expiresAt: time.now + .seconds(days * 86_400))
        _ = try await records.insert(invitation, id: RandomToken.digest(of: code))
        return code
    }

    /// The invitation of a code, if it still admits somebody.
    package func look(at code: String) async throws -> Stored<Invitation>? {
        guard code.utf8.count == RandomToken.length, let found = try await records.read(RandomToken.digest(of: code)),
            found.value.left > 0, found.value.expiresAt > time.now
        else { return nil }
        return found
    }

    /// Takes one place of an invitation; of many at once no more than there are get one.
    package func take(_ code: String) async throws -> Stored<Invitation>? {
        guard code.utf8.count == RandomToken.length else { return nil }
        let good: Filter = .and([
            .equal("_id", .string(RandomToken.digest(of: code))), .greaterThan("left", 0), .greaterThan("expiresAt", .date(time.now)),
        ])
        return try await records.findAndModify(Query(good), [.increment("left", by: -1)])
    }

    /// Gives a place back that nobody came to use.
    package func giveBack(_ id: String) async throws {
        _ = try await records.findAndModify(Query(.equal("_id", .string(id))), [.increment("left", by: 1)])
    }

    /// Those that still admit somebody; of one member, or all.
    package func list(by member: MemberID? = nil) async throws -> [Stored<Invitation>] {
        let open: [Filter] = [.greaterThan("left", 0), .greaterThan("expiresAt", .date(time.now))]
        let whose: [Filter] = member.map { [.equal("madeBy", .string($0.rawValue))] } ?? []
        return try await records.find(Query(.and(open + whose), sort: [.ascending("expiresAt")]))
    }

    /// Takes an invitation back.
    /// - Parameter member: nil for whoever made it.
    @discardableResult
    package func revoke(_ id: String, of member: MemberID?) async throws -> Bool {
        guard let found = try await records.read(id), member.map({ $0.rawValue == found.value.madeBy }) ?? true else { return false }
        return try await records.delete(id)
    }
}

/// Why an invitation cannot be made.
package enum InvitationRefusal: Complaint, Hashable {
    case outOfBounds, roleTooHigh, tooMany

    package var sentence: String {
        switch self {
        case .outOfBounds:
            "An invitation is for 1 to \(InvitationBook.mostPeople) people and good for 1 to \(InvitationBook.mostDays) days."
        case .roleTooHigh: "You cannot invite somebody into a role that is not below yours."
        case .tooMany:
            "Your invitations are out: at most \(InvitationBook.mostPeopleOfAMember) people at once. Take one back, or wait until it is used."
        }
    }
}
