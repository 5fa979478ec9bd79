import KinoraKernel

/// The books as tables for an accountant.
package enum BooksExport {
    /// Every fact with an amount, the oldest first.
    package static func ledger(_ entries: [LedgerEntry]) -> String {
        let head = CSVText.line(["moment", "kind", "amount", "tax", "fee", "currency", "provider", "payment", "order", "member", "what"])
        return entries.filter { $0.amount != nil }.reduce(into: head) { text, entry in
            guard let amount = entry.amount else { return }
            text += CSVText.line([
                entry.at.iso8601, entry.kind.rawValue, amount.decimal, entry.tax?.decimal ?? "", entry.fee?.decimal ?? "",
                amount.currency.code, entry.provider ?? "", entry.payment ?? "", entry.deal ?? "", entry.member, entry.note ?? "",
            ])
        }
    }

    package static func invoices(_ papers: [Invoice]) -> String {
        let head = CSVText.line([
            "number", "issued", "paid", "net", "tax", "total", "rate", "currency", "takesBack", "member", "buyer", "what",
        ])
        return papers.reduce(into: head) { text, paper in
            let charge = paper.charge
            text += CSVText.line([
                paper.title, paper.issuedAt.iso8601, paper.paidAt.iso8601, charge.net.decimal, charge.tax.decimal, charge.total.decimal,
                charge.rate.percent, charge.total.currency.code, paper.takesBack ?? "", paper.member,
                paper.buyer.joined(separator: "; "), paper.line,
            ])
        }
    }

    /// Codes that were made just now.
    package static func codes(_ codes: [String]) -> String { codes.reduce(into: CSVText.line(["code"])) { $0 += CSVText.line([$1]) } }
}
