/// Why a code is not taken. A code that is unknown, revoked, not yet or no longer good is told apart from none of the others.
package enum VoucherRefusal: Error, Hashable {
    case notGood
    /// It was used as often as it may be.
    case usedUp
    /// This person used a code of the batch already.
    case usedByYou
    /// It makes other things cheaper, or opens something instead.
    case notForThis
}
