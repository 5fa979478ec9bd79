import KinoraDocuments
import KinoraKernel

/// Who is signed in, on which devices.
package struct SessionBook: Sendable {
    package let life: SessionLife
    let records: Records<Session>
    private let addresses: AddressBook
    private let time: any TimeSource

    /// A member is signed in on so many devices at once; the one that was not used for longest is signed out for another.
    package static let mostOfAMember = 50

    package init(store: any DocumentStore, time: any TimeSource, life: SessionLife = SessionLife()) {
        records = Records(in: store)
        addresses = AddressBook(store: store, time: time)
        self.time = time
        self.life = life
    }

    /// Signs a member in.
    /// - Parameter isProof: whether this is the person's own proof just now, and not the word of another device.
    /// - Returns: the token for the device's cookie. It is kept nowhere and cannot be shown again.
    package func begin(
        _ member: MemberID, _ ways: [SignInWay], on device: DeviceSighting, profile: String? = nil, isProof: Bool = true
    ) async throws -> String {
        let token = RandomToken.make()
        let now = time.now
        var session = Session(
            member: member.rawValue, ways: ways, provedAt: isProof ? now : now - life.whole, endsAt: now + life.whole, device: device.name,
            place: device.place)
        session.lastUsedAt = now
        session.profile = profile
        _ = try await records.insert(session, id: RandomToken.digest(of: token))
        try await keepWithinBounds(member)
        return token
    }

    /// The session of a token, if it still counts. Its use is noted.
    package func session(_ token: String, on device: DeviceSighting) async throws -> Stored<Session>? {
        guard token.utf8.count == RandomToken.length, let found = try await records.read(RandomToken.digest(of: token)) else { return nil }
        let now = time.now
        guard !life.isOver(found.value, at: now) else { return nil }
        guard now.since(found.value.lastUsedAt) >= life.betweenNotes || found.value.place != device.place else { return found }
        // One step in the store, so that a session that is ended meanwhile does not come back.
        _ = try await records.findAndModify(
            Query(.equal("_id", .string(found.id))), [.set("lastUsedAt", .date(now)), .set("place", .string(device.place))])
        return found
    }

    /// Puts a new token in the place of an old one: after every change of what the session admits to.
    /// - Returns: nil where the session ended meanwhile.
    package func renew(_ id: String, _ change: (inout Session) -> Void = { _ in }) async throws -> String? {
        guard var session = try await records.read(id)?.value, try await records.delete(id) else { return nil }
        change(&session)
        let token = RandomToken.make()
        _ = try await records.insert(session, id: RandomToken.digest(of: token))
        return token
    }

    /// The same, after the person showed again who they are. A television's session stays what it is.
    package func prove(_ id: String, by ways: [SignInWay]) async throws -> String? {
        guard try await records.read(id)?.value.isTelevision == false else { return nil }
        let now = time.now
        return try await renew(id) { session in
            session.provedAt = now
            session.lastUsedAt = now
            session.ways = ways
        }
    }

    /// Notes who watches, or that the PIN was shown.
    /// - Returns: whether there is such a session.
    @discardableResult
    package func note(_ id: String, _ changes: [Change]) async throws -> Bool {
        try await records.findAndModify(Query(.equal("_id", .string(id))), changes) != nil
    }

    /// A member's sessions that still count, the one last used first.
    package func list(of member: MemberID) async throws -> [Stored<Session>] {
        let now = time.now
        return try await records.find(Query(.equal("member", .string(member.rawValue)), sort: [.descending("lastUsedAt")]))
            .filter { !life.isOver($0.value, at: now) }
    }

    /// Ends one session of a member.
    /// - Returns: whether the member had it.
    @discardableResult
    package func end(_ id: String, of member: MemberID) async throws -> Bool {
        guard let session = try await records.read(id), session.value.member == member.rawValue else { return false }
        return try await records.delete(id)
    }

    /// Ends the session of a token.
    package func end(token: String) async throws {
        guard token.utf8.count == RandomToken.length else { return }
        _ = try await records.delete(RandomToken.digest(of: token))
    }

    /// Whether a session stands, by the name of its document.
    package func stands(_ id: String) async throws -> Bool { try await records.read(id) != nil }

    /// Ends all sessions of a member but, perhaps, the one that asks for it; and all addresses that were copied for other players.
    @discardableResult
    package func endAll(of member: MemberID, except kept: String? = nil) async throws -> Int {
        var ended = 0
        let all: Filter = .equal("member", .string(member.rawValue))
        while true {
            let found = try await records.find(Query(.and([all, .notEqual("_id", .string(kept ?? ""))])))
            for session in found where try await records.delete(session.id) { ended += 1 }
            if found.count < Query.mostPerPage { break }
        }
        try await addresses.endAll(of: member)
        return ended
    }

    /// Ends the addresses that a member copied for other players; nobody is signed out.
    package func endAddresses(of member: MemberID) async throws { try await addresses.endAll(of: member) }

    /// Removes what is over.
    package func sweep() async throws {
        let now = time.now
        let over: Filter = .or([.atMost("endsAt", .date(now)), .atMost("lastUsedAt", .date(now - life.idle))])
        while true {
            let found = try await records.find(Query(over, limit: 500))
            for session in found { _ = try await records.delete(session.id) }
            if found.count < 500 { return }
        }
    }

    private func keepWithinBounds(_ member: MemberID) async throws {
        let all = try await records.find(
            Query(.equal("member", .string(member.rawValue)), sort: [.descending("lastUsedAt")], skip: Self.mostOfAMember))
        for session in all { _ = try await records.delete(session.id) }
    }
}
