import KinoraDocuments
import KinoraKernel

/// The profiles of accounts. Every question names the account: another one's profiles are not there.
///
/// An account has one to `Profile.most` profiles, each on a place of its own; a unique index keeps two from one place, so that of many who
/// make profiles at once none makes one too many.
package struct ProfileBook: Sendable {
    private let profiles: Records<Profile>

    package init(store: any DocumentStore) {
        profiles = Records(in: store)
    }

    // MARK: - Reading

    /// In the order in which they were made.
    package func profiles(of member: MemberID) async throws -> [Stored<Profile>] {
        try await profiles.find(Query(.equal("member", .string(member.rawValue)), limit: Profile.most))
            .sorted { ($0.createdAt.milliseconds, $0.value.place, $0.id) < ($1.createdAt.milliseconds, $1.value.place, $1.id) }
    }

    /// - Returns: nil too where it is another account's.
    package func profile(_ id: ProfileID, of member: MemberID) async throws -> Stored<Profile>? {
        try await profiles.read(id.rawValue).flatMap { $0.value.member == member.rawValue ? $0 : nil }
    }

    // MARK: - Changing

    /// The account's first profile; where it has one already, that one.
    @discardableResult
    package func first(of member: MemberID, named name: String) async throws -> Stored<Profile> {
        if let known = try await profiles(of: member).first { return known }
        var draft = ProfileDraft(name: name)
        if draft.faults.contains(.name) { draft.name = Self.nameOfNobody }
        return try await make(draft, for: member)
    }

    /// What a profile is called whose account has no name that can be shown.
    private static let nameOfNobody = "1"

    /// - Throws: `ProfileRefusal.faulty` or `.tooMany`.
    package func make(_ draft: ProfileDraft, for member: MemberID) async throws -> Stored<Profile> {
        // Each turn that is lost is another place that somebody took.
        for _ in 0...Profile.most {
            let taken = Set(try await profiles(of: member).map(\.value.place))
            guard let place = Profile.places.first(where: { !taken.contains($0) }) else { throw ProfileRefusal.tooMany }
            let profile = try draft.applied(to: Profile(member: member.rawValue, place: place, name: "", picture: ""))
            do {
                return try await profiles.insert(profile, id: ProfileID.make().rawValue)
            } catch StoreError.notUnique {
                continue
            }
        }
        throw ProfileRefusal.tooMany
    }

    /// - Throws: `ProfileRefusal.faulty` or `.unknown`.
    package func change(_ id: ProfileID, of member: MemberID, to draft: ProfileDraft) async throws {
        guard try await profile(id, of: member) != nil else { throw ProfileRefusal.unknown }
        do {
            try await profiles.change(id.rawValue) { profile in
                guard profile.member == member.rawValue else { throw ProfileRefusal.unknown }
                profile = try draft.applied(to: profile)
            }
        } catch StoreError.missing {
            throw ProfileRefusal.unknown
        }
    }

    /// What is written down of a profile, and what is made of it.
    /// - Throws: `ProfileRefusal.unknown`.
    package func setPrivacy(
        of id: ProfileID, of member: MemberID, isHistoryOff: Bool, areRecommendationsOff: Bool
    ) async throws {
        do {
            try await profiles.amend(id.rawValue) { profile in
                guard profile.member == member.rawValue else { throw ProfileRefusal.unknown }
                profile.isHistoryOff = isHistoryOff ? true : nil
                profile.areRecommendationsOff = areRecommendationsOff ? true : nil
            }
        } catch StoreError.missing {
            throw ProfileRefusal.unknown
        }
    }

    /// Removes a profile, but never the last one. Of two who remove the last two at once one at least is refused, because each looks again
    /// afterwards and puts back what it should not have taken.
    /// - Throws: `ProfileRefusal.unknown` or `.lastOne`.
    package func remove(_ id: ProfileID, of member: MemberID) async throws {
        let all = try await profiles(of: member)
        guard let profile = all.first(where: { $0.id == id.rawValue }) else { throw ProfileRefusal.unknown }
        guard all.count > 1 else { throw ProfileRefusal.lastOne }
        guard try await profiles.delete(id.rawValue) else { throw ProfileRefusal.unknown }
        guard try await profiles(of: member).isEmpty else { return }
        do {
            _ = try await profiles.insert(profile.value, id: profile.id)
        } catch StoreError.notUnique, StoreError.exists {
            // Somebody else put the first one there meanwhile.
            return
        }
        throw ProfileRefusal.lastOne
    }

    /// Removes every profile of an account that is erased.
    package func removeAll(of member: MemberID) async throws {
        for profile in try await profiles(of: member) { _ = try await profiles.delete(profile.id) }
    }
}
