import KinoraDocuments
import KinoraKernel

/// An address that a member copied for a player outside the browser: VLC, a television. The document is what makes it revocable; the secret
/// is in the address itself, and is kept nowhere.
package struct PlayAddress: Record, Hashable {
    package static let schema = CollectionSchema("addresses", indexes: [.lookup("member"), .lookup("endsAt")])

    /// The account (`MemberID`).
    package var member: String
    /// Who watches (`ProfileID`).
    package var profile: String
    /// `film` or `episode`, and which one.
    package var kind: String
    package var feature: String
    /// The version, by its package.
    package var package: String
    /// The session whose player made it for another screen: both take one place among the account's streams. Nil for one that was copied.
    package var session: String?
    /// It opens nothing from this moment on.
    package var endsAt: Moment

    package init(
        member: String, profile: String, kind: String, feature: String, package: String, session: String? = nil, endsAt: Moment
    ) {
        self.session = session
        self.member = member
        self.profile = profile
        self.kind = kind
        self.feature = feature
        self.package = package
        self.endsAt = endsAt
    }
}

package typealias PlayAddressID = Identifier<PlayAddress>
