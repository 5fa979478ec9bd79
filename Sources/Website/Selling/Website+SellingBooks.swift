import HTTPTypes
import Hummingbird
import KinoraBilling
import KinoraGate
import KinoraKernel

/// The books as tables, for an accountant and for rights holders.
extension Website {
    private static let years = 5

    func booksForm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        let year = Int(billing.time.now.typedDay.prefix(4)) ?? 1970
        let currencies = try await billing.rules().currencies
        var board = sellingBoard(.sellingBooks)
        let years = (0..<Self.years).map { year - $0 }
        board.sections = [
            .init(
                words(.sellingLedger), intro: words(.sellingLedgerLead), empty: nil, [],
                further: [.init(label: words(.sellingWhole), address: SellingPlace.Pattern.ledger.rawValue)]
                    + years.map {
                        .init(label: String($0), address: "\(SellingPlace.Pattern.ledger.rawValue)?from=\($0)-01-01&until=\($0 + 1)-01-01")
                    }),
            .init(
                words(.yourInvoices), empty: nil, [],
                further: years.map { .init(label: String($0), address: "\(SellingPlace.Pattern.invoices.rawValue)?year=\($0)") }),
            .init(
                words(.sellingHolders), intro: words(.sellingHoldersLead), empty: nil, [],
                further: currencies.flatMap { currency in
                    [30, 90, 365].map { days in
                        .init(
                            label: words(.sellingHoldersDays, String(days), currency.code),
                            address: "\(SellingPlace.Pattern.holders.rawValue)?days=\(days)&currency=\(currency.code)")
                    }
                }),
            .init(
                words(.sellingReconcile), intro: words(.sellingReconcileLead), empty: nil,
                [
                    .init(
                        label: words(.sellingReconcileLine), link: nil,
                        deeds: [.init(action: SellingPlace.Pattern.reconcile.rawValue, button: words(.sellingReconcile))])
                ]),
        ]
        return try show(board, visitor)
    }

    func ledgerTable(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let billing = try shop()
        let asked = FormFields(request.uri.query)
        let from = asked["from"].flatMap(SellingForm.day) ?? Moment(milliseconds: 0)
        let until = asked["until"].flatMap(SellingForm.day) ?? billing.time.now
        let name = asked["from"].flatMap(SellingForm.day) == nil ? "ledger.csv" : "ledger-\(from.typedDay).csv"
        return Self.table(BooksExport.ledger(try await billing.ledger.entries(from: from, until: until)), named: name)
    }

    func invoicesTable(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let year = FormFields(request.uri.query)["year"].flatMap({ Int($0) }), (1970...9999).contains(year) else {
            throw Refusal.badRequest
        }
        let book = try shop().invoices
        let papers = try await book.papers(.invoice, year: year) + book.papers(.creditNote, year: year)
        return Self.table(BooksExport.invoices(papers), named: "invoices-\(year).csv")
    }

    func holdersTable(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let asked = FormFields(request.uri.query)
        guard let days = asked["days"].flatMap({ Int($0) }), (1...3660).contains(days),
            let currency = asked["currency"].flatMap({ Currency($0) })
        else { throw Refusal.badRequest }
        let text = try await HoldersReport(billing: shop(), days: days, currency: currency).csv()
        return Self.table(text, named: "rights-holders-\(days)-\(currency.code).csv")
    }
}
