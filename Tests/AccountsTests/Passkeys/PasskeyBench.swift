import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraAccounts

/// A house that asks for passkeys, with one member.
struct PasskeyBench {
    static let noon = Moment(milliseconds: 1_800_000_000_000)

    let time = StoppedTime(at: noon)
    let store: MemoryStore
    let keys: HouseKeys
    let passkeys: Passkeys
    let site: PasskeySite
    let ida = MemberID("ida-is-a-member")
    let member = Member(email: "ida@example.org", name: "Ida", role: .member, state: .active)

    init(site: String = "https://films.example.org") async throws {
        store = MemoryStore(time: time)
        try await store.prepare(Passkeys.schemas)
        keys = try #require(HouseKeys([HouseKeys.make()]))
        passkeys = Passkeys(in: store, keys: keys, time: time)
        self.site = try #require(PasskeySite(site))
    }

    /// A question as the house would have asked it.
    func question(_ kind: PasskeyQuestion.Kind, _ challenge: String) throws -> String {
        let member = kind == .register ? ida.rawValue : nil
        return try PasskeyQuestion(kind: kind, challenge: challenge, member: member, endsAt: time.now + PasskeyQuestion.patience)
            .sealed(by: keys)
    }

    static func challenge(of ceremony: PasskeyCeremony) throws -> String {
        struct Options: Decodable { var challenge: String }
        return try JSONDecoder().decode(Options.self, from: Data(ceremony.options.utf8)).challenge
    }

    func askToRegister() async throws -> (challenge: String, sealed: String) {
        let ceremony = try await passkeys.beginRegistering(for: ida, member, house: "Idas Kino", on: site)
        return (try Self.challenge(of: ceremony), ceremony.sealed)
    }

    func askToSignIn() throws -> (challenge: String, sealed: String) {
        let ceremony = try passkeys.beginSigningIn(on: site)
        return (try Self.challenge(of: ceremony), ceremony.sealed)
    }

    /// Registers what an authenticator makes.
    @discardableResult
    func register(
        _ device: SoftAuthenticator, isAttested: Bool = false, _ change: (inout SoftAuthenticator.Words) -> Void = { _ in }
    ) async throws -> Stored<Passkey> {
        let asked = try await askToRegister()
        var words = SoftAuthenticator.Words(challenge: asked.challenge)
        change(&words)
        return try await passkeys.register(
            device.make(words, isAttested: isAttested), sealed: asked.sealed, for: ida, named: "A key", on: site)
    }

    @discardableResult
    func signIn(_ device: SoftAuthenticator, _ change: (inout SoftAuthenticator.Words) -> Void = { _ in }) async throws -> MemberID {
        let asked = try askToSignIn()
        var words = SoftAuthenticator.Words(challenge: asked.challenge)
        change(&words)
        return try await passkeys.signIn(device.use(words), sealed: asked.sealed, on: site)
    }
}
