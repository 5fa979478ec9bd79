import KinoraDocuments
import KinoraKernel

/// Who somebody is, in the words of a provider that was asked and believed.
package struct ProvidedIdentity: Hashable, Sendable {
    /// Who says it. Together with `subject` the only name by which a person is known again.
    package var issuer: String
    /// The person's name at the issuer: never given to another one there, and meaningless elsewhere.
    package var subject: String
    package var email: String?
    /// Whether the address is the person's beyond doubt: the provider checked it, and may be believed in that.
    package var isEmailTrusted: Bool
    package var name: String?
    /// Where a picture of the person is; never fetched without being looked at first.
    package var picture: String?
    /// All that was told, without tokens.
    package var claims: Value

    package static let longestSubject = 255
    private static let longestName = 60
    private static let longestEmail = 254
    private static let longestPicture = 1000

    /// Nil where the issuer or the subject is none: empty, too long, or with control characters.
    package init?(
        issuer: String, subject: String, email: String? = nil, isEmailTrusted: Bool = false, name: String? = nil, picture: String? = nil,
        claims: Value = .object([:])
    ) {
        guard Self.isPlain(issuer, atMost: 2000), Self.isPlain(subject, atMost: Self.longestSubject) else { return nil }
        self.issuer = issuer
        self.subject = subject
        self.email = email.flatMap { Self.isPlain($0, atMost: Self.longestEmail) ? $0 : nil }
        self.isEmailTrusted = isEmailTrusted && self.email != nil
        self.name = name.map { String($0.onOneLine(atMost: Self.longestName).prefix(Self.longestName)) }.flatMap { $0.isEmpty ? nil : $0 }
        self.picture = picture.flatMap { $0.hasPrefix("https://") && Self.isPlain($0, atMost: Self.longestPicture) ? $0 : nil }
        self.claims = claims
    }

    private static func isPlain(_ text: String, atMost limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count) && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }
}
