/// A name for one `Subject`: opaque, never reused, safe in a URL and as a file name.
///
/// The subject is a phantom type, so that a film's identifier cannot be handed to what wants a job's.
package struct Identifier<Subject>: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    package var description: String { rawValue }

    /// A new identifier: 128 random bits as 26 characters of Crockford's base 32, lower case.
    package static func make(using generator: inout some RandomNumberGenerator) -> Self {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        var high = generator.next() as UInt64
        var low = generator.next() as UInt64
        var characters: [Character] = []
        for _ in 0..<26 {
            characters.append(alphabet[Int(low & 31)])
            low = (low >> 5) | (high << 59)
            high >>= 5
        }
        return Self(String(characters))
    }

    /// A new identifier from the system's random source.
    package static func make() -> Self {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension Identifier: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
