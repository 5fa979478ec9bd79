import KinoraDocuments
import KinoraKernel

/// Members' passkeys (WebAuthn level 3): making, using and losing them.
///
/// A question is good for one answer from the browser that it was put to, within five minutes. The authenticator has always made sure of
/// its owner, so a passkey is as good as a password and a second factor together.
package struct Passkeys: Sendable {
    /// An account has at most so many.
    package static let most = 20
    package static let longestName = 40
    package static let patience = PasskeyQuestion.patience
    package static let schemas = [Passkey.schema, SpentChallenge.schema]

    let passkeys: Records<Passkey>
    private let spent: Records<SpentChallenge>
    private let keys: HouseKeys
    private let time: any TimeSource

    package init(in store: any DocumentStore, keys: HouseKeys, time: any TimeSource) {
        passkeys = Records(in: store)
        spent = Records(in: store)
        self.keys = keys
        self.time = time
    }

    /// Asks for a new passkey.
    /// - Throws: `PasskeyRefusal.tooMany`.
    package func beginRegistering(
        for member: MemberID, _ value: Member, house: String, on site: PasskeySite
    ) async throws -> PasskeyCeremony {
        let kept = try await list(of: member).map(\.value)
        guard kept.count < Self.most else { throw PasskeyRefusal.tooMany }
        let question = PasskeyQuestion(.register, member: member, at: time.now)
        let options = try PasskeyOptions.creation(question, for: member, value, house: house, on: site, besides: kept)
        return PasskeyCeremony(options: options, sealed: try question.sealed(by: keys))
    }

    /// Keeps the passkey that the browser made.
    /// - Parameter answer: the credential as JSON.
    /// - Throws: `PasskeyRefusal`.
    package func register(
        _ answer: [UInt8], sealed: String, for member: MemberID, named name: String, on site: PasskeySite
    ) async throws -> Stored<Passkey> {
        let answer = try PasskeyAnswer(answer)
        let client = try ClientData(answer.clientData)
        let question = try await spend(sealed, .register)
        guard question.member == member.rawValue else { throw PasskeyRefusal.stale }
        try question.check(client, from: site)
        let attestation = try Attestation(answer.attestation ?? [], clientData: client.digest)
        try Self.check(attestation.data, on: site)
        guard attestation.credential.id == answer.credential else { throw PasskeyRefusal.malformed }
        var passkey = Passkey(
            member: member.rawValue, credential: Base64URL.encode(answer.credential), key: Base64URL.encode(attestation.credential.key),
            counter: Int64(attestation.data.counter), name: Self.fit(name))
        passkey.transports = answer.transports
        passkey.isBackedUp = attestation.data.isBackedUp
        guard try await list(of: member).count < Self.most else { throw PasskeyRefusal.tooMany }
        do {
            return try await passkeys.insert(passkey, id: Passkey.id(of: answer.credential))
        } catch StoreError.exists {
            throw PasskeyRefusal.alreadyKept
        }
    }

    /// Asks whoever is there for a passkey of theirs; nothing is kept of it.
    package func beginSigningIn(on site: PasskeySite) throws -> PasskeyCeremony {
        let question = PasskeyQuestion(.signIn, at: time.now)
        return PasskeyCeremony(options: try PasskeyOptions.request(question, on: site), sealed: try question.sealed(by: keys))
    }

    /// Whose passkey signed the question. Whether that account may come in is its caller's matter.
    /// - Throws: `PasskeyRefusal`.
    package func signIn(_ answer: [UInt8], sealed: String, on site: PasskeySite) async throws -> MemberID {
        let answer = try PasskeyAnswer(answer)
        let client = try ClientData(answer.clientData)
        try await spend(sealed, .signIn).check(client, from: site)
        guard let signed = answer.authenticatorData, signed.count <= Attestation.mostBytes, let signature = answer.signature else {
            throw PasskeyRefusal.malformed
        }
        let data = try AuthenticatorData(signed)
        try Self.check(data, on: site)
        let id = Passkey.id(of: answer.credential)
        guard let kept = try await passkeys.read(id), let key = Base64URL.decode(kept.value.key) else { throw PasskeyRefusal.unknown }
        if let handle = answer.userHandle, !handle.isEmpty, handle != Array(kept.value.member.utf8) { throw PasskeyRefusal.unknown }
        guard try PasskeyKey(cose: key).isRight(signature, of: signed + client.digest) else { throw PasskeyRefusal.badSignature }
        return try await used(id, data)
    }

    /// Of two uses with the same counter, one is refused.
    private func used(_ id: String, _ data: AuthenticatorData) async throws -> MemberID {
        let now = time.now
        do {
            return try await passkeys.change(id) { passkey in
                guard passkey.isPlausible(data.counter) else { throw PasskeyRefusal.copied }
                passkey.counter = Int64(data.counter)
                passkey.isBackedUp = data.isBackedUp
                passkey.lastUsedAt = now
                return MemberID(passkey.member)
            }
        } catch StoreError.missing {
            throw PasskeyRefusal.unknown
        }
    }

    private static func check(_ data: AuthenticatorData, on site: PasskeySite) throws {
        guard data.site == site.digest else { throw PasskeyRefusal.foreign }
        guard data.isPresent, data.isVerified else { throw PasskeyRefusal.unverified }
    }

    /// Opens a question and takes it out of the world, whatever becomes of its answer.
    private func spend(_ sealed: String, _ kind: PasskeyQuestion.Kind) async throws -> PasskeyQuestion {
        let question = try PasskeyQuestion(sealed: sealed, by: keys)
        guard question.kind == kind, time.now < question.endsAt else { throw PasskeyRefusal.stale }
        do {
            _ = try await spent.insert(SpentChallenge(endsAt: question.endsAt), id: RandomToken.digest(of: question.challenge))
        } catch StoreError.exists {
            throw PasskeyRefusal.stale
        }
        try await forgetSpent()
        return question
    }

    /// A few at a time, so that signing in stays quick.
    private func forgetSpent() async throws {
        let few = 10
        let old = try await spent.find(Query(.lessThan("endsAt", .date(time.now)), limit: few))
        for one in old { _ = try await spent.delete(one.id) }
    }
}
