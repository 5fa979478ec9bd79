import KinoraDocuments
import KinoraKernel

/// Amounts as PayPal writes them: decimal texts, `{"currency_code": "EUR", "value": "9.99"}`.
///
/// PayPal has digits of its own: forints and Taiwan dollars are whole there, though ISO 4217 gives them two digits behind the point.
enum PayPalMoney {
    /// What PayPal takes money in (developer.paypal.com, “Currency codes”; those for domestic payments alone left out).
    static let currencies: Set<String> = [
        "AUD", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "THB",
        "TWD", "USD",
    ]
    private static let whole: Set<String> = ["HUF", "TWD"]

    static func takes(_ currency: Currency) -> Bool { currencies.contains(currency.code) }

    /// Nil for currencies and amounts that PayPal has not: half a forint, or less than nothing.
    static func text(_ money: Money) -> String? {
        guard takes(money.currency), !money.isNegative else { return nil }
        guard whole.contains(money.currency.code) else { return money.decimal }
        let (units, rest) = money.minor.quotientAndRemainder(dividingBy: money.currency.minorUnits)
        return rest == 0 ? String(units) : nil
    }

    /// The nearest amount that PayPal can name: a part of a sum that is only told there, such as its tax, has no more digits than PayPal has.
    static func nearest(_ money: Money) -> Money {
        guard whole.contains(money.currency.code) else { return money }
        return Money(minor: money.times(1, dividedBy: money.currency.minorUnits).minor * money.currency.minorUnits, money.currency)
    }

    /// The nearest amount that PayPal can take; of what is more than nothing one unit at least.
    static func payable(_ money: Money) -> Money {
        let near = nearest(money)
        return near.isZero && money.minor > 0 ? Money(minor: money.currency.minorUnits, money.currency) : near
    }

    static func value(_ money: Money) throws(PayPalFailure) -> Value {
        guard let text = text(money) else { throw .refused(status: 0, issues: ["AMOUNT_NOT_SUPPORTED"], debugID: nil) }
        return ["currency_code": .string(money.currency.code), "value": .string(text)]
    }

    /// Nil for anything but an amount that the currency can have. Digits beyond the currency's are taken where they are zeros.
    static func money(_ body: ClaimSet?) -> Money? { money(body?.text("value"), body?.text("currency_code")) }

    /// As the old payments write it: `total` and `currency`.
    static func oldMoney(_ body: ClaimSet?) -> Money? { money(body?.text("total"), body?.text("currency")) }

    private static func money(_ value: String?, _ code: String?) -> Money? {
        guard let value, let code, value.utf8.count <= 32, let currency = Currency(code) else { return nil }
        if let money = Money(decimal: value, currency) { return money }
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let whole = parts.first, parts[1].utf8.count > currency.digits else { return nil }
        let (kept, beyond) = (parts[1].prefix(currency.digits), parts[1].dropFirst(currency.digits))
        guard beyond.utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        return Money(decimal: kept.isEmpty ? String(whole) : "\(whole).\(kept)", currency)
    }
}
