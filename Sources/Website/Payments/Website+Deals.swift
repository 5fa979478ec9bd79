import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

/// One order or subscription: how it stands, how to pay it, how to cancel it.
extension Website {
    func deal(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till(of: visitor)
        let id = try visitor.parameters.require("deal")
        let member = try visitor.signedIn().member
        if let order = try await billing.order(OrderID(id))?.value, order.member == member {
            return try show(try await page(order, id, billing), visitor, section: .account)
        }
        guard let subscription = try await billing.subscription(SubscriptionID(id))?.value, subscription.member == member else {
            throw Refusal.notFound
        }
        return try show(try await page(subscription, id, billing), visitor, section: .account)
    }

    private func page(_ order: Order, _ id: String, _ billing: Billing) async throws -> FormPage {
        var page = bare(words(.dealState, order.title, words.money(order.charge.total), words.state(order.state)))
        if order.state.isOpen {
            try await addWays(&page, order.provider, order.approval, order.charge.total, id, billing)
            if order.state != .capturing {
                page.links.insert(.init(label: words(.giveUp), address: PaymentPlace.abandon(id).address), at: 0)
            }
        }
        if order.wasDeclined, order.state.isOpen { page.faults = [words(.paymentDeclined)] }
        if let code = billing.giftCode(of: order) {
            page.news = words(.giftCode, code)
            if accounts.outbox.canDeliver {
                page.others.append(.init(label: words(.giftSend), address: PaymentPlace.giftLetter(id).address))
            }
        }
        return page
    }

    private func page(_ subscription: Subscription, _ id: String, _ billing: Billing) async throws -> FormPage {
        let until = subscription.paidUntil.map { words(.paidUntil, words.day($0)) } ?? ""
        let terms = try await subscription.agreements.last.mapAsync { try await billing.terms($0.terms) } ?? nil
        // Whatever the plan costs others now: this is what was agreed to.
        let title = terms.map { "\(subscription.title) (\(words.each(words.money($0.price), $0.interval)))" } ?? subscription.title
        var page = bare(words(.dealState, title, until, words.state(subscription.state)))
        if subscription.provider == OfflineProvider.name {
            if let transfer = try await billing.nextTransfer(of: SubscriptionID(id)) {
                page.news = try await transferNews(transfer.amount, id, billing) + " " + words(.payDue, words.day(transfer.due))
            }
        } else if subscription.state == .begun || subscription.state == .awaiting {
            try await addWays(&page, subscription.provider, subscription.approval, nil, id, billing)
        }
        if subscription.state == .failing {
            let grace = try await billing.rules().graceDays
            page.faults = [words.failing(subscription, graceDays: grace, at: accounts.time.now)]
            if billing.abilities(of: subscription.provider).contains(.collecting), subscription.wish == nil {
                page.others.append(.init(label: words(.retryPayment), address: PaymentPlace.retry(id).address))
            }
        }
        if subscription.wish == .change, let approval = subscription.approval, Self.isProviders(approval) {
            page.others.append(.init(label: words(.agreeAtProvider), address: approval))
        }
        if [.active, .failing, .paused].contains(subscription.state), let means = billing.payersPage(of: subscription.provider) {
            page.others.append(.init(label: words(.changeMeans), address: means))
        }
        page.links = try await changes(subscription, id, billing) + page.links
        if !subscription.state.isOver, subscription.wish != .cancel {
            page.links.insert(.init(label: words(.cancelHere), address: PaymentPlace.cancel(id).address), at: 0)
        }
        return page
    }

    private func bare(_ lead: String) -> FormPage {
        var page = FormPage(
            heading: words(.payments), lead: lead, action: "", fields: [], button: "",
            links: [.init(label: words(.payments), address: PaymentPlace.payments.address)])
        page.isBare = true
        return page
    }

    /// To the provider's own page by a link: a form that ended at another site would be stopped by the browser.
    private func addWays(
        _ page: inout FormPage, _ provider: String, _ approval: String?, _ total: Money?, _ id: String, _ billing: Billing
    ) async throws {
        if provider == OfflineProvider.name, let total {
            page.news = try await transferNews(total, id, billing)
        } else if let approval, Self.isProviders(approval) {
            page.others.append(.init(label: words(.payAtProvider), address: approval))
        }
    }

    /// How much is to be sent where, and under which name.
    private func transferNews(_ amount: Money, _ id: String, _ billing: Billing) async throws -> String {
        words(.payByTransfer, words.money(amount), try await billing.rules().bank.joined(separator: ", "), id)
    }

    private static func isProviders(_ address: String) -> Bool { address.hasPrefix("https://") || address.hasPrefix("http://127.0.0.1") }

    /// What comes back with the browser is not believed; it is looked up how things stand.
    func cameBackFromPaying(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try await till(of: visitor)
        let id = try visitor.parameters.require("deal")
        do {
            try await billing.look(at: id, by: visitor.signedIn().member)
        } catch is BillingRefusal {
            throw Refusal.notFound
        } catch is ProviderFailure {
            // It is looked up again by itself.
        }
        return goOn(to: PaymentPlace.deal(id).address)
    }

    // MARK: Cancelling

    func cancellation(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, id, subscription) = try await own(visitor)
        let until = subscription.paidUntil.map { words(.paidUntil, words.day($0)) } ?? ""
        return try show(
            FormPage(
                heading: words(.cancelHere), lead: words(.cancelLead, subscription.title, until), action: PaymentPlace.cancel(id).address,
                fields: [], checks: [.init(name: "now", label: words(.cancelAtOnce), isOn: false)], button: words(.cancelNow),
                links: [.init(label: words(.payments), address: PaymentPlace.payments.address)]), visitor, section: .account)
    }

    func cancelDeal(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (billing, id, _) = try await own(visitor)
        let form = try await form(request)
        try await billing.memberships.cancel(
            SubscriptionID(id), of: visitor.signedIn().member, atOnce: form["now"] == "yes")
        return try show(note(words(.cancellationReceived, words.timestamp(accounts.time.now))), visitor)
    }

    func own(_ visitor: Visitor) async throws -> (Billing, String, Subscription) {
        let billing = try await till(of: visitor)
        let id = try visitor.parameters.require("deal")
        guard let subscription = try await billing.subscription(SubscriptionID(id))?.value,
            subscription.member == (try visitor.signedIn().member), !subscription.state.isOver
        else { throw Refusal.notFound }
        return (billing, id, subscription)
    }
}
