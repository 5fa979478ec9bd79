import JWTKit
import KinoraDocuments
import KinoraKernel

/// A public key of a provider (JSON Web Key, RFC 7517): RSA from 2048 bits, P-256, P-384 or Ed25519.
struct TokenKey: Sendable {
    private enum Material: Sendable {
        case rsa(modulus: String, exponent: String)
        case elliptic(x: String, y: String, ECDSACurve)
        case edwards(x: String)
    }

    /// Fewer bits can be broken, more keep the processor busy.
    private static let rsaBytes = 256...1024

    /// What the provider calls it; nil where it has no name.
    let id: String?
    /// The only algorithm it is for, where the provider says so.
    private let algorithm: String?
    private let material: Material

    /// Nil for keys of other kinds, for encryption, or with missing parts.
    init?(_ key: ClaimSet) {
        guard key.text("use") != "enc", key.texts("key_ops").map({ $0.contains("verify") }) ?? !key.has("key_ops") else { return nil }
        switch (key.text("kty"), key.text("crv")) {
        case ("RSA", _):
            guard let modulus = key.text("n"), let exponent = key.text("e"), let bytes = Base64URL.decode(modulus),
                Self.rsaBytes.contains(bytes.drop { $0 == 0 }.count), (1...8).contains(Base64URL.decode(exponent)?.count ?? 0)
            else { return nil }
            material = .rsa(modulus: modulus, exponent: exponent)
        case ("EC", "P-256"), ("EC", "P-384"):
            let length = key.text("crv") == "P-256" ? 32 : 48
            guard let x = key.text("x"), let y = key.text("y"), Base64URL.decode(x)?.count == length, Base64URL.decode(y)?.count == length
            else {
                return nil
            }
            material = .elliptic(x: x, y: y, length == 32 ? .p256 : .p384)
        case ("OKP", "Ed25519"):
            guard let x = key.text("x"), Base64URL.decode(x)?.count == 32 else { return nil }
            material = .edwards(x: x)
        default: return nil
        }
        id = key.text("kid")
        algorithm = key.text("alg")
    }

    /// Whether tokens of this algorithm can be checked with it.
    func fits(_ wanted: TokenAlgorithm) -> Bool {
        guard algorithm == nil || algorithm == wanted.rawValue else { return false }
        return switch (material, wanted) {
        case (.rsa, .rs256), (.rsa, .rs384), (.rsa, .rs512), (.rsa, .ps256), (.rsa, .ps384), (.rsa, .ps512): true
        case (.elliptic(_, _, let curve), .es256): curve == .p256
        case (.elliptic(_, _, let curve), .es384): curve == .p384
        case (.edwards, .eddsa): true
        default: false
        }
    }

    /// Whether it made a token's signature with this algorithm. What the token says of keys and algorithms is not looked at.
    func made(_ token: CompactToken, by wanted: TokenAlgorithm) async -> Bool {
        guard fits(wanted), let named = JWK.Algorithm(rawValue: wanted.rawValue) else { return false }
        let id = JWKIdentifier(string: "key")
        let key: JWK =
            switch material {
            case .rsa(let modulus, let exponent): .rsa(named, identifier: id, modulus: modulus, exponent: exponent)
            case .elliptic(let x, let y, let curve): .ecdsa(named, identifier: id, x: x, y: y, curve: curve)
            case .edwards(let x): .octetKeyPair(named, identifier: id, x: x, y: nil, curve: .ed25519)
            }
        // A key that is no point of its curve, or a signature of another length, is an error there and a no here.
        guard let verifier = try? await JWTKeyCollection().add(jwk: key).getKey(for: id, alg: wanted.rawValue) else { return false }
        return (try? verifier.verify(token.signature, signs: token.signed)) ?? false
    }
}
