import KinoraKernel

/// What the house writes to somebody: to whom, in which language, and what about. Its words are made when it is sent (`LetterWriter`).
package struct Letter: Codable, Hashable, Sendable {
    /// The address alone: `ida@example.org`.
    package var to: String
    /// BCP 47; nil for the house's own.
    package var language: String?
    /// The account that it is about (`MemberID`); nil where there is none yet.
    package var member: String?
    /// When it says nothing true any more, because its link is spent; it is not sent then.
    package var goodUntil: Moment?
    package var kind: Kind

    package init(to: String, language: String? = nil, member: String? = nil, _ kind: Kind, goodUntil: Moment? = nil) {
        self.to = to
        self.language = language
        self.member = member
        self.kind = kind
        self.goodUntil = goodUntil
    }

    /// What a letter is about. Links are whole addresses, made from the house's own (`url`), never from what a request says.
    package enum Kind: Codable, Hashable, Sendable {
        /// Somebody named this address at registration, or as their new one.
        case confirmAddress(link: String)
        /// Somebody registered with the address of a member; the page said the same as to everybody else.
        case alreadyMember(link: String)
        case resetPassword(link: String)
        /// - Parameter from: what the house calls who invites.
        case invitation(link: String, from: String?)
        /// To owners: somebody waits until they are let in.
        case waitingMember(name: String, link: String)
        case admitted(link: String)
        /// A sign-in on a device that was not seen before.
        case newDevice(device: String, place: String, at: Moment)
        case credentialChanged(CredentialChange, at: Moment)
        /// The account is going to be erased, unless somebody signs in before.
        case closing(until: Moment, link: String)
        case payment(PaymentLetter)
        /// To try out whether mail works.
        case trial

        /// What is kept of a letter when it was sent.
        package var name: String {
            switch self {
            case .confirmAddress: "confirm-address"
            case .alreadyMember: "already-member"
            case .resetPassword: "reset-password"
            case .invitation: "invitation"
            case .waitingMember: "waiting-member"
            case .admitted: "admitted"
            case .newDevice: "new-device"
            case .credentialChanged: "credential-changed"
            case .closing: "closing"
            case .payment(let letter): letter.name
            case .trial: "trial"
            }
        }
    }
}
