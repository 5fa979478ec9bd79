import KinoraKernel

/// What is to be paid: the whole, and how much of it is tax.
package struct Charge: Codable, Hashable, Sendable {
    package var total: Money
    package var tax: Money
    package var rate: TaxRate

    package var net: Money { total - tax }

    /// - Parameter isTaxIncluded: whether the price includes the tax; else it comes on top.
    package init(_ price: Money, _ rate: TaxRate, isTaxIncluded: Bool) {
        self.rate = rate
        if isTaxIncluded {
            total = price
            tax = rate.within(price)
        } else {
            tax = rate.onTop(of: price)
            total = price + tax
        }
    }

    /// The same with another whole, of which the tax is a part then.
    func rounded(to total: Money) -> Charge { total == self.total ? self : Charge(total, rate, isTaxIncluded: true) }

    /// The same with a discount on the whole; never below nothing.
    package func reduced(by discount: Money) -> Charge {
        Charge(Money(minor: max(0, total.minor - discount.minor), total.currency), rate, isTaxIncluded: true)
    }
}

extension [Money] {
    /// The amount in a currency; nil where there is none.
    package func amount(in currency: Currency) -> Money? { first { $0.currency == currency } }
}
