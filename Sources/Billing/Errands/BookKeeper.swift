import KinoraDocuments
import KinoraKernel

/// Writes what providers say of money into the books: each fact once, with its invoice or credit note, in whichever order it is heard.
struct BookKeeper: Sendable {
    let ledger: Ledger
    let invoices: InvoiceBook
    let incidents: Records<Incident>
    let refunds: Records<Refunds>
    let months: MonthBook
    let time: any TimeSource
    let herald: (any BillingHerald)?

    /// What a payment was for.
    struct Sale {
        var provider: String
        var deal: String
        var member: String
        var title: String
        var rate: TaxRate
        var access: Access?
        var subject: SaleSubject?
        var buyer: [String]
        var isDonation: Bool?
        /// See `BillingNotice.paid`.
        var hasConsented = false
    }

    /// Books a payment that was completed, and what was paid back of it.
    /// - Returns: how many facts were new.
    func book(_ payment: PaymentTruth, of sale: Sale, _ rules: BillingRules) async throws -> Int {
        guard payment.state == .completed else { return 0 }
        let key = LedgerEntry.paymentKey(sale.provider, payment.name)
        let charge = Charge(payment.amount, sale.rate, isTaxIncluded: true)
        var entry = LedgerEntry(.payment, key: key, member: sale.member, at: payment.at)
        (entry.deal, entry.provider, entry.payment) = (sale.deal, sale.provider, key)
        (entry.amount, entry.tax, entry.fee) = (charge.total, charge.tax, payment.fee)
        (entry.access, entry.note, entry.subject, entry.isDonation) = (sale.access, sale.title, sale.subject, sale.isDonation)
        var news = try await append(entry, touching: sale.access) ? 1 : 0
        let paper = try await invoices.issue(
            Invoice(
                .invoice, key: key, member: sale.member, issuedAt: time.now, paidAt: payment.at, seller: rules.seller, buyer: sale.buyer,
                line: sale.title, charge: charge),
            prefix: rules.invoicePrefix)
        if news > 0 {
            let notice = BillingNotice.paid(
                title: sale.title, total: charge.total, paper: .init(title: paper.title, id: paper.id), hasConsented: sale.hasConsented)
            await herald?.tell(notice, to: sale.member)
        }
        for refund in payment.refunds { news += try await book(refund, sale.provider, rules) }
        return news
    }

    /// Writes a fact, and has the sums of the months made anew that it changes: told before and behind it, so that nobody who is stopped in
    /// between leaves an old sum standing.
    private func append(_ entry: LedgerEntry, touching access: Access?) async throws -> Bool {
        let touched = access.flatMap { access in if case .plan = access.scope { access } else { nil } }
        if let touched { try await months.touch(touched) }
        let isNew = try await ledger.append(entry)
        if isNew, let touched { try await months.touch(touched) }
        return isNew
    }

    /// Books money that went back. Its payment must be in the books.
    func book(_ refund: RefundTruth, _ provider: String, _ rules: BillingRules) async throws -> Int {
        guard refund.state == .completed else { return 0 }
        let key = "\(provider)/refund/\(refund.name)"
        return try await takeBack(
            refund.amount, .refund, key: key, payment: refund.payment, provider, target: nil, at: refund.at, rules,
            reason: try await reason(refund, provider))
    }

    /// What the owner wrote for the payer, whoever heard of the refund first.
    private func reason(_ refund: RefundTruth, _ provider: String) async throws -> String? {
        guard let reference = refund.reference else { return nil }
        let asked = try await refunds.read(RefundDesk.id(LedgerEntry.paymentKey(provider, refund.payment)))?.value
        return asked?.parts.first { $0.reference == reference }?.note
    }

    /// Books a quarrel: its beginning, and its end.
    func book(_ dispute: DisputeTruth, _ provider: String, _ rules: BillingRules) async throws -> Int {
        let payment = LedgerEntry.paymentKey(provider, dispute.payment)
        guard let paid = try await ledger.entry(payment) else { return 0 }
        let target = "\(provider)/dispute/\(dispute.name)"
        var opened = LedgerEntry(.disputed, key: target, member: paid.member, at: dispute.openedAt)
        (opened.deal, opened.provider, opened.payment, opened.target) = (paid.deal, provider, payment, target)
        var news = 0
        if try await ledger.append(opened) {
            news += 1
            try await note(.dispute, key: target, deal: paid.deal, provider, "\(dispute.amount) of payment \(dispute.payment)")
        }
        let at = dispute.settledAt ?? dispute.openedAt
        switch dispute.state {
        case .open: break
        case .won:
            var won = LedgerEntry(.disputeWon, key: "\(target)/won", member: paid.member, at: at)
            (won.deal, won.provider, won.payment, won.target) = (paid.deal, provider, payment, target)
            news += try await ledger.append(won) ? 1 : 0
        case .lost:
            news += try await takeBack(
                dispute.amount, .disputeLost, key: "\(target)/lost", payment: dispute.payment, provider, target: target, at: at, rules)
        }
        return news
    }

    private func takeBack(
        _ amount: Money, _ kind: LedgerEntry.Kind, key: String, payment: String, _ provider: String, target: String?, at: Moment,
        _ rules: BillingRules, reason: String? = nil
    ) async throws -> Int {
        let payment = LedgerEntry.paymentKey(provider, payment)
        guard let paid = try await ledger.entry(payment), let whole = paid.amount, whole.currency == amount.currency else { return 0 }
        let invoice = try await invoices.paper(for: payment)
        let rate = invoice?.charge.rate ?? .none
        // A chargeback may be told as a dispute that was lost and as money that went back: together no more than was paid.
        let others = try await ledger.entries(ofPayment: payment).filter { $0.kind != .payment && $0.key != key }
        let left = others.compactMap(\.amount).reduce(whole, +)
        let charge = Charge(Money(minor: -min(amount.minor, max(0, left.minor)), whole.currency), rate, isTaxIncluded: true)
        var entry = LedgerEntry(kind, key: key, member: paid.member, at: at)
        (entry.deal, entry.provider, entry.payment, entry.target) = (paid.deal, provider, payment, target)
        (entry.amount, entry.tax, entry.note) = (charge.total, charge.tax, paid.note)
        (entry.subject, entry.isDonation) = (paid.subject, paid.isDonation)
        let isNew = try await append(entry, touching: paid.access)
        guard let taken = try await ledger.entry(key)?.amount, !taken.isZero else { return isNew ? 1 : 0 }
        var note = Invoice(
            .creditNote, key: key, member: paid.member, issuedAt: time.now, paidAt: at, seller: rules.seller, buyer: invoice?.buyer ?? [],
            line: paid.note ?? "", charge: Charge(taken, rate, isTaxIncluded: true))
        note.takesBack = invoice?.title
        let paper = try await invoices.issue(note, prefix: rules.invoicePrefix)
        if isNew {
            let notice = BillingNotice.refunded(
                title: paid.note ?? "", amount: -taken, paper: .init(title: paper.title, id: paper.id), reason: reason)
            await herald?.tell(notice, to: paid.member)
        }
        return isNew ? 1 : 0
    }

    /// Tells the owner, once for each cause.
    func note(_ kind: Incident.Kind, key: String, deal: String?, _ provider: String?, _ detail: String) async throws {
        let id = Digest(of: Array("\(kind.rawValue)/\(key)".utf8)).hex
        let incident = Incident(
            kind: kind, deal: deal, provider: provider, detail: detail.onOneLine(atMost: 300), at: time.now, isSettled: false)
        do {
            _ = try await incidents.insert(incident, id: id)
        } catch StoreError.exists {}
    }
}
