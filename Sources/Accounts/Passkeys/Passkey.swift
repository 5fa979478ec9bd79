import KinoraDocuments
import KinoraKernel

/// A key that lives in a member's device or password manager. The document is named by the digest of the credential's name, so that no two
/// accounts can have the same.
package struct Passkey: Record, Hashable {
    package static let schema = CollectionSchema("passkeys", indexes: [.lookup("member")])

    /// Whose it is (`MemberID`).
    package var member: String
    /// The credential's name, base64url.
    package var credential: String
    /// The public key, COSE in base64url.
    package var key: String
    /// How often the device says that it was used; stays 0 for keys that are copied between devices.
    package var counter: Int64
    /// What the member calls it.
    package var name: String
    /// How the device can be reached, as the browser told.
    @OrEmpty package var transports: [String] = []
    /// Whether its maker keeps a copy, so that a lost device does not mean a lost key.
    package var isBackedUp: Bool?
    package var lastUsedAt: Moment?

    package init(member: String, credential: String, key: String, counter: Int64, name: String) {
        self.member = member
        self.credential = credential
        self.key = key
        self.counter = counter
        self.name = name
    }

    /// What a document of this credential is called.
    static func id(of credential: [UInt8]) -> String { Digest(of: credential).hex }

    /// Whether a use with this counter can be one of the same key (WebAuthn level 3, section 6.1.1): keys that do not count stay at 0, others
    /// go up.
    func isPlausible(_ next: UInt32) -> Bool { (next == 0 && counter == 0) || Int64(next) > counter }
}
