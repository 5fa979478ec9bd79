import KinoraCatalogue
import KinoraKernel

/// The right to the bytes of one package for a few minutes. Whoever shows it needs nothing else, so it is made only after `WatchPermission`
/// was asked, is renewed by the player while it plays, and lives no longer than `life` after the last answer.
package struct Grant: Hashable, Sendable {
    /// So long somebody whose session has ended, or who may no longer watch, can go on at most.
    package static let life = Duration.seconds(600)

    package var subject: StreamSubject
    package var member: String
    package var profile: String
    package var session: String
    /// The name of the stream among those of the account.
    package var stream: String
    package var notAfter: Moment
    /// Whether it is part of an address that somebody copied: good for hours, so whoever shows it is asked about each time (`AddressKeeper`).
    /// Its stream is then the name of what the house keeps of the address.
    package var isAddress = false

    package init(
        _ subject: StreamSubject, member: String, profile: String, session: String, stream: String, notAfter: Moment,
        isAddress: Bool = false
    ) {
        self.isAddress = isAddress
        self.subject = subject
        self.member = member
        self.profile = profile
        self.session = session
        self.stream = stream
        self.notAfter = notAfter
    }
}
