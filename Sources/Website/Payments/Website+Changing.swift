import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Another plan, a pause, and going on: what a subscription's own provider can do.
extension Website {
    /// Where the page of a subscription leads, by its state.
    func changes(_ subscription: Subscription, _ id: String, _ billing: Billing) async throws -> [FormPage.Link] {
        let abilities = billing.abilities(of: subscription.provider)
        var links: [FormPage.Link] = []
        guard subscription.wish == nil else { return links }
        if subscription.state == .active {
            let others = try await !otherPlans(subscription, billing).isEmpty
            if abilities.contains(.revising), others { links.append(.init(label: words(.changePlan), address: PaymentPlace.plan(of: id))) }
            if abilities.contains(.pausing) { links.append(.init(label: words(.pause), address: PaymentPlace.pause(id).address)) }
        }
        if subscription.state == .paused { links.append(.init(label: words(.resume), address: PaymentPlace.resume(id).address)) }
        return links
    }

    // MARK: Pausing

    func pausePage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, id, subscription) = try await own(visitor)
        let until = subscription.paidUntil.map { words(.paidUntil, words.day($0)) } ?? ""
        return try show(
            question(words(.pause), words(.pauseLead, subscription.title, until), PaymentPlace.pause(id).address, words(.pauseNow), id),
            visitor, section: .account)
    }

    func resumePage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, id, subscription) = try await own(visitor)
        return try show(
            question(
                words(.resume), words(.resumeLead, subscription.title), PaymentPlace.resume(id).address, words(.resumeNow), id),
            visitor, section: .account)
    }

    private func question(_ heading: String, _ lead: String, _ action: String, _ button: String, _ id: String) -> FormPage {
        FormPage(
            heading: heading, lead: lead, action: action, fields: [], button: button,
            links: [.init(label: words(.back), address: PaymentPlace.deal(id).address)])
    }

    func pauseDeal(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (billing, id, _) = try await own(visitor)
        _ = try await form(request)
        return try await done(id) { try await billing.memberships.pause(SubscriptionID(id), of: visitor.signedIn().member) }
    }

    func resumeDeal(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (billing, id, _) = try await own(visitor)
        _ = try await form(request)
        return try await done(id) { try await billing.memberships.resume(SubscriptionID(id), of: visitor.signedIn().member) }
    }

    private func done(_ id: String, _ deed: () async throws -> Void) async throws -> Response {
        do {
            try await deed()
        } catch let refusal as BillingRefusal {
            throw Refusal.conflict(words.refusal(refusal))
        }
        return goOn(to: PaymentPlace.deal(id).address)
    }

    // MARK: Paying what failed

    func retryPage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, id, subscription) = try await own(visitor)
        return try show(
            question(
                words(.retryPayment), words(.retryLead, subscription.title), PaymentPlace.retry(id).address, words(.retryNow), id), visitor,
            section: .account)
    }

    func retryDeal(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (billing, id, subscription) = try await own(visitor)
        _ = try await form(request)
        var page = question(
            words(.retryPayment), words(.retryLead, subscription.title), PaymentPlace.retry(id).address, words(.retryNow), id)
        do {
            try await billing.memberships.retry(SubscriptionID(id), of: visitor.signedIn().member)
        } catch is BillingRefusal {
            page.faults = [words(.retryLater)]
            return try show(page, visitor, status: .conflict, section: .account)
        } catch let failure as ProviderFailure {
            if case .unavailable = failure { page.faults = [words(.retrySilent)] } else { page.faults = [words(.paymentDeclined)] }
            return try show(page, visitor, status: .conflict, section: .account)
        }
        return goOn(to: PaymentPlace.deal(id).address)
    }

    // MARK: Another plan

    func changePlanPage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (billing, id, subscription) = try await own(visitor)
        return try show(try await planChoice(subscription, id, billing), visitor, section: .account)
    }

    /// What it can be changed to, and what that costs in all in the subscription's own currency, where the subscriber lives.
    private func otherPlans(_ subscription: Subscription, _ billing: Billing) async throws -> [(id: String, value: Plan, price: Money)] {
        guard let last = subscription.agreements.last, let currency = try await billing.terms(last.terms)?.currency else { return [] }
        let rate = try await billing.rules().rate(in: subscription.country)
        return try await billing.offeredPlans().compactMap { plan in
            guard plan.id != subscription.plan.rawValue, let price = plan.value.prices.amount(in: currency) else { return nil }
            return (plan.id, plan.value, billing.charge(price, rate, isTaxIncluded: plan.value.isTaxIncluded).total)
        }
    }

    private func planChoice(_ subscription: Subscription, _ id: String, _ billing: Billing) async throws -> FormPage {
        let plans = try await otherPlans(subscription, billing)
        var page = FormPage(
            heading: words(.changePlan), lead: words(.changePlanLead, subscription.title), action: PaymentPlace.plan(of: id), fields: [],
            choices: [
                .init(
                    name: "plan", label: words(.sellingPlans),
                    options: plans.enumerated().map { place, plan in
                        .init(
                            value: plan.id, label: "\(plan.value.name): \(words.each(plan.price.description, plan.value.interval))",
                            isChosen: place == 0)
                    })
            ], button: words(.changePlanButton), links: [.init(label: words(.back), address: PaymentPlace.deal(id).address)])
        page.isBare = plans.isEmpty
        return page
    }

    func changeDealsPlan(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (billing, id, subscription) = try await own(visitor)
        guard let plan = try await form(request)["plan"], plan.wholeMatch(of: /[0-9a-z]{1,40}/) != nil else { throw Refusal.badRequest }
        do {
            _ = try await billing.memberships.change(SubscriptionID(id), of: visitor.signedIn().member, to: PlanID(plan))
        } catch let refusal as BillingRefusal {
            var page = try await planChoice(subscription, id, billing)
            page.faults = [words.refusal(refusal)]
            return try show(page, visitor, status: .badRequest, section: .account)
        }
        return goOn(to: PaymentPlace.deal(id).address)
    }

    // MARK: Giving an order up

    func abandonDeal(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till()
        _ = try await form(request)
        let id = try visitor.parameters.require("deal")
        do {
            try await billing.checkout.abandon(OrderID(id), by: visitor.signedIn().member)
        } catch BillingRefusal.noSuchThing {
            throw Refusal.notFound
        } catch is BillingRefusal {
            throw Refusal.conflict(words(.cannotBeBought))
        }
        return goOn(to: PaymentPlace.payments.address)
    }

    func abandonPage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till()
        let id = try visitor.parameters.require("deal")
        guard let order = try await billing.order(OrderID(id))?.value, order.member == (try visitor.signedIn().member), order.state.isOpen
        else { throw Refusal.notFound }
        return try show(
            question(words(.giveUp), words(.giveUpLead, order.title), PaymentPlace.abandon(id).address, words(.giveUp), id), visitor,
            section: .account)
    }
}
