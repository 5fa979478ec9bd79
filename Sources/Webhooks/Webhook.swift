import KinoraDocuments
import KinoraKernel

package typealias WebhookID = Identifier<Webhook>

/// An address of the owner's that is told what happens in the house.
package struct Webhook: Record, Hashable {
    package static let schema = CollectionSchema("webhooks", indexes: [.unique("endpoint")])

    package var endpoint: String
    /// What it is told of.
    package var kinds: [EventKind]
    /// The `SigningSecret`'s bytes, under `HouseKeys.Purpose.webhooks`.
    var sealed: String
    package var isOn: Bool
    /// Why it was turned off, where it was not the owner.
    package var reason: String?
    /// The same for other languages than English.
    package var explained: Explanation?
    /// Since when no message came through; nil while they do.
    package var failingSince: Moment?
    /// After a failure nothing is sent until then.
    package var restsUntil: Moment?

    init(endpoint: String, kinds: [EventKind], sealed: String) {
        self.endpoint = endpoint
        self.kinds = kinds
        self.sealed = sealed
        isOn = true
    }
}
