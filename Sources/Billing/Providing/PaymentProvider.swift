import KinoraKernel

/// Somebody who takes money for the house: PayPal, or the owner with a bank account.
///
/// What every provider promises:
/// - **Ours and theirs.** Every request carries our `reference` (26 characters of Crockford's base 32). The provider keeps it and gives it back
///   in every truth, so that whatever comes from there can be laid beside our books.
/// - **Keys.** A request with a `RequestKey` is stored here *before* it is sent, and sent again with the same key after a crash or a failure
///   whose outcome nobody knows. However often and however late a key comes, nobody is charged or paid back twice. Where the provider itself
///   forgets keys after some hours, the implementation looks at what stands before it acts.
/// - **The truth is read.** Nothing that a browser brings back and nothing that a message says is believed: it names what to read, and
///   `order`, `subscription`, `payment`, `refund` and `dispute` say how it stands now. They may be asked in any order and any number of times.
/// - **Amounts** are whole minor units in the currency that the request named, and are never converted.
/// - **Failures** are `ProviderFailure`s. `CancellationError` passes untouched. No secret and no payer's address is in a failure's sentence.
/// - All calls end in a bounded time and may be made from several tasks and servers at once.
package protocol PaymentProvider: Sendable {
    /// What documents call it: `paypal`, `offline`. Never changes, ASCII letters, digits and `-`.
    var name: String { get }
    /// What the pages call it: a proper noun, or nil where the word table has a word (`offline`).
    var label: String? { get }
    var abilities: Set<ProviderAbility> { get }
    /// Where payers see and change by what means they pay; nil where there is no such page.
    var payersPage: String? { get }

    /// Currencies in which it takes money, of those the house sells in.
    func takes(_ currency: Currency) -> Bool

    /// The nearest amount that the provider can name, of a currency that it takes; what is more than nothing never becomes nothing.
    func payable(_ amount: Money) -> Money

    // MARK: Buying once

    /// Begins a purchase of a fixed amount. Nothing is charged yet.
    /// - Returns: the provider's own name for the order, and where the payer agrees to it. The same for the same key.
    func begin(_ purchase: PurchaseRequest, key: RequestKey) async throws -> Approval

    /// How an order stands; nil where the provider knows none of this name.
    func order(_ name: String) async throws -> OrderTruth?

    /// Takes the money of an order that its payer agreed to. Of an order that was captured before, nothing is taken again: the truth is read.
    /// - Throws: `.notApproved` where the payer has not agreed yet; `.declined` where the payer's bank says no: the payer may try again at
    ///   `OrderTruth.approval`.
    func capture(_ name: String, key: RequestKey) async throws -> OrderTruth

    // MARK: Buying again and again

    /// Makes terms known. Terms never change: other prices are other terms. The same terms may be made known any number of times.
    /// - Returns: the provider's own name for them, as `SubscriptionTruth.terms` gives it back.
    func publish(_ terms: RecurringTerms, key: RequestKey) async throws -> String

    /// Begins a subscription. Nothing is charged before its payer agreed; then the provider charges by itself, whenever something is due.
    func begin(_ subscription: SubscriptionRequest, key: RequestKey) async throws -> Approval

    /// How a subscription stands, with all its payments of which the provider knows; nil where it knows none of this name.
    func subscription(_ name: String) async throws -> SubscriptionTruth?

    /// Puts an agreed subscription into force, or a suspended one back. Done already: nothing happens.
    func activate(_ name: String, reason: String) async throws

    /// Charges nothing until it is activated. Done already: nothing happens.
    func suspend(_ name: String, reason: String) async throws

    /// Charges nothing ever again. Done already, or expired: nothing happens. What was paid is not paid back.
    func cancel(_ name: String, reason: String) async throws

    /// Changes the terms, from the next payment on.
    /// - Returns: where the payer has to agree; nil where nobody has to. In force once the truth says the new terms. Asked again: the same.
    func revise(_ name: String, to terms: String, _ back: ReturnAddresses) async throws -> Approval?

    /// Takes what could not be taken when it was due, by the means that the payer has there now, and puts a subscription that was suspended for
    /// that back into force. Nothing is owed: nothing is taken. Asked of providers with the ability `collecting`.
    /// - Throws: `.declined` where the payer's bank says no again.
    func collect(_ name: String, key: RequestKey) async throws

    // MARK: Single payments

    /// How a payment stands, of an order or of a subscription; nil where the provider knows none of this name.
    func payment(_ name: String) async throws -> PaymentTruth?

    /// Pays back a part or the whole of what is left of a payment.
    /// - Throws: `.refused` where it was paid back already, is disputed, or is too old.
    func refund(_ refund: RefundRequest, key: RequestKey) async throws -> RefundTruth

    func refund(_ name: String) async throws -> RefundTruth?

    /// How a dispute or chargeback stands.
    func dispute(_ name: String) async throws -> DisputeTruth?

    // MARK: Hearing of changes

    /// Reads what the provider sent to the house's own address: checks that it is genuine and says what it is about. Nothing is looked up
    /// beyond what checking needs.
    /// - Throws: `MessageRefusal` where it is not genuine or says nothing of interest; `ProviderFailure` where it cannot be checked now, and is
    ///   to be sent again.
    func hint(in message: ProviderMessage) async throws -> ProviderHint

    /// What the provider knows to have changed between two moments, for reconciliation: in any order, doubles allowed, more than asked allowed.
    /// Nil where it cannot tell; then everything of ours that is not over is read again. Bounds the number of calls itself.
    func hints(from: Moment, until: Moment) async throws -> [ProviderHint]?
}

extension PaymentProvider {
    package var payersPage: String? { nil }

    package func payable(_ amount: Money) -> Money { amount }

    package func collect(_ name: String, key: RequestKey) async throws {
        throw ProviderFailure.refused(code: "NOTHING_TO_COLLECT", reference: nil)
    }
}
