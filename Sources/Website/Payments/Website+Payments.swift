import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

/// What a member buys, has bought, and cancels. A house that sells nothing has none of these pages.
extension Website {
    var paymentRoutes: [Route] {
        [
            at(.get, .payments, for: .accountHolder, payments),
            at(.get, .order, for: .accountHolder, orderPage),
            at(.post, .order, for: .accountHolder, order),
            at(.post, .redeem, for: .accountHolder, redeem),
            at(.get, .deal, for: .accountHolder, deal),
            at(.get, .back, for: .accountHolder, cameBackFromPaying),
            at(.get, .cancel, for: .accountHolder, cancellation),
            at(.post, .cancel, for: .accountHolder, cancelDeal),
            at(.get, .invoice, for: .accountHolder, invoice),
            at(.get, .invoicePDF, for: .accountHolder, invoicePDF),
            at(.get, .pause, for: .accountHolder, pausePage),
            at(.post, .pause, for: .accountHolder, pauseDeal),
            at(.get, .resume, for: .accountHolder, resumePage),
            at(.post, .resume, for: .accountHolder, resumeDeal),
            at(.get, .changePlan, for: .accountHolder, changePlanPage),
            at(.post, .changePlan, for: .accountHolder, changeDealsPlan),
            at(.get, .abandon, for: .accountHolder, abandonPage),
            at(.post, .abandon, for: .accountHolder, abandonDeal),
            at(.get, .gifts, for: .accountHolder, gifts),
            at(.get, .giftLetter, for: .accountHolder, giftPage),
            at(.post, .giftLetter, for: .accountHolder, sendGift),
            at(.get, .donation, for: .accountHolder, donationPage),
            at(.post, .donation, for: .accountHolder, donate),
            at(.get, .retry, for: .accountHolder, retryPage),
            at(.post, .retry, for: .accountHolder, retryDeal),
            at(.get, .cancellation, for: .passerby, cancellationForm),
            at(.post, .cancellation, for: .passerby, declareCancellation),
            at(.get, .withdrawal, for: .passerby, withdrawalForm),
            at(.post, .withdrawal, for: .passerby, declareWithdrawal),
        ]
    }

    private func at(
        _ method: HTTPRequest.Method, _ pattern: PaymentPlace.Pattern, for rule: AccessRule, _ handler: @escaping Route.Handler
    ) -> Route {
        Route(method, pattern.rawValue, for: rule, Self.keptPrivate(handler))
    }

    /// - Throws: `Refusal.notFound` in a house that sells nothing.
    func till() async throws -> Billing {
        guard let billing, try await billing.rules().isOpen else { throw Refusal.notFound }
        return billing
    }

    /// What somebody ordered stays theirs to see and to cancel, whether the house sells at present or not.
    func till(of visitor: Visitor) async throws -> Billing {
        guard let billing else { throw Refusal.notFound }
        if try await billing.rules().isOpen { return billing }
        guard try await billing.knows(visitor.signedIn().member) else { throw Refusal.notFound }
        return billing
    }

    private func payments(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till(of: visitor)
        let page = try await PaymentsPage(billing, of: visitor.signedIn().member, try await priceOrder(visitor, billing), words)
        return try pages.response("account/payments", page, title: words(.payments), section: .account, for: visitor)
    }

    // MARK: Ordering

