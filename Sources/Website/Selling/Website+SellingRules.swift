import Hummingbird
import KinoraBilling
import KinoraGate
import KinoraKernel

/// Whether and how the house sells.
extension Website {
    func sellingRules(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try show(rulesForm(try await shop().rules(), nil), faults: [], visitor)
    }

    /// - Parameter typed: what was typed, where it could not be taken.
    private func rulesForm(_ rules: BillingRules, _ typed: FormFields?) -> FormPage {
        func value(_ name: String, _ standing: String) -> String { typed == nil ? standing : typed?[name] ?? "" }
        let rates = rules.taxByCountry.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.percent)" }
        let opening = typed?["opening"] ?? rules.opening.rawValue
        return FormPage(
            heading: words(.sellingRules), lead: words(.sellingRulesLead), action: SellingPlace.rules.address,
            fields: [
                .text(
                    "currencies", words(.sellingCurrencies),
                    value: value("currencies", rules.currencies.map(\.code).joined(separator: ", "))
                )
                .hinted(words(.sellingCurrenciesHint)),
                .text("tax", words(.sellingTax), value: value("tax", rules.tax.percent)),
                .text("rates", words(.sellingRates), value: value("rates", rates.joined(separator: ", ")), limit: 400)
                    .hinted(words(.sellingRatesHint)).optional(),
                .long("seller", words(.sellingSeller), value: value("seller", rules.seller.joined(separator: "\n"))),
                .text("prefix", words(.sellingPrefix), value: value("prefix", rules.invoicePrefix), limit: 20).optional(),
                .long("bank", words(.sellingBank), value: value("bank", rules.bank.joined(separator: "\n")))
                    .hinted(words(.sellingBankHint)),
                .text("grace", words(.sellingGrace), value: value("grace", String(rules.graceDays))),
                .text("donation", words(.sellingDonation), value: value("donation", rules.leastDonation.typed))
                    .hinted(words(.sellingDonationHint)).optional(),
            ],
            choices: [
                .init(
                    name: "opening", label: words(.sellingOpening),
                    options: Opening.allCases.map { .init(value: $0.rawValue, label: words.opening($0), isChosen: $0.rawValue == opening) })
            ],
            checks: [
                .init(name: "open", label: words(.sellingIsOpen), isOn: typed.map { $0["open"] == "yes" } ?? rules.isOpen),
                .init(
                    name: "included", label: words(.sellingTaxIncluded), isOn: typed.map { $0["included"] == "yes" } ?? rules.isTaxIncluded),
            ], button: words(.save))
    }

    func setSellingRules(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        var form = SellingForm(try await form(request), words)
        let currencies = form.text("currencies").split(whereSeparator: { $0 == "," || $0 == " " }).map { Currency($0.uppercased()) }
        if currencies.isEmpty || currencies.contains(nil) || Set(currencies).count < currencies.count { form.refuse(.sellingCurrencies) }
        guard let opening = form.fields["opening"].flatMap(Opening.init(rawValue:)) else { throw Refusal.badRequest }
        let rates = Self.rates(form.text("rates", atMost: 400))
        if rates == nil { form.refuse(.sellingRates) }
        let tax = form.percent("tax", .sellingTax) ?? .none
        let grace = form.number("grace", .sellingGrace, 0...BillingRules.mostGraceDays)
        let donation = form.amounts("donation", .sellingDonation)
        let prefix = form.text("prefix")
        if prefix.wholeMatch(of: /[A-Za-z0-9-]{0,20}/) == nil { form.refuse(.sellingPrefix) }
        guard form.faults.isEmpty, let rates else {
            return try show(rulesForm(try await billing.rules(), form.fields), faults: form.faults, visitor)
        }
        let (isOpen, included, seller, bank) = (form.isOn("open"), form.isOn("included"), form.lines("seller"), form.lines("bank"))
        try await billing.change { rules in
            (rules.isOpen, rules.isTaxIncluded, rules.opening) = (isOpen, included, opening)
            (rules.currencies, rules.tax, rules.taxByCountry) = (currencies.compactMap(\.self), tax, rates)
            (rules.seller, rules.bank, rules.invoicePrefix) = (seller, bank, prefix)
            rules.graceDays = grace ?? rules.graceDays
            rules.leastDonation = donation
        }
        return goOn(to: SellingPlace.overview.address)
    }

    /// `AT 20, CH 8.1`; nil for what cannot be read.
    private static func rates(_ text: String) -> [String: TaxRate]? {
        var rates: [String: TaxRate] = [:]
        for part in text.split(separator: ",") {
            guard let match = part.wholeMatch(of: /\s*([A-Za-z]{2})\s+([0-9.]+)\s*%?\s*/), let rate = TaxRate(percent: String(match.2))
            else {
                return nil
            }
            rates[match.1.uppercased()] = rate
        }
        return rates
    }
}
