import KinoraDocuments
import KinoraKernel

package typealias OrderID = Identifier<Order>

/// Something that is paid once. Its document is written before the provider is asked for anything, and its name is what the provider knows it
/// by, so that whoever is killed in between is followed by somebody who finds out how it stands.
///
///     begun > awaiting > capturing > paid
///                 \___________\____> void
package struct Order: Record, Hashable {
    package static let schema = CollectionSchema(
        "orders", indexes: [.lookup("member", "madeAt"), .unique("openKey"), .lookup("state"), .lookup("providerName")])

    package enum State: String, Codable, Hashable, Sendable, CaseIterable {
        /// Written here; whether the provider knows of it is not known.
        case begun
        /// The payer has to agree, or has agreed.
        case awaiting
        /// The money is being taken; whether it was is not known.
        case capturing
        case paid
        /// Nothing came of it.
        case void
        /// What the provider says is not what was ordered: nothing is opened, the owner looks into it.
        case mismatched

        package var isOpen: Bool { self == .begun || self == .awaiting || self == .capturing }
    }

    package var member: String
    package var goods: Goods
    /// What was bought, for people.
    package var title: String
    package var charge: Charge
    package var discount: Money?
    /// The payer's country, which decides the rate of tax.
    package var country: String?
    /// As it shall stand on the invoice.
    @OrEmpty package var buyer: [String] = []
    package var provider: String
    package var providerName: String?
    /// Where the payer agrees.
    package var approval: String?
    package var state: State
    package var madeAt: Moment
    /// Keeps a member from having two open orders for one thing; nil once it is over.
    package var openKey: String?
    /// When the member asked for it at once and gave up the right of withdrawal that ends with that.
    package var consentedAt: Moment?
    package var language: String?
    /// Of a gift: its code, sealed by the house's key, for its giver to read.
    package var giftCode: String?
    /// Whether the last attempt to take the money was refused by the payer's bank.
    package var wasDeclined: Bool

    /// One member's orders that are open at most.
    package static let mostOpen = 50
    /// Where nothing was heard for so long, nothing comes any more; what comes all the same is booked.
    package static let patience = Duration.seconds(3 * 86_400)
    /// A bank transfer takes longer.
    package static let patienceWithBanks = Duration.seconds(60 * 86_400)
}
