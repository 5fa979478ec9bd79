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

    private func payments(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let page = try await PaymentsPage(till(), of: visitor.signedIn().member, words)
        return try pages.response("account/payments", page, title: words(.payments), section: .account, for: visitor)
    }

    // MARK: Ordering

    private func orderPage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till()
        return try await show(wanted(FormFields(request.uri.query), billing), faults: [], billing, visitor)
    }

    /// What an address or a form asks for.
    private func wanted(_ fields: FormFields, _ billing: Billing) async throws -> OrderWish {
        guard let wish = OrderWish(fields) else { throw Refusal.notFound }
        return wish
    }

    /// What is ordered, what it costs and when it is charged stand right above the button, and the button says that it costs money
    /// (Directive 2011/83/EU, article 8, paragraph 2).
    private func show(_ wish: OrderWish, faults: [String], _ billing: Billing, _ visitor: Visitor) async throws -> Response {
        let currency = try await billing.rules().currencies.first ?? .eur
        let lead: String
        do {
            lead = try await summary(wish, currency, billing, visitor)
        } catch let refusal as BillingRefusal {
            return try show(
                NotePage(
                    heading: words(.payments), sentence: words.refusal(refusal),
                    link: .init(label: words(.payments), address: PaymentPlace.payments.address)),
                visitor, status: .conflict)
        }
        let providers = try await billing.offered().filter { $0.takes(currency) }
        return try show(
            FormPage(
                heading: words(.orderHeading), lead: lead, faults: faults, action: PaymentPlace.Pattern.order.rawValue + "?" + wish.query,
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
                ], checks: Self.isDonation(wish) ? [] : [.init(name: "consent", label: words(.orderConsent), isOn: false)],
                button: words(.orderButton),
                links: [.init(label: words(.payments), address: PaymentPlace.payments.address)]), visitor,
            status: faults.isEmpty ? .ok : .badRequest,
            section: .account)
    }

    /// Nothing is delivered for it, so that there is nothing to withdraw from early.
    private static func isDonation(_ wish: OrderWish) -> Bool { if case .once(.donation) = wish { true } else { false } }

    private func summary(_ wish: OrderWish, _ currency: Currency, _ billing: Billing, _ visitor: Visitor) async throws -> String {
        switch wish {
        case .plan(let id):
            guard let plan = try await billing.plans.read(id.rawValue)?.value, plan.isOffered else { throw BillingRefusal.notForSale }
            return words(.orderSubscription, plan.name, words.price(of: plan))
        case .once(let wanted):
            let buyer = Purchaser(try visitor.signedIn().member, currency, provider: "", hasConsented: false)
            let quote = try await billing.checkout.quote(wanted, buyer)
            return words(.orderOnce, quote.title, quote.charge.total.description, quote.charge.tax.description)
        }
    }

    private func order(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till()
        let wish = try await wanted(FormFields(request.uri.query), billing)
        let form = try await form(request)
        let currency = try await billing.rules().currencies.first ?? .eur
        let text = form["buyer"]?.trimmed ?? ""
        let code = form["coupon"]?.trimmed ?? ""
        let buyer = Purchaser(
            try visitor.signedIn().member, currency, provider: form["provider"] ?? "", buyer: text.isEmpty ? [] : [text],
            hasConsented: form["consent"] == "yes", code: code.isEmpty ? nil : code)
        if buyer.code != nil { _ = try countCode(request, visitor) }
        do {
            switch wish {
            case .plan(let id): return goOn(to: PaymentPlace.deal(try await billing.memberships.subscribe(id, buyer).rawValue).address)
            case .once(let wanted): return goOn(to: PaymentPlace.deal(try await billing.checkout.begin(wanted, buyer).rawValue).address)
            }
        } catch let refusal as BillingRefusal {
            return try await show(wish, faults: [words.refusal(refusal)], billing, visitor)
        } catch is ProviderFailure {
            return try await show(wish, faults: [words(.providerSilent)], billing, visitor)
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
