import KinoraKernel

/// Why something cannot be bought or changed. The words are chosen by the page.
package enum BillingRefusal: Error, Hashable {
    case notOpen
    case notForSale
    /// Not in this currency, or not with this provider.
    case notThisWay
    case alreadyOpen
    case alreadySubscribed
    case noSuchThing
    /// Less than the least donation, or more than money can be.
    case amount
    /// The member has to agree that it begins at once.
    case consentMissing
    case voucher(VoucherRefusal)
    /// The provider cannot do it, or it is not in a state for it.
    case notNow
}