    private func orderPage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till()
        let asked = FormFields(request.uri.query)
        return try await show(sheet(try wanted(asked), asked, billing, visitor), faults: [], billing, visitor)
    }

    /// What an address or a form asks for.
    private func wanted(_ fields: FormFields) throws -> OrderWish {
        guard let wish = OrderWish(fields) else { throw Refusal.notFound }
        return wish
    }

    /// What is ordered, in which currency, and at whose rate of tax.
    private struct OrderSheet {
        var wish: OrderWish
        var currency: Currency
        var country: String?
        /// What it can be paid in besides.
        var others: [Money]

        var address: String { address(in: currency) }

        func address(in currency: Currency) -> String {
            PaymentPlace.Pattern.order.rawValue + "?" + wish.query + "&currency=\(currency.code)" + (country.map { "&country=\($0)" } ?? "")
        }
    }

    /// - Parameter asked: what the address says: `currency` and `country` count where the offer and the house have them.
    private func sheet(_ wish: OrderWish, _ asked: FormFields, _ billing: Billing, _ visitor: Visitor) async throws -> OrderSheet {
        let order = try await priceOrder(visitor, billing)
        let prices = order.all(try await prices(of: wish, billing))
        let chosen = asked["currency"].flatMap { Currency($0) }.flatMap { prices.amount(in: $0) } ?? prices.first
        return OrderSheet(
            wish: wish, currency: chosen?.currency ?? order.currencies.first ?? .eur,
            country: try await country(asked["country"], visitor, billing), others: prices.filter { $0 != chosen })
    }

    /// What is asked for it, once for each currency.
    private func prices(of wish: OrderWish, _ billing: Billing) async throws -> [Money] {
        switch wish {
        case .plan(let id): return try await billing.plans.read(id.rawValue)?.value.prices ?? []
        case .once(.rental(let subject)): return try await terms(subject, billing)?.rental?.prices ?? []
        case .once(.purchase(let subject)): return try await terms(subject, billing)?.purchase ?? []
        case .once(.pass(let id)), .once(.giftPass(let id)): return try await billing.passes.read(id.rawValue)?.value.prices ?? []
        case .once(.giftPlan(let id, let times)):
            guard (1...Wanted.mostIntervals).contains(times) else { return [] }
            return (try await billing.plans.read(id.rawValue)?.value.prices ?? []).map { $0.times(Int64(times), dividedBy: 1) }
        case .once(.donation(let amount)): return [amount]
        }
    }

    private func terms(_ subject: SaleSubject, _ billing: Billing) async throws -> TitleTerms? {
        try await Records<TitleTerms>(in: billing.store).read(subject.rawValue)?.value
    }

    /// What is ordered, what it costs and when it is charged stand right above the button, and the button says that it costs money
    /// (Directive 2011/83/EU, article 8, paragraph 2).
    private func show(_ sheet: OrderSheet, faults: [String], _ billing: Billing, _ visitor: Visitor) async throws -> Response {
        let lead: String
        do {
            lead = try await summary(sheet, billing, visitor)
        } catch let refusal as BillingRefusal {
            return try show(
                NotePage(
                    heading: words(.payments), sentence: words.refusal(refusal),
                    link: .init(label: words(.payments), address: PaymentPlace.payments.address)),
                visitor, status: .conflict)
        }
        let providers = try await billing.offered().filter { $0.takes(sheet.currency) }
        var page = FormPage(
            heading: words(.orderHeading), lead: lead, faults: faults, action: sheet.address,
            fields: [
                .text("buyer", words(.orderBuyer), autocomplete: "name").optional(),
                .text("coupon", words(.orderCoupon), limit: 60).optional(),
            ],
            choices: [
                .init(
                    name: "provider", label: words(.orderProvider),
                    options: providers.enumerated().map { index, provider in
                        .init(value: provider.name, label: provider.label ?? words(.bankTransfer), isChosen: index == 0)
                    })
            ], checks: Self.isDonation(sheet.wish) ? [] : [.init(name: "consent", label: words(.orderConsent), isOn: false)],
            button: words(.orderButton),
            links: [])
        page.links = sheet.others.map { price in
            FormPage.Link(label: words(.orderInCurrency, price.currency.code), address: sheet.address(in: price.currency))
        }
        page.links.append(.init(label: words(.withdrawHere), address: PaymentPlace.withdrawal.address))
        page.links.append(.init(label: words(.payments), address: PaymentPlace.payments.address))
        if let choice = try await countries(sheet, billing) { page.choices.append(choice) }
        return try show(page, visitor, status: faults.isEmpty ? .ok : .badRequest, section: .account)
    }

    /// Where the rate of tax depends on it: where the payer lives.
    private func countries(_ sheet: OrderSheet, _ billing: Billing) async throws -> FormPage.Choice? {
        let known = try await billing.rules().taxByCountry.keys
        guard !known.isEmpty, !Self.isDonation(sheet.wish) else { return nil }
        let named = known.map { (code: $0, name: words.country($0)) }.sorted { ($0.name, $0.code) < ($1.name, $1.code) }
        return .init(
            name: "country", label: words(.orderCountry),
            options: [.init(value: "", label: words(.orderElsewhere), isChosen: sheet.country == nil)]
                + named.map { .init(value: $0.code, label: $0.name, isChosen: $0.code == sheet.country) })
    }

    /// Nothing is delivered for it, so that there is nothing to withdraw from early.
    private static func isDonation(_ wish: OrderWish) -> Bool { if case .once(.donation) = wish { true } else { false } }

    private func summary(_ sheet: OrderSheet, _ billing: Billing, _ visitor: Visitor) async throws -> String {
        let member = try visitor.signedIn().member
        switch sheet.wish {
        case .plan(let id):
            let quote = try await billing.memberships.quote(id, for: member, sheet.currency, country: sheet.country)
            let parts = [
                words.each(words.money(quote.charge.total), quote.interval), quote.trialDays.map { words(.trialDays, String($0)) },
                quote.fee.map { words(.orderOnceFee, words.money($0)) },
                quote.charge.tax.isZero ? nil : words(.orderTaxOf, words.money(quote.charge.tax)),
            ]
            return words(.orderSubscription, quote.title, parts.compactMap(\.self).joined(separator: " · "))
        case .once(let wanted):
            let quote = try await quote(wanted, sheet, billing, member)
            return words(.orderOnce, quote.title, words.money(quote.charge.total), words.money(quote.charge.tax))
        }
    }

    private func quote(_ wanted: Wanted, _ sheet: OrderSheet, _ billing: Billing, _ member: String) async throws -> Checkout.Quote {
        var buyer = Purchaser(member, sheet.currency, provider: "", country: sheet.country, hasConsented: false)
        buyer.donation = words(.donation)
        return try await billing.checkout.quote(wanted, buyer)
    }

    /// Whether the price or the tax that was shown counts where the payer says that they live.
    private func isSame(_ sheet: OrderSheet, as other: OrderSheet, _ billing: Billing, _ member: String) async throws -> Bool {
        switch sheet.wish {
        case .plan(let id):
            let first = try await billing.memberships.quote(id, for: member, sheet.currency, country: sheet.country)
            return first == (try await billing.memberships.quote(id, for: member, other.currency, country: other.country))
        case .once(let wanted):
            return try await quote(wanted, sheet, billing, member) == quote(wanted, other, billing, member)
        }
    }

    private func order(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till()
        let asked = FormFields(request.uri.query)
        let member = try visitor.signedIn().member
        let form = try await form(request)
        let shown = try await sheet(try wanted(asked), asked, billing, visitor)
        var sheet = shown
        if let typed = form["country"] { sheet.country = try await country(typed, visitor, billing) }
        let text = form["buyer"]?.trimmed ?? ""
        let code = form["coupon"]?.trimmed ?? ""
        var buyer = Purchaser(
            member, sheet.currency, provider: form["provider"] ?? "", country: sheet.country, buyer: text.isEmpty ? [] : [text],
            language: words(.languageTag), hasConsented: form["consent"] == "yes", code: code.isEmpty ? nil : code)
        buyer.donation = words(.donation)
        do {
            // Nobody orders at a price that did not stand above the button.
            guard try await isSame(shown, as: sheet, billing, member) else {
                return try await show(sheet, faults: [words(.orderChanged)], billing, visitor)
            }
            if buyer.code != nil { _ = try countCode(request, visitor) }
            switch sheet.wish {
            case .plan(let id): return goOn(to: PaymentPlace.deal(try await billing.memberships.subscribe(id, buyer).rawValue).address)
            case .once(let wanted): return goOn(to: PaymentPlace.deal(try await billing.checkout.begin(wanted, buyer).rawValue).address)
            }
        } catch let refusal as BillingRefusal {
            return try await show(sheet, faults: [words.refusal(refusal)], billing, visitor)
        } catch is ProviderFailure {
            return try await show(sheet, faults: [words(.providerSilent)], billing, visitor)
        }
    }

    private func countCode(_ request: Request, _ visitor: Visitor) throws -> AttemptLimiter.Attempt {
        do {
            return try accounts.attempts.count(.code, of: visitor.signedIn().member, from: device(request, visitor))
        } catch let many as TooManyAttempts {
            throw Refusal.busy(seconds: many.seconds)
        }
    }

    private func redeem(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till()
        let form = try await form(request)
        let attempt = try countCode(request, visitor)
        do {
            _ = try await billing.vouchers.redeem(form["code"] ?? "", by: visitor.signedIn().member)
            accounts.attempts.forgive(attempt)
            return try show(note(words(.codeRedeemed)), visitor)
        } catch is VoucherRefusal {
            return try show(note(words(.codeNotGood)), visitor, status: .badRequest)
        }
    }

    func note(_ sentence: String) -> NotePage {
        NotePage(
            heading: words(.payments), sentence: sentence, link: .init(label: words(.payments), address: PaymentPlace.payments.address))
    }
}

extension String {
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
