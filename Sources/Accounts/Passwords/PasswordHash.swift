import Foundation

/// What is kept of a password, as PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>` in base 64 without padding
/// (github.com/P-H-C/phc-string-format).
struct PasswordHash: Hashable, Sendable {
    static let saltBytes = 16
    static let hashBytes = 32
    static let version: UInt32 = 0x13
    /// The version that texts without `v=` are of.
    static let firstVersion: UInt32 = 0x10
    static let longestText = 512

    let cost: HashingCost
    let version: UInt32
    let salt: [UInt8]
    let hash: [UInt8]

    init(cost: HashingCost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        version = Self.version
        self.salt = salt
        self.hash = hash
    }

    /// Nil for everything but an Argon2id hash that the house is ready to compute.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longestText else { return nil }
        var parts = text.split(separator: "$", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "", parts.popFirst() == "argon2id" else { return nil }
        var version = Self.firstVersion
        if parts.count == 4 {
            guard let first = parts.popFirst(), let number = Self.number(first, named: "v") else { return nil }
            version = number
        }
        guard version == Self.firstVersion || version == Self.version, parts.count == 3 else { return nil }
        let numbers = parts[parts.startIndex].split(separator: ",", omittingEmptySubsequences: false)
        guard numbers.count == 3, let memory = Self.number(numbers[0], named: "m"), let passes = Self.number(numbers[1], named: "t"),
            let lanes = Self.number(numbers[2], named: "p"), let salt = Self.bytes(parts[parts.startIndex + 1], 8...64),
            let hash = Self.bytes(parts[parts.startIndex + 2], 16...64)
        else { return nil }
        cost = HashingCost(memory: memory, passes: passes, lanes: lanes)
        guard cost.isBearable else { return nil }
        self.version = version
        self.salt = salt
        self.hash = hash
    }

    var text: String {
        let numbers = "m=\(cost.memory),t=\(cost.passes),p=\(cost.lanes)"
        return "$argon2id$v=\(version)$\(numbers)$\(Self.text(salt))$\(Self.text(hash))"
    }

    /// Whether it is as a new hash of this cost would be.
    func isLike(_ cost: HashingCost) -> Bool {
        self.cost == cost && version == Self.version && salt.count >= Self.saltBytes && hash.count >= Self.hashBytes
    }

    private static func number(_ text: Substring, named name: String) -> UInt32? {
        guard text.hasPrefix(name + "=") else { return nil }
        let digits = text.dropFirst(name.count + 1)
        guard !digits.isEmpty, digits.first != "0", digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return UInt32(digits)
    }

    private static func bytes(_ text: Substring, _ size: ClosedRange<Int>) -> [UInt8]? {
        guard !text.contains("="), text.utf8.count % 4 != 1 else { return nil }
        let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: String(padded)), size.contains(data.count) else { return nil }
        return Array(data)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("=", with: "")
    }
}
