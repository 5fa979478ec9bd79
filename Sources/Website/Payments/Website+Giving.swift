import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Gifts for somebody else, and donations.
extension Website {
    /// So many intervals of a plan are offered as a gift, as far as they are a year or less.
    private static let spans = [1, 3, 6, 12]

    func gifts(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till()
        let order = try await priceOrder(visitor, billing)
        var lines: [SellingBoard.Line] = []
        for plan in try await billing.offeredPlans() {
            guard let price = order.price(plan.value.prices) else { continue }
            for span in Self.spans where span * plan.value.interval.count <= Interval.most(plan.value.interval.unit) {
                let whole = price.times(Int64(span), dividedBy: 1)
                lines.append(
                    .init(
                        label: words(
                            .giftSpan, plan.value.name, words.units(span * plan.value.interval.count, plan.value.interval.unit)),
                        detail: words.money(whole), link: PaymentPlace.gift(of: PlanID(plan.id), intervals: span)))
            }
        }
        for pass in try await billing.offeredPasses() {
            guard let price = order.price(pass.value.prices) else { continue }
            lines.append(.init(label: pass.value.name, detail: words.money(price), link: PaymentPlace.gift(of: PassID(pass.id))))
        }
        var board = SellingBoard(words(.gifts), back: PaymentPlace.payments.address, words(.payments))
        board.sections = [.init(words(.giftsHeading), intro: words(.giftsLead), empty: words(.giftsNone), lines)]
        return try pages.response("selling/board", board, title: board.heading, section: .account, for: visitor)
    }

    // MARK: The code

    func giftPage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (id, _) = try await gift(visitor)
        return try show(giftForm(id, typed: "", faults: []), visitor, section: .account)
    }

    /// A gift of the visitor's own that was paid, with its code.
    private func gift(_ visitor: Visitor) async throws -> (String, (title: String, code: String)) {
        let billing = try await till()
        let id = try visitor.parameters.require("deal")
        guard accounts.outbox.canDeliver, let order = try await billing.order(OrderID(id))?.value,
            order.member == (try visitor.signedIn().member), let code = billing.giftCode(of: order)
        else { throw Refusal.notFound }
        return (id, (order.title, code))
    }

    private func giftForm(_ id: String, typed: String, faults: [String]) -> FormPage {
        FormPage(
            heading: words(.giftSend), lead: words(.giftSendLead), faults: faults, action: PaymentPlace.giftLetter(id).address,
            fields: [.email(words(.giftTo), value: typed, autocomplete: "off")], button: words(.giftSend),
            links: [.init(label: words(.back), address: PaymentPlace.deal(id).address)])
    }

    /// The address is not kept: it stands in the letter alone.
    func sendGift(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (id, gift) = try await gift(visitor)
        let form = try await form(request)
        guard let address = MailAddress(form["email"]) else {
            return try show(
                giftForm(id, typed: form["email"] ?? "", faults: [words.fault(.address)]), visitor, status: .badRequest, section: .account)
        }
        _ = try countInvitation(request, visitor)
        let giver = try await accounts.members.read(MemberID(visitor.signedIn().member))?.value.name ?? words(.sellingNobody)
        let link = accounts.reception.link(.home)
        try await accounts.outbox.post(
            Letter(to: address.text, .payment(.gift(title: gift.title, code: gift.code, from: giver, link: link))))
        return try show(note(words(.giftSent, address.text)), visitor)
    }

    private func countInvitation(_ request: Request, _ visitor: Visitor) throws -> AttemptLimiter.Attempt {
        do {
            return try accounts.attempts.count(.invitation, of: visitor.signedIn().member, from: device(request, visitor))
        } catch let many as TooManyAttempts {
            throw Refusal.busy(seconds: many.seconds)
        }
    }

    // MARK: Donations

    func donationPage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let leasts = try await leastDonations(request, visitor)
        return try show(donationForm(leasts, typed: FormFields(request.uri.query)["amount"] ?? "", faults: []), visitor, section: .account)
    }

    /// In each currency in which donations are taken, that of the address first.
    private func leastDonations(_ request: Request, _ visitor: Visitor) async throws -> [Money] {
        let billing = try await till()
        let leasts = try await priceOrder(visitor, billing).all(try await billing.rules().leastDonation)
        guard !leasts.isEmpty else { throw Refusal.notFound }
        let asked = FormFields(request.uri.query)["currency"]
        return leasts.filter { $0.currency.code == asked } + leasts.filter { $0.currency.code != asked }
    }

    /// - Parameter leasts: the first is that of the form.
    private func donationForm(_ leasts: [Money], typed: String, faults: [String]) -> FormPage {
        let least = leasts[0]
        var links = leasts.dropFirst().map { other in
            FormPage.Link(label: words(.orderInCurrency, other.currency.code), address: PaymentPlace.donation(in: other.currency))
        }
        links.append(.init(label: words(.payments), address: PaymentPlace.payments.address))
        return FormPage(
            heading: words(.donate), lead: words(.donateLead, words.money(least)), faults: faults,
            action: PaymentPlace.donation(in: least.currency),
            fields: [.text("amount", words(.donateAmount, least.currency.code), value: typed, limit: 20)], button: words(.donateGoOn),
            links: links)
    }

    func donate(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let leasts = try await leastDonations(request, visitor)
        let least = leasts[0]
        let typed = try await form(request)["amount"] ?? ""
        let plain = typed.replacing(",", with: ".").replacing(least.currency.code, with: "").filter { !$0.isWhitespace }
        guard let amount = Money(decimal: plain, least.currency), amount.minor >= least.minor else {
            return try show(
                donationForm(leasts, typed: typed, faults: [words(.donateLess, words.money(least))]), visitor, status: .badRequest,
                section: .account)
        }
        return goOn(to: PaymentPlace.donation(of: amount))
    }
}
