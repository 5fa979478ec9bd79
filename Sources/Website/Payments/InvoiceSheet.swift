import KinoraBilling
import KinoraKernel

/// An invoice or a credit note, to look at, to print, and to keep as PDF.
struct InvoiceSheet: Sendable {
    let title: String
    let seller: [String]
    let buyer: [String]
    let issued: String
    let paid: String
    let takesBack: String?
    let line: String
    let net: String
    let tax: String
    let total: String
    let back = PaymentPlace.payments.address
    /// Where it is had as PDF; nil where nothing makes one.
    var pdf: String?
    /// Said where nothing makes one.
    var advice: String?

    init(_ paper: Invoice, _ words: Words) {
        let charge = paper.charge
        title = words(paper.series == .invoice ? .invoiceTitle : .creditNoteTitle, paper.title)
        (seller, buyer) = (paper.seller, paper.buyer)
        issued = words(.invoiceIssued, words.day(paper.issuedAt))
        paid = words(.invoicePaid, words.day(paper.paidAt))
        takesBack = paper.takesBack.map { words(.invoiceTakesBack, $0) }
        line = paper.line
        net = words(.invoiceNet, words.money(charge.net))
        tax = words(.invoiceTax, words.decimals(charge.rate.percent), words.money(charge.tax))
        total = words(.invoiceTotal, words.money(charge.total))
    }
}
