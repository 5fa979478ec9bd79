import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// How selling goes, and what waits for the owner's word.
extension Website {
    private static let months = 12
    private static let mostSubscribers = 10
    private static let perPage = 50

    func sellingOverview(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        let rules = try await billing.rules()
        var board = SellingBoard(words(.selling), back: Place.dashboard.address, words(.dashboard))
        if !rules.isOpen { board.news = words(.sellingClosed) }
        board.pages = [
            (.sellingRules, SellingPlace.rules), (.sellingPlans, .plans), (.sellingPasses, .passes), (.sellingTitles, .titles),
            (.sellingCodes, .codes), (.sellingFavours, .favours), (.sellingPayments, .payments), (.sellingBooks, .books),
        ].map { FormPage.Link(label: words($0), address: $1.address) }
        for (currency, revenue) in try await billing.revenue(months: Self.months) { board.plots += plots(revenue, currency) }
        board.sections = [try await transfersSection(billing)]
        let incidents = try await incidentLines(billing)
        if !incidents.isEmpty { board.sections.append(.init(words(.sellingIncidents), empty: nil, incidents)) }
        let declared = try await declarationLines(billing)
        if !declared.isEmpty {
            board.sections.append(.init(words(.sellingDeclared), intro: words(.sellingDeclaredLead), empty: nil, declared))
        }
        let count = try await billing.subscriberCount()
        board.sections.append(
            .init(
                words(.sellingSubscribers), empty: words(.sellingNoSubscribers),
                try await subscriberLines(billing, skip: 0, limit: Self.mostSubscribers),
                further: count > Self.mostSubscribers
                    ? [.init(label: words(.sellingAll, String(count)), address: SellingPlace.subscribers(page: 1).address)] : []))
        return try show(board, visitor)
    }

    private func plots(_ revenue: RecurringRevenue, _ currency: Currency) -> [Plot] {
        let months = revenue.months
        guard let first = months.first, let last = months.last else { return [] }
        let (from, until) = (words.day(first.until), words.day(last.until))
        func label(_ place: Int, _ text: String) -> String { "\(words.day(months[place].until)): \(text)" }
        let churn = months.map { "\(Int($0.churn.rounded())) %" }
        return [
            Plot(
                words(.sellingRevenue), total: words.money(last.revenue), months.map { Double($0.revenue.minor) },
                label: { label($0, words.money(months[$0].revenue)) }, first: from, last: until),
            Plot(
                words(.sellingSubscribersIn, currency.code), total: String(last.subscribers), months.map { Double($0.subscribers) },
                label: { label($0, String(months[$0].subscribers)) }, first: from, last: until),
            Plot(
                words(.sellingChurn), total: churn.last ?? "", months.map(\.churn),
                label: { label($0, "\(churn[$0]) (\(months[$0].lost) / \(months[$0].before))") }, first: from, last: until),
        ]
    }

    private func transfersSection(_ billing: Billing) async throws -> SellingBoard.Section {
        var lines: [SellingBoard.Line] = []
        for transfer in try await billing.awaitedTransfers() {
            let action = "\(SellingPlace.Pattern.transfers.rawValue)?reference=\(transfer.reference)&number=\(transfer.number)"
            lines.append(
                .init(
                    label: "\(transfer.title) · \(words.money(transfer.amount))",
                    detail: words(.sellingTransfer, try await payer(transfer.member), transfer.reference, words.day(transfer.due)),
                    link: nil,
                    deeds: [
                        .init(
                            action: action, button: words(.sellingMarkPaid),
                            gaps: [.init(name: "amount", caption: words(.sellingAmount), value: transfer.amount.description)])
                    ]))
        }
        return .init(words(.sellingTransfers), intro: words(.sellingTransfersLead), empty: words(.sellingNoTransfers), lines)
    }

