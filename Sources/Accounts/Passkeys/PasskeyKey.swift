import Crypto
import CryptoExtras
import Foundation

/// The public key of a passkey: one of the three kinds that are asked for (RFC 9053, RFC 8812).
enum PasskeyKey: Sendable {
    case es256(P256.Signing.PublicKey)
    case edDSA(Curve25519.Signing.PublicKey)
    case rs256(_RSA.Signing.PublicKey)

    /// COSE's numbers, the best first.
    static let algorithms: [Int64] = [-8, -7, -257]
    private static let rsaBytes = 256...512

    /// - Parameter bytes: a COSE key and nothing else.
    /// - Throws: `PasskeyRefusal.malformed` or `.unsupported`.
    init(cose bytes: [UInt8]) throws {
        guard let key = CBORReader.whole(bytes), let kind = key[1]?.integer, let algorithm = key[3]?.integer else {
            throw PasskeyRefusal.malformed
        }
        switch (kind, algorithm) {
        case (2, -7):
            guard key[-1]?.integer == 1, let x = key[-2]?.bytes, let y = key[-3]?.bytes, x.count == 32, y.count == 32,
                let point = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { throw PasskeyRefusal.malformed }
            self = .es256(point)
        case (1, -8):
            guard key[-1]?.integer == 6, let x = key[-2]?.bytes, let point = try? Curve25519.Signing.PublicKey(rawRepresentation: x) else {
                throw PasskeyRefusal.malformed
            }
            self = .edDSA(point)
        case (3, -257):
            guard let modulus = key[-1]?.bytes, let exponent = key[-2]?.bytes, Self.rsaBytes.contains(modulus.count), modulus[0] >= 0x80,
                (1...4).contains(exponent.count), let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
            else { throw PasskeyRefusal.malformed }
            self = .rs256(key)
        default: throw PasskeyRefusal.unsupported
        }
    }

    var algorithm: Int64 {
        switch self {
        case .es256: -7
        case .edDSA: -8
        case .rs256: -257
        }
    }

    func isRight(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch self {
        case .es256(let key):
            guard let read = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(read, for: message)
        case .edDSA(let key): return key.isValidSignature(signature, for: message)
        case .rs256(let key):
            // RS256 is PKCS#1 v1.5 by its definition (RFC 8812); that is fine for signatures.
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: Data(signature)), for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        }
    }
}
