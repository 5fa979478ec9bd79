/// What an authenticator signs (WebAuthn level 3, section 6.1): for whom, how sure it is of its owner, and the new key if there is one.
struct AuthenticatorData: Hashable, Sendable {
    struct Credential: Hashable, Sendable {
        let id: [UInt8]
        /// As COSE key (RFC 9052).
        let key: [UInt8]
    }

    /// Section 5.8.3 of the specification of level 3 bounds names of credentials.
    static let longestID = 1023

    /// SHA-256 of the site's name.
    let site: [UInt8]
    let isPresent: Bool
    let isVerified: Bool
    /// Whether the key may be copied to other devices by whoever made it, and whether it was.
    let isBackupEligible: Bool
    let isBackedUp: Bool
    let counter: UInt32
    let credential: Credential?

    /// - Throws: `PasskeyRefusal.malformed`, also where anything is left over.
    init(_ bytes: [UInt8]) throws {
        guard bytes.count >= 37 else { throw PasskeyRefusal.malformed }
        site = Array(bytes[..<32])
        let flags = bytes[32]
        isPresent = flags & 0x01 != 0
        isVerified = flags & 0x04 != 0
        isBackupEligible = flags & 0x08 != 0
        isBackedUp = flags & 0x10 != 0
        counter = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var rest = bytes[37...]
        credential = flags & 0x40 != 0 ? try Self.credential(&rest) : nil
        if flags & 0x80 != 0 {
            var reader = CBORReader(rest)
            guard try reader.next().entries != nil else { throw PasskeyRefusal.malformed }
            rest = reader.rest
        }
        guard rest.isEmpty, isBackupEligible || !isBackedUp else { throw PasskeyRefusal.malformed }
    }

    /// Section 6.5.2: AAGUID, length, name, key.
    private static func credential(_ rest: inout ArraySlice<UInt8>) throws -> Credential {
        let head = rest.prefix(18)
        guard head.count == 18 else { throw PasskeyRefusal.malformed }
        let length = head.suffix(2).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(18)
        guard (1...longestID).contains(length), rest.count > length else { throw PasskeyRefusal.malformed }
        let id = Array(rest.prefix(length))
        rest = rest.dropFirst(length)
        var reader = CBORReader(rest)
        _ = try reader.next()
        let key = Array(rest.dropLast(reader.rest.count))
        rest = rest.suffix(reader.rest.count)
        return Credential(id: id, key: key)
    }
}
