import KinoraDocuments
import KinoraKernel

package typealias IdentityID = Identifier<Identity>

/// A member's name at a provider. The same name at two issuers is two identities; an identity belongs to one member.
package struct Identity: Record, Hashable {
    package static let schema = CollectionSchema("identities", indexes: [.unique("issuer", "subject"), .lookup("member")])

    /// What was told is kept up to so many bytes of JSON.
    static let longestClaims = 16_384

    package var issuer: String
    package var subject: String
    /// The account (`MemberID`).
    package var member: String
    /// The provider's name in addresses, as the house called it when it was last used.
    package var provider: String
    package var email: String?
    package var isEmailTrusted: Bool
    package var name: String?
    package var picture: String?
    /// All that the provider told when it was last asked, as JSON: the names of claims are addresses as often as words, and those cannot be
    /// the names of fields.
    package var claims: String?
    package var linkedAt: Moment
    package var lastUsedAt: Moment
    /// Set for the moment in which it is taken away, so that of two that are taken away at once not both go.
    package var isLeaving: Bool?

    package init(_ provided: ProvidedIdentity, from provider: String, member: MemberID, at now: Moment) {
        issuer = provided.issuer
        subject = provided.subject
        self.member = member.rawValue
        self.provider = provider
        isEmailTrusted = false
        linkedAt = now
        lastUsedAt = now
        take(provided, from: provider, at: now)
    }

    /// Takes over what the provider says now.
    mutating func take(_ provided: ProvidedIdentity, from provider: String, at now: Moment) {
        self.provider = provider
        email = provided.email
        isEmailTrusted = provided.isEmailTrusted
        // Apple tells the name once and never again.
        name = provided.name ?? name
        picture = provided.picture ?? picture
        let told = provided.claims.json
        claims = told.utf8.count <= Self.longestClaims ? told : nil
        lastUsedAt = now
    }
}
