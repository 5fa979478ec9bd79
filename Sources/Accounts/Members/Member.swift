import KinoraDocuments
import KinoraKernel

package typealias MemberID = Identifier<Member>

/// An account: one person's, or one family's with several profiles.
package struct Member: Record, Hashable {
    package static let schema = CollectionSchema(
        "members",
        indexes: [
            .unique("email"), .lookup("role"), .lookup("state"), .lookup("invitation"), .lookup("erasedFrom"), .lookup("erasingSince"),
        ],
        searchable: ["name", "email"])

    /// Where an account stands.
    package enum State: String, Codable, Hashable, Sendable, CaseIterable {
        /// The address was not confirmed yet.
        case unconfirmed
        /// Waits until the owner lets it in.
        case waiting
        case active
        /// The owner closed the door; nothing is lost.
        case disabled
        /// The member wants to leave; erased when `erasedFrom` has come.
        case leaving
    }

    /// As it is compared: see `MailAddress`. Nil where a provider that somebody signed in with told none.
    package var email: String?
    /// When somebody showed that mail to the address reaches them.
    package var confirmedAt: Moment?
    /// What the house calls the person.
    package var name: String
    package var role: Role
    package var state: State
    /// The password as PHC string (`$argon2id$…`); nil for members who sign in otherwise.
    package var password: String?
    /// When the password was last set.
    package var passwordSetAt: Moment?
    /// The language of pages and letters (BCP 47).
    package var language: String?
    /// What asks for a code besides the password; nil where nothing does.
    package var totp: SecondFactor?
    /// Digests of the recovery codes that are left.
    @OrEmpty package var recoveryCodes: [String] = []
    /// Keeps children in their profiles and out of the settings: a PIN as PHC string.
    package var pin: String?
    /// Which letters the member wants besides those that safety needs.
    package var letters: LetterWishes?
    /// The invitation that the member came by.
    package var invitation: String?
    /// From when on everything of a leaving member is erased.
    package var erasedFrom: Moment?
    /// Since when everything of the member is being erased; there is no way back from here (`Eraser`).
    package var erasingSince: Moment?

    package init(email: String?, name: String, role: Role, state: State) {
        self.email = email
        self.name = name
        self.role = role
        self.state = state
    }
}
