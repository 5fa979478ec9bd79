extension TOTP {
    /// How long the names in an address may be, percent-encoded: so a picture of it stays easy to read.
    private static let longestHouse = 60
    private static let longestAccount = 120

    /// What an authenticator app reads from the picture: `otpauth://totp/House:ida%40example.org?secret=…` (the form that Google
    /// Authenticator's Key URI page describes). A colon parts the two names, so none stands in them.
    package func address(house: String, account: String) -> String {
        let house = Self.encoded(house, atMost: Self.longestHouse)
        let account = Self.encoded(account, atMost: Self.longestAccount)
        let facts = "secret=\(secretText)&issuer=\(house)&algorithm=\(algorithm.rawValue)&digits=\(digits)&period=\(Self.period)"
        return "otpauth://totp/\(house):\(account)?\(facts)"
    }

    /// The secret as people type it into an app.
    package var secretText: String { Base32.encode(secret) }

    /// RFC 3986 section 2.1: everything but unreserved characters is encoded. Whole characters are left out at the end where it is too long.
    private static func encoded(_ text: String, atMost limit: Int) -> String {
        var result = ""
        for character in text where character != ":" {
            let part = character.utf8.map { byte -> String in
                isUnreserved(byte) ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }.joined()
            guard result.utf8.count + part.utf8.count <= limit else { break }
            result += part
        }
        return result
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
