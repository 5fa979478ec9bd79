/// What a browser brings back from a provider: hostile text, each part bounded.
package struct ProviderAnswer: Hashable, Sendable, CustomStringConvertible {
    package static let longestPart = 8192

    /// Which attempt it answers.
    package var state: String?
    /// What the provider gives the tokens for.
    package var code: String?
    /// Who answers (RFC 9207).
    package var issuer: String?
    /// Why there is no code (RFC 6749 section 4.1.2.1). Its accompanying text belongs to whoever wrote the address, and is not even read.
    package var error: String?
    /// What Apple tells once, at the very first consent: the name, as JSON.
    package var user: String?

    /// - Parameter field: a field of the address or of the form; nil where it is missing.
    package init(_ field: (String) -> String?) {
        func part(_ name: String) -> String? { field(name).flatMap { $0.utf8.count <= Self.longestPart ? $0 : nil } }
        state = part("state")
        code = part("code")
        issuer = part("iss")
        error = part("error")
        user = part("user")
    }

    /// Shows nothing: codes are as good as keys.
    package var description: String { "(answer)" }
}
