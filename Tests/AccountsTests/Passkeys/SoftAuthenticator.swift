import Crypto
import CryptoExtras
import Foundation
import KinoraKernel

@testable import KinoraAccounts

/// An authenticator of the tests' own, which can be told to do what real ones never do.
struct SoftAuthenticator {
    enum Kind: Int64, CaseIterable {
        case es256 = -7
        case edDSA = -8
        case rs256 = -257
    }

    enum Key {
        case es256(P256.Signing.PrivateKey)
        case edDSA(Curve25519.Signing.PrivateKey)
        case rs256(_RSA.Signing.PrivateKey)
    }

    /// What is said and signed; changed by tests.
    struct Words {
        var site = "films.example.org"
        var origin = "https://films.example.org"
        var type: String?
        var challenge: String
        /// UP and UV.
        var flags: UInt8 = 0x05
        var counter: UInt32 = 0
        var more = ""
    }

    let key: Key
    var id: [UInt8] = Array(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    var handle: String

    init(_ kind: Kind, handle: String) throws {
        self.handle = handle
        key =
            switch kind {
            case .es256: .es256(P256.Signing.PrivateKey())
            case .edDSA: .edDSA(Curve25519.Signing.PrivateKey())
            case .rs256: .rs256(try _RSA.Signing.PrivateKey(keySize: .bits2048))
            }
    }

    var publicKey: [UInt8] {
        switch key {
        case .es256(let key):
            let point = Array(key.publicKey.x963Representation)
            return Writer.map([
                (Writer.number(1), Writer.number(2)), (Writer.number(3), Writer.number(-7)), (Writer.number(-1), Writer.number(1)),
                (Writer.number(-2), Writer.bytes(point[1..<33])), (Writer.number(-3), Writer.bytes(point[33...])),
            ])
        case .edDSA(let key):
            return Writer.map([
                (Writer.number(1), Writer.number(1)), (Writer.number(3), Writer.number(-8)), (Writer.number(-1), Writer.number(6)),
                (Writer.number(-2), Writer.bytes(key.publicKey.rawRepresentation)),
            ])
        case .rs256(let key):
            guard let numbers = try? key.publicKey.getKeyPrimitives() else { return [] }
            return Writer.map([
                (Writer.number(1), Writer.number(3)), (Writer.number(3), Writer.number(-257)),
                (Writer.number(-1), Writer.bytes(numbers.modulus)), (Writer.number(-2), Writer.bytes(numbers.publicExponent)),
            ])
        }
    }

    func data(_ words: Words, isNew: Bool) -> [UInt8] {
        let counter = (0..<4).map { UInt8(truncatingIfNeeded: words.counter >> (24 - 8 * $0)) }
        let head = Array(SHA256.hash(data: Array(words.site.utf8))) + [words.flags | (isNew ? 0x40 : 0)] + counter
        guard isNew else { return head }
        return head + [UInt8](repeating: 0, count: 16) + [UInt8(id.count >> 8), UInt8(id.count & 0xFF)] + id + publicKey
    }

    func clientData(_ words: Words, isNew: Bool) -> [UInt8] {
        let type = words.type ?? (isNew ? "webauthn.create" : "webauthn.get")
        return Array(
            #"{"type":"\#(type)","challenge":"\#(words.challenge)","origin":"\#(words.origin)","crossOrigin":false\#(words.more)}"#.utf8)
    }

    /// A new key, attested by itself where that is wanted.
    func make(_ words: Words, isAttested: Bool = false) throws -> [UInt8] {
        let (signed, client) = (data(words, isNew: true), clientData(words, isNew: true))
        var form = (Writer.text("none"), Writer.map([]))
        if isAttested {
            let signature = try sign(signed + Array(SHA256.hash(data: client)))
            let algorithm = try PasskeyKey(cose: publicKey).algorithm
            form = (
                Writer.text("packed"),
                Writer.map([(Writer.text("alg"), Writer.number(algorithm)), (Writer.text("sig"), Writer.bytes(signature))])
            )
        }
        let object = Writer.map([
            (Writer.text("fmt"), form.0), (Writer.text("attStmt"), form.1), (Writer.text("authData"), Writer.bytes(signed)),
        ])
        return answer(["clientDataJSON": client, "attestationObject": object], more: #","transports":["internal","hybrid"]"#)
    }

    func use(_ words: Words) throws -> [UInt8] {
        let (signed, client) = (data(words, isNew: false), clientData(words, isNew: false))
        let signature = try sign(signed + Array(SHA256.hash(data: client)))
        return answer([
            "clientDataJSON": client, "authenticatorData": signed, "signature": signature, "userHandle": Array(handle.utf8),
        ])
    }

    private func answer(_ parts: [String: [UInt8]], more: String = "") -> [UInt8] {
        let response = parts.map { #""\#($0.key)":"\#(Base64URL.encode($0.value))""# }.joined(separator: ",")
        let id = Base64URL.encode(id)
        return Array(
            #"{"id":"\#(id)","rawId":"\#(id)","type":"public-key","clientExtensionResults":{},"response":{\#(response)\#(more)}}"#.utf8)
    }

    private func sign(_ message: [UInt8]) throws -> [UInt8] {
        switch key {
        case .es256(let key): Array(try key.signature(for: message).derRepresentation)
        case .edDSA(let key): Array(try key.signature(for: message))
        case .rs256(let key):
            Array(try key.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }

    /// The little CBOR that an authenticator writes.
    enum Writer {
        static func head(_ kind: UInt8, _ number: UInt64) -> [UInt8] {
            let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
            return switch number {
            case 0..<24: [kind << 5 | UInt8(number)]
            case 24..<0x100: [kind << 5 | 24] + bytes.suffix(1)
            case 0x100..<0x1_0000: [kind << 5 | 25] + bytes.suffix(2)
            case 0x1_0000..<0x1_0000_0000: [kind << 5 | 26] + bytes.suffix(4)
            default: [kind << 5 | 27] + bytes
            }
        }

        static func number(_ number: Int64) -> [UInt8] { number < 0 ? head(1, UInt64(-1 - number)) : head(0, UInt64(number)) }
        static func bytes(_ bytes: some Collection<UInt8>) -> [UInt8] { head(2, UInt64(bytes.count)) + Array(bytes) }
        static func text(_ text: String) -> [UInt8] { head(3, UInt64(text.utf8.count)) + Array(text.utf8) }
        static func map(_ entries: [([UInt8], [UInt8])]) -> [UInt8] { head(5, UInt64(entries.count)) + entries.flatMap { $0.0 + $0.1 } }
    }
}
