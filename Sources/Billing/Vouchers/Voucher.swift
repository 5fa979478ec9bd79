import KinoraDocuments
import KinoraKernel

/// One code, called by its digest.
package struct Voucher: Record, Hashable {
    package static let schema = CollectionSchema("vouchers", indexes: [.lookup("batch")])

    package var batch: VoucherBatchID
    /// How often it can be used; nil for as often as anybody likes.
    package var uses: Int?

    /// Each use is a document; so many may be asked of one code.
    package static let mostUses = 100_000

    package init(batch: VoucherBatchID, uses: Int?) {
        self.batch = batch
        self.uses = uses
    }
}
