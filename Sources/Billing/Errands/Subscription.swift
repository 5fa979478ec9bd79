import KinoraDocuments
import KinoraKernel

package typealias SubscriptionID = Identifier<Subscription>

/// A member's subscription. See `Order` for why its document is written first. A member has one that lives at most.
///
///     begun > awaiting > active <> failing > ended
///                 |        <> paused
///                 \> void
package struct Subscription: Record, Hashable {
    package static let schema = CollectionSchema(
        "subscriptions", indexes: [.unique("liveKey"), .lookup("member", "madeAt"), .lookup("state"), .lookup("providerName")])

    package enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case begun, awaiting, active
        /// A payment failed; it stays open for the days of grace.
        case failing
        case paused
        case ended
        /// Nobody agreed to it.
        case void

        package var isOver: Bool { self == .ended || self == .void }
    }

    /// What somebody asked for and the provider has not confirmed: written before the provider is asked.
    package enum Wish: String, Codable, Hashable, Sendable { case cancel, pause, resume, change }

    /// Terms that the payer agreed to, and since when.
    package struct Agreement: Codable, Hashable, Sendable {
        package var terms: String
        package var plan: PlanID
        package var since: Moment
    }

    package var member: String
    package var plan: PlanID
    package var title: String
    /// The first are those it began with; the last are in force.
    package var agreements: [Agreement]
    /// Terms that the payer was asked to change to.
    package var proposed: Agreement?
    package var hasTrial: Bool
    package var country: String?
    @OrEmpty package var buyer: [String] = []
    package var provider: String
    package var providerName: String?
    package var approval: String?
    package var state: State
    package var wish: Wish?
    package var madeAt: Moment
    package var consentedAt: Moment?
    package var language: String?
    /// The member, as long as it lives.
    package var liveKey: String?
    /// Until when it is paid; of one that is over, until when it was.
    package var paidUntil: Moment?
    package var nextChargeAt: Moment?
    package var failingSince: Moment?
    package var cancelledAt: Moment?
    /// When everything ends at once, whatever was paid; nil for at the end of what was paid.
    package var endsAt: Moment?

    /// Why the house cancelled it; nil where the member did, or nobody.
    package var reasonOfHouse: String?
    /// Whether its member was told that it is cancelled.
    package var wasCancellationTold: Bool?
    /// How often its member asked to collect what failed, and when they did last.
    package var retries: Int?
    package var retriedAt: Moment?

    /// Whether its member was told that the free days are over soon.
    package var wasTrialTold: Bool?

    /// So long before the free days are over their member is told.
    package static let noticeOfTrial = Duration.seconds(3 * 86_400)
    /// Between two attempts of a member to have collected what failed.
    package static let pauseOfRetries = Duration.seconds(60)
    package static let patience = Duration.seconds(3 * 86_400)
}