    private func incidentLines(_ billing: Billing) async throws -> [SellingBoard.Line] {
        var lines: [SellingBoard.Line] = []
        for found in try await billing.incidents() {
            let incident = found.value
            var details = [words.day(incident.at), incident.deal, incident.detail].compactMap(\.self)
            var deeds = [SellingBoard.Deed(action: SellingPlace.incident(found.id).address, button: words(.sellingSettled))]
            if incident.kind == .dispute, let deal = incident.deal, let gift = try await billing.vouchers.standing(of: deal) {
                details.append(try await said(ofGift: gift))
                deeds.append(withdrawing(gift))
            }
            lines.append(
                .init(label: words.incident(incident.kind), detail: details.joined(separator: " · "), link: nil, deeds: deeds))
        }
        return lines
    }

    private func subscriberLines(_ billing: Billing, skip: Int, limit: Int) async throws -> [SellingBoard.Line] {
        var lines: [SellingBoard.Line] = []
        for found in try await billing.subscribers(skip: skip, limit: limit) {
            let subscription = found.value
            let terms = try await subscription.agreements.last.mapAsync { try await billing.terms($0.terms) } ?? nil
            let price = terms.map { words.each(words.money($0.price), $0.interval) }
            let until = subscription.paidUntil.map { words(.paidUntil, words.day($0)) }
            let provider = subscription.provider == OfflineProvider.name ? words(.bankTransfer) : subscription.provider
            lines.append(
                .init(
                    label: try await payer(subscription.member),
                    detail: [subscription.title, price, provider, words.state(subscription.state), until].compactMap(\.self)
                        .joined(separator: " · "),
                    link: SellingPlace.member(subscription.member).address))
        }
        return lines
    }

    func subscribers(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        let count = try await billing.subscriberCount()
        let last = max(1, (count + Self.perPage - 1) / Self.perPage)
        let page = min(max(1, FormFields(request.uri.query)["page"].flatMap { Int($0) } ?? 1), last)
        var board = sellingBoard(.sellingSubscribers)
        var further: [FormPage.Link] = []
        if page > 1 { further.append(.init(label: words(.previous), address: SellingPlace.subscribers(page: page - 1).address)) }
        if page < last { further.append(.init(label: words(.next), address: SellingPlace.subscribers(page: page + 1).address)) }
        board.sections = [
            .init(
                words(.sellingAll, String(count)), empty: words(.sellingNoSubscribers),
                try await subscriberLines(billing, skip: (page - 1) * Self.perPage, limit: Self.perPage), further: further)
        ]
        return try show(board, visitor)
    }

    /// Money came to the bank. The same form sent twice is one payment.
    func markTransferPaid(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        let asked = FormFields(request.uri.query)
        var form = SellingForm(try await form(request), words)
        guard let reference = asked["reference"], let number = asked["number"].flatMap({ Int($0) }), number > 0,
            let amount = form.amount("amount", .sellingAmount)
        else { throw Refusal.badRequest }
        do {
            try await billing.markPaid(reference, number: number, amount: amount, at: billing.time.now)
        } catch let refusal as BillingRefusal {
            throw Refusal.conflict(words.ownersRefusal(refusal))
        }
        return goOn(to: SellingPlace.overview.address)
    }

    func settleIncident(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        do {
            try await shop().settle(incident: visitor.parameters.require("incident"))
        } catch StoreError.missing {
            throw Refusal.notFound
        }
        return goOn(to: SellingPlace.overview.address)
    }

    func reconcile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        let billing = try shop()
        let report = try await billing.reconciliation.run(since: billing.time.now - Self.reachOfReconciling)
        var board = sellingBoard(.sellingBooks, back: .books, .sellingBooks)
        board.news = words(.sellingReconciled, String(report.looked), String(report.repaired))
        let troubles = Set(report.troubles).sorted()
        if !troubles.isEmpty {
            board.sections = [.init(words(.sellingTroubles), empty: nil, troubles.map { .init(label: $0.onOneLine(), link: nil) })]
        }
        return try show(board, visitor)
    }

    private static let reachOfReconciling = Duration.seconds(30 * 86_400)
}
