import KinoraDocuments

/// When an address that a provider tells is the person's beyond doubt.
package enum EmailTrust: Hashable, Sendable {
    /// The owner did not say that this provider checks addresses.
    case never
    /// The provider says `"email_verified": true`, and the owner that it may be believed.
    case whenVerified
    /// Google is believed about its own addresses and those of firms that it keeps mail for (`hd`).
    case google
    /// Apple writes its `true` now as a word in quotation marks, now without.
    case apple

    func trusts(_ address: String, _ claims: ClaimSet) -> Bool {
        switch self {
        case .never: false
        case .whenVerified: claims.isTrue("email_verified")
        case .google: claims.isTrue("email_verified") && (address.lowercased().hasSuffix("@gmail.com") || claims.text("hd") != nil)
        case .apple: claims.isTrue("email_verified") || claims.text("email_verified") == "true"
        }
    }
}
