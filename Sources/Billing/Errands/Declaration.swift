import KinoraDocuments
import KinoraKernel

/// What somebody declares about a contract without being asked who they are: that it is cancelled, or withdrawn from. Kept with its moment, as
/// proof for both sides.
package struct Declaration: Record, Hashable {
    package static let schema = CollectionSchema(
        "billing-declarations", indexes: [.lookup("isSettled", "at"), .lookup("member"), .lookup("at"), .lookup("isWaiting", "at")])

    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case cancellation
        /// For a reason that lets nobody wait.
        case cancellationForCause
        case withdrawal
    }

    package var kind: Kind
    /// Who declares, as they wrote it.
    package var name: String
    package var email: String
    /// Which contract, in their words.
    package var contract: String
    package var reason: String?
    /// Whether it shall end at once, and not when what is paid is over.
    package var isAtOnce: Bool
    package var at: Moment
    /// The account with that address, if there is one.
    package var member: String?
    /// Whether whoever declared was signed in with that account.
    package var isSignedIn: Bool?
    /// Whether they named no contract in particular, which is their subscription then.
    package var isOfSubscription: Bool?
    /// The subscription that it ended.
    package var deal: String?
    /// Whether it is still to be carried out; nil once it was.
    package var isWaiting: Bool?
    /// Whether nothing is left for the owner to do.
    package var isSettled: Bool

    package static let longestText = 500

    package init(
        _ kind: Kind, name: String, email: String, contract: String, reason: String?, isAtOnce: Bool, at: Moment
    ) {
        self.kind = kind
        self.name = name.onOneLine(atMost: 120)
        self.email = email.onOneLine(atMost: 254)
        self.contract = contract.onOneLine(atMost: 120)
        self.reason = reason.map { $0.onOneLine(atMost: Self.longestText) }
        self.isAtOnce = isAtOnce
        self.at = at
        isSettled = false
    }
}
