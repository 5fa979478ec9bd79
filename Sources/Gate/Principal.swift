import KinoraKernel

/// Who is signed in, as the session of a request proves; a value that handlers decide by.
package struct Principal: Hashable, Sendable {
    /// The account.
    package var member: String
    package var role: Role
    /// The viewer, once chosen.
    package var profile: String?
    /// What the page calls the viewer, or the account while no viewer is chosen.
    package var name: String
    /// The picture of the viewer.
    package var picture: String?
    /// Titles for older people are not there for this viewer; nil for grown-ups.
    package var ageLimit: Int?
    /// The language that the account chose for pages (BCP 47); nil for what the browser asks for.
    package var language: String?
    /// The session, by the name of its document.
    package var session: String
    /// Whether the person showed who they are so recently that the account itself may be changed.
    package var isFresh: Bool
    /// Whether the rights that reach beyond one's own account count at present (`Right.isPower`).
    package var hasPowers: Bool
    /// Whether the house wants a second factor of this member before those rights count, and there is none.
    package var lacksSecondFactor = false
    /// Whether another device let this one in: nobody shows here who they are.
    package var isTelevision = false
    /// Whether the account's PIN stands between this viewer and the account's settings at present.
    package var isBehindPIN: Bool

    package init(
        member: String, role: Role, profile: String?, name: String, picture: String? = nil, ageLimit: Int? = nil, session: String,
        isFresh: Bool, hasPowers: Bool = true, isBehindPIN: Bool = false
    ) {
        self.member = member
        self.role = role
        self.profile = profile
        self.name = name
        self.picture = picture
        self.ageLimit = ageLimit
        self.session = session
        self.isFresh = isFresh
        self.hasPowers = hasPowers
        self.isBehindPIN = isBehindPIN
    }

    /// Whether the role has the right, and the viewer is none who must be kept from it.
    package func may(_ right: Right) -> Bool { role.rights.contains(right) && (ageLimit == nil || !right.isPower) }
}
