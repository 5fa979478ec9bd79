import KinoraKernel

/// Money that somebody was asked to send to the bank, and whose coming is for the owner to say.
package struct AwaitedTransfer: Hashable, Sendable {
    /// What the payer was told to name with it.
    package var reference: String
    package var title: String
    package var member: String
    /// Which payment of it this is, from 1 on.
    package var number: Int
    package var amount: Money
    /// Since when it is waited for, or from when on it is due.
    package var due: Moment

    /// A subscription's next payment is shown so long before it is due.
    package static let foresight = Duration.seconds(21 * 86_400)
    /// So many are shown at once.
    package static let most = 200
}
