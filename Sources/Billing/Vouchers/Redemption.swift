import KinoraDocuments
import KinoraKernel

/// One use of a code. The document's name is the code's and the use's number, so that no code is used more often than it may be; a use that
/// came to nothing is deleted, and free again.
package struct Redemption: Record, Hashable {
    package static let schema = CollectionSchema(
        "redemptions", indexes: [.unique("voucher", "deal"), .unique("once"), .lookup("member"), .lookup("deal"), .lookup("batch")])

    package var voucher: String
    package var batch: VoucherBatchID
    package var member: String
    /// What it was used for: an order, a subscription, or the name of what it gave.
    package var deal: String
    /// Batch and member, where one person may use one code of a batch only.
    package var once: String?
    package var at: Moment
}
