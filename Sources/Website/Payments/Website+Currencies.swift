import Foundation
import KinoraBilling
import KinoraGate
import KinoraKernel

/// In which currencies somebody is shown prices: the one they ordered in last or of the country that their browser names stands first, then those
/// of the house in its order. Nothing is converted: an offer is had in the currencies in which it has a price.
struct PriceOrder: Sendable {
    let currencies: [Currency]

    /// - Parameter usual: counts only where the house sells in it.
    init(_ rules: BillingRules, usual: Currency?) {
        let first = usual.flatMap { rules.currencies.contains($0) ? $0 : nil }
        currencies = (first.map { [$0] } ?? []) + rules.currencies.filter { $0 != first }
    }

    /// The price that is shown of several; nil where there is none in a currency of the house.
    func price(_ prices: [Money]) -> Money? { all(prices).first }

    func all(_ prices: [Money]) -> [Money] { currencies.compactMap { prices.amount(in: $0) } }
}

extension Website {
    func priceOrder(_ visitor: Visitor, _ billing: Billing) async throws -> PriceOrder {
        let rules = try await billing.rules()
        guard rules.currencies.count > 1 else { return PriceOrder(rules, usual: nil) }
        if let last = try await billing.habit(of: visitor.signedIn().member)?.currency, rules.currencies.contains(last) {
            return PriceOrder(rules, usual: last)
        }
        return PriceOrder(rules, usual: Country.asked.flatMap(Country.currency))
    }

    /// Whose rate of tax counts: of the country in the address, else where they ordered from last or that their browser names.
    func country(_ typed: String?, _ visitor: Visitor, _ billing: Billing) async throws -> String? {
        let known = try await billing.rules().taxByCountry
        guard !known.isEmpty else { return nil }
        if let typed { return known[typed] == nil ? nil : typed }
        let usual = try await billing.habit(of: visitor.signedIn().member).map { $0.country } ?? Country.asked
        return usual.flatMap { known[$0] == nil ? nil : $0 }
    }
}

/// Countries by their two letters of ISO 3166.
enum Country {
    /// The one that the browser of whoever asks names beside its language (`de-CH`).
    @TaskLocal static var asked: String?

    /// - Parameter field: `Accept-Language`; the first range with a region counts.
    static func wanted(_ field: String?) -> String? {
        guard let field, field.utf8.count <= 1000 else { return nil }
        for range in field.split(separator: ",") {
            let tag = range.prefix { $0 != ";" }.filter { !$0.isWhitespace }
            if let match = tag.wholeMatch(of: /[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})/) { return match.1.uppercased() }
        }
        return nil
    }

    /// In which people pay there; nil where that is no currency of today.
    static func currency(_ country: String) -> Currency? {
        Locale(identifier: "en_\(country)").currency.flatMap { Currency($0.identifier) }
    }
}

extension Words {
    /// What a country is called; its letters where it has no name.
    func country(_ code: String) -> String { Locale(identifier: self(.languageTag)).localizedString(forRegionCode: code) ?? code }
}
