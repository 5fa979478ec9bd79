/// The name of one request: in its answer, in the log, and in what visitors tell who ask for help.
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    package let description: String

    /// Sixty random bits, as twelve characters (Crockford's Base32).
    init() {
        let bits = UInt64.random(in: .min ... .max)
        description = String((0..<12).map { Self.alphabet[Int((bits >> UInt64($0 * 5)) & 31)] })
    }
}
