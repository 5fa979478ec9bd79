import KinoraDocuments
import KinoraKernel

@testable import KinoraAccounts

/// A member of whom the house keeps something in every collection.
struct FullAccount {
    var id: MemberID
    /// Texts that stand in documents about this member alone.
    var marks: [String]
    /// Texts that nobody may ever get, the member neither.
    var secrets: [String]

    static func make(_ address: String, in house: SampleAccounts) async throws -> FullAccount {
        let accounts = house.accounts
        let store = house.store
        let id = MemberID(try await house.member(address).id)
        let mark = "mark-of-\(address.prefix(2))"
        _ = try await house.signIn(address, on: SampleAccounts.laptop)
        let secret = "secret-of-\(address.prefix(2))"
        try await accounts.members.change(id) { member in
            member.totp = SecondFactor(sealed: "\(secret)-totp")
            member.recoveryCodes = ["\(secret)-recovery"]
            member.pin = "\(secret)-pin"
            member.invitation = "\(secret)-invitation"
        }
        var draft = ProfileDraft(name: "=\(mark) profile, \"quoted\"\u{301}")
        draft.playback = PlaybackWishes(audio: "de", subtitles: nil, mobileLines: 480)
        _ = try await accounts.profiles.make(draft, for: id)
        let passkey = Passkey(
            member: id.rawValue, credential: "\(secret)-credential", key: "\(secret)-key", counter: 0, name: "\(mark) passkey")
        _ = try await Records(Passkey.self, in: store).insert(passkey)
        let invitation = Invitation(
            madeBy: id.rawValue, note: "\(mark) invitation", role: .guest, left: 1, quota: 1,
            expiresAt: house.time.now + .seconds(9_000_000))
        _ = try await Records(Invitation.self, in: store).insert(invitation, id: "\(secret)-code-\(address)")
        let provided = ProvidedIdentity(issuer: "https://id.example.org", subject: "\(mark) subject")!
        try await accounts.identities.link(provided, from: "club", to: id)
        _ = try await accounts.codes.make(.resetPassword, member: id)
        try await accounts.outbox.post(Letter(to: address, member: id.rawValue, .trial))
        let member = try await accounts.members.read(id)!.value
        let sessions = try await accounts.sessions.list(of: id).map(\.id)
        return FullAccount(
            id: id, marks: [id.rawValue, address, "\(mark) profile", "\(mark) passkey", "\(mark) invitation", "\(mark) subject"],
            secrets: [secret, member.password!] + sessions)
    }

    /// Every document as text, with the name of its collection and its own.
    static func texts(in store: any DocumentStore) async throws -> [String] {
        var texts: [String] = []
        for schema in Accounts.schemas {
            for document in try await store.find(Query(), in: schema.name) {
                texts.append("\(schema.name)/\(document.id) \(document.body.json)")
            }
        }
        return texts
    }
}
