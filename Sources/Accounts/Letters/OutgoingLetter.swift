import KinoraDocuments
import KinoraKernel

/// A letter in the outbox, and afterwards the note that it was sent. What it says is sealed, and kept until it is sent or given up only.
package struct OutgoingLetter: Record, Hashable {
    package static let schema = CollectionSchema("letters", indexes: [.lookup("state", "nextAt"), .lookup("member")])

    package enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case waiting, sent, givenUp
    }

    package var state: State
    /// `Letter.Kind.name`.
    package var kind: String
    /// The account that it is about (`MemberID`).
    package var member: String?
    /// The `Letter`, as JSON under `HouseKeys.Purpose.letters`.
    package var sealed: String?
    /// How often somebody began to send it.
    package var attempts: Int
    /// When it is tried again. Whoever sends it sets this ahead, and so keeps others from sending it too.
    package var nextAt: Moment?
    /// Why the last attempt failed; without the address.
    package var reason: String?
    package var sentAt: Moment?

    init(_ letter: Letter, sealed: String, at now: Moment) {
        state = .waiting
        kind = letter.kind.name
        member = letter.member
        self.sealed = sealed
        attempts = 0
        nextAt = now
    }

    /// Nothing of what it said is kept.
    mutating func end(_ state: State, reason: String?) {
        self.state = state
        self.reason = reason
        sealed = nil
        nextAt = nil
    }
}
