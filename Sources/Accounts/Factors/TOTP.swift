import Crypto
import Foundation
import KinoraKernel

/// Codes from a shared secret and the time (RFC 6238 over RFC 4226): what authenticator apps show.
package struct TOTP: Hashable, Sendable {
    package enum Algorithm: String, Hashable, Sendable, CaseIterable {
        case sha1 = "SHA1"
        case sha256 = "SHA256"
        case sha512 = "SHA512"
    }

    /// 160 bits, as RFC 4226 recommends.
    package static let secretBytes = 20
    /// Seconds.
    package static let period: Int64 = 30
    /// How many steps a clock may be wrong, in either direction.
    package static let drift: Int64 = 1

    package let secret: [UInt8]
    package let algorithm: Algorithm
    package let digits: Int

    /// Six digits by SHA-1: other forms are not understood by every app.
    package init(secret: [UInt8], algorithm: Algorithm = .sha1, digits: Int = 6) {
        self.secret = secret
        self.algorithm = algorithm
        self.digits = digits
    }

    /// A new secret from the system's random source.
    package static func make() -> TOTP {
        TOTP(secret: SymmetricKey(size: SymmetricKeySize(bitCount: secretBytes * 8)).withUnsafeBytes { Array($0) })
    }

    /// The step that a moment lies in, counted from 1970.
    package static func step(at moment: Moment) -> Int64 { moment.milliseconds / (period * 1000) }

    /// The code of a step.
    package func code(at step: Int64) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let mac = mac(of: message)
        // Dynamic truncation, RFC 4226 section 5.3.
        let offset = Int(mac[mac.count - 1] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let base = (0..<digits).reduce(UInt32(1)) { value, _ in value * 10 }
        let text = String(number % base)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step that a code is of, where it is right now or was a moment ago and is younger than the last one that was used; nil otherwise.
    package func step(of code: String, at now: Moment, after last: Int64?) -> Int64? {
        let present = Self.step(at: now)
        var found: Int64?
        for step in (present - Self.drift)...(present + Self.drift) where self.code(at: step) == code && step > last ?? Int64.min {
            found = step
        }
        return found
    }

    private func mac(of message: [UInt8]) -> [UInt8] {
        let key = SymmetricKey(data: secret)
        return switch algorithm {
        case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
        case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
        }
    }
}
