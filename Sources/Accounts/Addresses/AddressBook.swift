import KinoraDocuments
import KinoraKernel

/// The addresses that members copied, as long as they open something.
package struct AddressBook: Sendable {
    /// So long an address opens what it was made for, at most.
    package static let life = Duration.seconds(12 * 3600)
    /// Addresses of a member at once; the oldest makes room. Those that players ask for, for other screens, are counted apart: a player asks
    /// as soon as a screen is in sight, and nothing that somebody copied may end by that.
    package static let mostOfAMember = 20

    private let records: Records<PlayAddress>
    private let time: any TimeSource

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    package func make(
        _ kind: String, _ feature: String, package: String, for member: MemberID, profile: String, session: String? = nil
    ) async throws -> (id: PlayAddressID, address: PlayAddress) {
        let address = PlayAddress(
            member: member.rawValue, profile: profile, kind: kind, feature: feature, package: package, session: session,
            endsAt: time.now + Self.life)
        let id = try await records.insert(address, id: PlayAddressID.make().rawValue).id
        let all = try await records.find(Query(Self.of(member), sort: [.descending("endsAt"), .descending("_id")]))
        let alike = all.filter { ($0.value.session == nil) == (session == nil) }
        for one in alike.dropFirst(Self.mostOfAMember) { _ = try await records.delete(one.id) }
        return (PlayAddressID(id), address)
    }

    /// Nil for one that was ended or is over.
    package func address(_ id: PlayAddressID) async throws -> PlayAddress? {
        guard let found = try await records.read(id.rawValue)?.value, time.now < found.endsAt else { return nil }
        return found
    }

    /// How many open something at present.
    package func count(of member: MemberID) async throws -> Int {
        try await records.count(.and([Self.of(member), .greaterThan("endsAt", .date(time.now))]))
    }

    package func endAll(of member: MemberID) async throws {
        while true {
            let found = try await records.find(Query(Self.of(member)))
            for one in found { _ = try await records.delete(one.id) }
            if found.count < Query.mostPerPage { return }
        }
    }

    package func end(_ id: PlayAddressID) async throws { _ = try await records.delete(id.rawValue) }

    /// Removes what is over.
    package func sweep() async throws {
        while true {
            let found = try await records.find(Query(.atMost("endsAt", .date(time.now)), limit: 500))
            for one in found { _ = try await records.delete(one.id) }
            if found.count < 500 { return }
        }
    }

    private static func of(_ member: MemberID) -> Filter { .equal("member", .string(member.rawValue)) }
}
