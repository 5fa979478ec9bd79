import KinoraDocuments
import KinoraKernel

/// How long sessions last, and what they admit to meanwhile (OWASP ASVS 5.0, 7.3.1 and 7.3.2).
package struct SessionLife: Hashable, Sendable {
    /// A session that nobody used for so long is over.
    package var idle: Duration = .seconds(14 * 86_400)
    /// A session is over after so long, however much it is used.
    package var whole: Duration = .seconds(90 * 86_400)
    /// The same for what reaches beyond one's own account (`Right.isPower`): after that one shows again who one is.
    package var idlePowers: Duration = .seconds(30 * 60)
    package var wholePowers: Duration = .seconds(12 * 3600)
    /// For so long after somebody showed who they are, the account itself may be changed.
    package var fresh: Duration = .seconds(10 * 60)
    /// For so long after the account's PIN was shown nobody asks for it again.
    package var pin: Duration = .seconds(10 * 60)
    /// The use of a session is noted no more often.
    package var betweenNotes: Duration = .seconds(60)

    package init() {}

    package func isOver(_ session: Session, at now: Moment) -> Bool {
        now >= session.endsAt || now.since(session.lastUsedAt) >= idle
    }

    package func isFresh(_ session: Session, at now: Moment) -> Bool {
        !session.isTelevision && now.since(session.provedAt) < fresh
    }

    package func hasPowers(_ session: Session, at now: Moment) -> Bool {
        !session.isTelevision && now.since(session.provedAt) < wholePowers
            && now.since(max(session.lastUsedAt, session.provedAt)) < idlePowers
    }
}
