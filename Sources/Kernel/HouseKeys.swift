import Crypto
import Foundation

/// The house's own secrets: what seals secrets at rest and signs what the house hands out and takes back. All servers of a house share them.
///
/// There may be several, the newest first: new things are made with the newest, and what was made with an older one is still known, until
/// the owner takes it away. Each purpose has a key of its own, derived by HKDF-SHA-256 (RFC 5869).
package struct HouseKeys: Sendable {
    /// What a key is for. Nothing that was made for one purpose is good for another.
    package enum Purpose: String, Sendable, CaseIterable {
        /// Secrets of second factors, at rest.
        case secondFactors
        /// Rights to the bytes of a film, in a cookie or an address.
        case grants
        /// What a sign-in has to remember between two pages.
        case signIn
        /// Letters that wait to be sent; they hold links that are secrets.
        case letters
        /// Codes that televisions show, at rest.
        case televisionCodes
        /// Codes of gifts that were paid for, until their giver has read them.
        case vouchers
        /// What messages to the owner's programs are signed with, at rest.
        case webhooks
    }

    package static let bytesOfAKey = 32

    private let masters: [SymmetricKey]

    /// - Parameter masters: `bytesOfAKey` each, the newest first; at least one.
    package init?(_ masters: [[UInt8]]) {
        guard !masters.isEmpty, masters.allSatisfy({ $0.count == Self.bytesOfAKey }) else { return nil }
        self.masters = masters.map { SymmetricKey(data: $0) }
    }

    /// One new key from the system's random source.
    package static func make() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }

    /// AES-256-GCM (NIST SP 800-38D) with a random nonce, as base64url.
    package func seal(_ plain: some DataProtocol, for purpose: Purpose) throws -> String {
        let box = try AES.GCM.seal(plain, using: key(masters[0], purpose))
        guard let bytes = box.combined else { throw KeysCannotSeal() }
        return Base64URL.encode(bytes)
    }

    /// What was sealed; nil where it was sealed with none of these keys, for something else, or was changed.
    package func open(_ sealed: String, for purpose: Purpose) -> [UInt8]? {
        guard let bytes = Base64URL.decode(sealed), let box = try? AES.GCM.SealedBox(combined: bytes) else { return nil }
        for master in masters {
            if let plain = try? AES.GCM.open(box, using: key(master, purpose)) { return Array(plain) }
        }
        return nil
    }

    /// HMAC-SHA-256 (RFC 2104) of a message, with the newest key.
    package func mac(_ message: some DataProtocol, for purpose: Purpose) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: key(masters[0], purpose)))
    }

    /// Whether one of these keys made the code; takes the same time for every wrong one.
    package func isValid(_ mac: [UInt8], of message: some DataProtocol, for purpose: Purpose) -> Bool {
        masters.contains { HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: message, using: key($0, purpose)) }
    }

    private func key(_ master: SymmetricKey, _ purpose: Purpose) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: master, info: Data("kinora/\(purpose.rawValue)".utf8), outputByteCount: Self.bytesOfAKey)
    }
}

/// Cannot happen with nonces of the usual length.
private struct KeysCannotSeal: Error {}
