import KinoraDocuments
import KinoraKernel

/// A message of a provider's, kept once however often it comes. It is followed later, by reading what it names.
package struct PaymentMessage: Record, Hashable {
    package static let schema = CollectionSchema("payment-messages", indexes: [.lookup("state", "nextAt"), .lookup("receivedAt")])

    package enum State: String, Codable, Hashable, Sendable { case waiting, done, givenUp }

    package var provider: String
    package var hint: ProviderHint
    package var state: State
    package var receivedAt: Moment
    package var tries: Int
    /// When it is tried next.
    package var nextAt: Moment
    package var trouble: String?

    /// Tries, over about three days; then the owner is told.
    package static let mostTries = 25
    /// For how long it is kept that a message came.
    package static let memory = Duration.seconds(90 * 86_400)

    static func pause(after tries: Int) -> Duration { .seconds(min(6 * 3600, 5 << min(tries, 12))) }
}
