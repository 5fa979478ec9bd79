import Crypto
import Foundation
import KinoraKernel

/// A question to an authenticator. It goes sealed into a cookie of the browser that asked, so nothing is kept of questions that nobody
/// answers; `SpentChallenge` remembers those that were.
struct PasskeyQuestion: Codable, Hashable, Sendable {
    enum Kind: String, Codable, Sendable { case register, signIn }

    static let challengeBytes = 32
    /// How long an answer may take.
    static let patience: Duration = .seconds(300)

    let kind: Kind
    /// base64url.
    let challenge: String
    /// Who registers; nil for signing in: who that is, the passkey says.
    let member: String?
    let endsAt: Moment
}

extension PasskeyQuestion {
    init(_ kind: Kind, member: MemberID? = nil, at now: Moment) {
        let challenge = SymmetricKey(size: SymmetricKeySize(bitCount: Self.challengeBytes * 8)).withUnsafeBytes { Base64URL.encode($0) }
        self.init(kind: kind, challenge: challenge, member: member?.rawValue, endsAt: now + Self.patience)
    }

    /// - Throws: `PasskeyRefusal.stale` for what was not sealed here, or for something else.
    init(sealed: String, by keys: HouseKeys) throws {
        guard sealed.utf8.count <= 1024, let plain = keys.open(sealed, for: .signIn),
            let question = try? JSONDecoder().decode(Self.self, from: Data(plain))
        else { throw PasskeyRefusal.stale }
        self = question
    }

    func sealed(by keys: HouseKeys) throws -> String { try keys.seal(JSONEncoder().encode(self), for: .signIn) }

    /// Whether client data answers this question, and for this site.
    /// - Throws: `PasskeyRefusal`.
    func check(_ client: ClientData, from site: PasskeySite) throws {
        guard client.type == (kind == .register ? "webauthn.create" : "webauthn.get") else { throw PasskeyRefusal.malformed }
        guard Base64URL.encode(client.challenge) == challenge else { throw PasskeyRefusal.stale }
        guard client.origin == site.origin else { throw PasskeyRefusal.foreign }
    }
}
