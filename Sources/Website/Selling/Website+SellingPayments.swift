import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// What was paid, and giving it back.
extension Website {
    private static let mostPayments = 200

    func paymentsBoard(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        let typed = FormFields(request.uri.query)["q"]?.onOneLine(atMost: MailAddress.longest) ?? ""
        var board = sellingBoard(.sellingPayments)
        board.finder = .init(action: SellingPlace.payments.address, caption: words(.sellingFindPayer), value: typed)
        let money: Set<LedgerEntry.Kind> = [.payment, .refund, .disputed, .disputeWon, .disputeLost]
        var entries: [LedgerEntry] = []
        if typed.isEmpty {
            entries = try await billing.ledger.latest(money.sorted { $0.rawValue < $1.rawValue }, atMost: Self.mostPayments)
        } else if let member = try await MailAddress(typed).mapAsync({ try await accounts.members.with($0) }) ?? nil {
            entries = Array(
                try await billing.ledger.entries(of: member.id).filter { money.contains($0.kind) }.reversed().prefix(Self.mostPayments))
        }
        var lines: [SellingBoard.Line] = []
        for entry in entries {
            lines.append(
                .init(
                    label: [words.kind(entry.kind), entry.amount.map(words.money)].compactMap(\.self).joined(separator: " "),
                    detail: [words.day(entry.at), try await payer(entry.member), entry.note, entry.provider].compactMap(\.self)
                        .joined(separator: " · "), link: entry.payment.map { SellingPlace.payment($0).address }))
        }
        board.sections = [
            .init(
                typed.isEmpty ? words(.sellingLatest) : words(.resultsFor, typed), intro: words(.sellingPaymentsLead),
                empty: typed.isEmpty ? words(.sellingNoPayments) : words(.nothingFound, typed), lines)
        ]
        return try show(board, visitor)
    }

    private func payment(_ request: Request) async throws -> (LedgerEntry, Money) {
        let billing = try shop()
        guard let key = FormFields(request.uri.query)["key"], let entry = try await billing.ledger.entry(key), entry.kind == .payment,
            let left = try await billing.refunds.left(of: key)
        else { throw Refusal.notFound }
        return (entry, left)
    }

    func paymentForm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (entry, left) = try await payment(request)
        return try show(try await form(entry, left, nil), faults: [], visitor)
    }

    private func form(
        _ entry: LedgerEntry, _ left: Money, _ typed: FormFields?, token: String = Identifier<Refunds>.make().rawValue
    ) async throws -> FormPage {
        var lines = [
            try await payer(entry.member), entry.note ?? "", words.day(entry.at), entry.provider ?? "", entry.key,
        ].filter { !$0.isEmpty }
        for related in try await shop().ledger.entries(ofPayment: entry.key).sorted(by: { $0.at < $1.at }) where related.kind != .payment {
            lines.append("\(words.day(related.at)): \(words.kind(related.kind)) \(related.amount.map(words.money) ?? "")")
        }
        var page = FormPage(
            heading: words(.sellingPaymentOf, entry.amount.map(words.money) ?? ""), lead: lines.joined(separator: " · "),
            action: "\(SellingPlace.payment(entry.key).address)&token=\(token)",
            fields: [
                .text("amount", words(.sellingRefundAmount, left.description), value: typed?["amount"] ?? left.description, limit: 40),
                .text("note", words(.sellingRefundNote), value: typed?["note"] ?? "", limit: 120).optional(),
            ], button: words(.sellingRefund),
            links: [
                .init(label: words(.sellingOfMember, try await payer(entry.member)), address: SellingPlace.member(entry.member).address),
                .init(label: words(.sellingPayments), address: SellingPlace.payments.address),
            ])
        page.isBare = left.minor <= 0
        if page.isBare { page.news = words(.sellingNothingLeft) }
        if let deal = entry.deal, let gift = try await shop().vouchers.standing(of: deal) {
            page.paragraphs = [try await said(ofGift: gift)]
            page.deeds = [withdrawing(gift)]
        }
        return page
    }

    func refundPayment(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (entry, left) = try await payment(request)
        let token = try Self.token(request)
        var form = SellingForm(try await form(request), words)
        guard let amount = form.amount("amount", .sellingAmount) else {
            return try show(try await self.form(entry, left, form.fields, token: token), faults: form.faults, visitor)
        }
        let note = form.text("note", atMost: 120)
        do {
            try await shop().refunds.refund(
                entry.key, amount, token: token, by: visitor.signedIn().member, note: note.isEmpty ? nil : note)
        } catch let refusal as BillingRefusal {
            return try show(
                try await self.form(entry, left, form.fields, token: token), faults: [words.ownersRefusal(refusal)], visitor)
        } catch let failure as ProviderFailure {
            return try show(
                try await self.form(entry, left, form.fields), faults: [words.said(failure)], visitor, status: .conflict)
        }
        return goOn(to: SellingPlace.payment(entry.key).address)
    }
}
