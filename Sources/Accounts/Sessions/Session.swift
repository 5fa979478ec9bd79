import KinoraDocuments
import KinoraKernel

/// Somebody signed in, on one device. The document is named by the digest of the token that the device's cookie holds; the token itself is
/// kept nowhere.
package struct Session: Record, Hashable {
    package static let schema = CollectionSchema(
        "sessions", indexes: [.lookup("member", "lastUsedAt"), .lookup("endsAt")])

    /// The account (`MemberID`).
    package var member: String
    /// Who watches (`ProfileID`); nil until somebody chose.
    package var profile: String?
    /// How the person proved who they are.
    package var ways: [SignInWay]
    /// When the person last proved it.
    package var provedAt: Moment
    /// When the account's PIN was last shown on this device.
    package var pinShownAt: Moment?
    package var lastUsedAt: Moment
    /// Not one moment longer, however much it is used.
    package var endsAt: Moment
    /// What the person sees in the list of devices: `Firefox on Linux`.
    package var device: String
    /// Where it was last used from, shortened (`AddressRange`).
    package var place: String

    /// Let in by the word of another device: such a session never admits to more than watching and one's own small things, and nobody
    /// proves on it who they are.
    package var isTelevision: Bool { ways.contains(.deviceCode) }

    package init(
        member: String, ways: [SignInWay], provedAt: Moment, endsAt: Moment, device: String, place: String
    ) {
        self.member = member
        self.ways = ways
        self.provedAt = provedAt
        self.lastUsedAt = provedAt
        self.endsAt = endsAt
        self.device = device
        self.place = place
    }
}
