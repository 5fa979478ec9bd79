import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// What one member subscribes to, ordered and paid; from here a subscription is cancelled and money is given back.
extension Website {
    private static let mostLines = 100

    func sellingMember(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        let id = try visitor.parameters.require("member")
        let name = try await payer(id)
        let isMember = try await accounts.members.read(MemberID(id)) != nil
        let hasOrdered = try await billing.knows(id)
        guard isMember || hasOrdered else { throw Refusal.notFound }
        var board = SellingBoard(words(.sellingOfMember, name), back: AccountPlace.member(MemberID(id)).address, words(.members))
        board.sections = [
            .init(words(.sellingSubscribers), empty: words(.sellingNoneOfMember), try await subscriptions(of: id, billing)),
            .init(
                words(.sellingPayments), intro: words(.sellingPaymentsLead), empty: words(.sellingNoPayments),
                try await payments(of: id, billing)),
            .init(words(.yourInvoices), empty: words(.sellingNoneOfMember), try await papers(of: id, billing)),
        ]
        return try show(board, visitor)
    }

    private func subscriptions(of member: String, _ billing: Billing) async throws -> [SellingBoard.Line] {
        var lines: [SellingBoard.Line] = []
        for found in try await billing.memberships.all(of: member) where found.value.state != .void {
            let subscription = found.value
            let terms = try await subscription.agreements.last.mapAsync { try await billing.terms($0.terms) } ?? nil
            let isLive = !subscription.state.isOver && subscription.wish != .cancel
            lines.append(
                .init(
                    label: subscription.title,
                    detail: [
                        terms.map { words.each(words.money($0.price), $0.interval) }, words.state(subscription.state),
                        subscription.paidUntil.map { words(.paidUntil, words.day($0)) }, subscription.reasonOfHouse,
                    ].compactMap(\.self).joined(separator: " · "),
                    link: isLive ? SellingPlace.cancelSubscription(SubscriptionID(found.id)).address : nil))
        }
        return lines
    }

    private func payments(of member: String, _ billing: Billing) async throws -> [SellingBoard.Line] {
        let money: Set<LedgerEntry.Kind> = [.payment, .refund, .disputed, .disputeWon, .disputeLost]
        return try await billing.ledger.entries(of: member).filter { money.contains($0.kind) }.reversed().prefix(Self.mostLines).map {
            entry in
            .init(
                label: [words.kind(entry.kind), entry.amount.map(words.money)].compactMap(\.self).joined(separator: " "),
                detail: [words.day(entry.at), entry.note, entry.provider].compactMap(\.self).joined(separator: " · "),
                link: entry.payment.map { SellingPlace.payment($0).address })
        }
    }

    private func papers(of member: String, _ billing: Billing) async throws -> [SellingBoard.Line] {
        try await billing.invoices.papers(of: member).prefix(Self.mostLines).map { paper in
            .init(
                label: paper.value.title, detail: "\(words.money(paper.value.charge.total)) · \(words.day(paper.value.issuedAt))",
                link: PaymentPlace.invoice(paper.id).address)
        }
    }

    // MARK: Cancelling for a member

    func houseCancelsForm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (id, subscription) = try await running(visitor)
        return try show(try await cancelForm(id, subscription, nil), faults: [], visitor)
    }

    private func running(_ visitor: Visitor) async throws -> (SubscriptionID, Subscription) {
        let id = SubscriptionID(try visitor.parameters.require("deal"))
        guard let subscription = try await shop().subscription(id)?.value, !subscription.state.isOver, subscription.wish != .cancel else {
            throw Refusal.notFound
        }
        return (id, subscription)
    }

    private func cancelForm(_ id: SubscriptionID, _ subscription: Subscription, _ typed: FormFields?) async throws -> FormPage {
        let until = subscription.paidUntil.map { words(.paidUntil, words.day($0)) } ?? words.state(subscription.state)
        return FormPage(
            heading: words(.sellingCancel),
            lead: words(.sellingCancelLead, try await payer(subscription.member), subscription.title, until),
            action: SellingPlace.cancelSubscription(id).address,
            fields: [.text("reason", words(.sellingCancelReason), value: typed?["reason"] ?? "", limit: 300)],
            checks: [.init(name: "now", label: words(.cancelAtOnce), isOn: typed?["now"] == "yes")], button: words(.sellingCancelButton),
            links: [.init(label: words(.back), address: SellingPlace.member(subscription.member).address)])
    }

    func houseCancels(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (id, subscription) = try await running(visitor)
        var form = SellingForm(try await form(request), words)
        let reason = form.text("reason", atMost: 300)
        if reason.isEmpty { form.refuse(.sellingCancelReason) }
        guard form.faults.isEmpty else {
            return try show(try await cancelForm(id, subscription, form.fields), faults: form.faults, visitor)
        }
        try await shop().memberships.cancel(id, atOnce: form.isOn("now"), because: reason)
        return goOn(to: SellingPlace.member(subscription.member).address)
    }

    // MARK: What was declared

    func declarationLines(_ billing: Billing) async throws -> [SellingBoard.Line] {
        try await billing.declarations.open().map { found in
            let declaration = found.value
            return .init(
                label: "\(words.declared(declaration.kind)): \(declaration.name)",
                detail: [
                    words.timestamp(declaration.at), declaration.email, declaration.contract, declaration.reason,
                    declaration.isAtOnce ? words(.cancelImmediately) : nil,
                ].compactMap(\.self).joined(separator: " · "),
                link: declaration.member.map { SellingPlace.member($0).address },
                deeds: [.init(action: SellingPlace.declaration(found.id).address, button: words(.sellingSettled))])
        }
    }

    func settleDeclaration(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        do {
            try await shop().declarations.settle(visitor.parameters.require("declaration"))
        } catch StoreError.missing {
            throw Refusal.notFound
        }
        return goOn(to: SellingPlace.overview.address)
    }
}
