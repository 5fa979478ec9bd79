import HTTPTypes
import Hummingbird
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

/// Invoices and credit notes: a page to print, and a PDF where this machine makes one.
extension Website {
    func invoice(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (id, paper) = try await paper(visitor)
        var sheet = InvoiceSheet(paper, words)
        if printer == nil { sheet.advice = words(.invoiceNoPDF) } else { sheet.pdf = PaymentPlace.invoicePDF(id).address }
        return try pages.response("account/invoice", sheet, title: sheet.title, section: .account, for: visitor)
    }

    /// A member's own; the owner may see them all.
    private func paper(_ visitor: Visitor) async throws -> (String, Invoice) {
        let person = try visitor.signedIn()
        let billing = person.may(.runHouse) ? try shop() : try await till(of: visitor)
        let id = try visitor.parameters.require("invoice")
        guard let paper = try await billing.invoices.paper(named: id)?.value, paper.member == person.member || person.may(.runHouse) else {
            throw Refusal.notFound
        }
        return (id, paper)
    }

    func invoicePDF(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, paper) = try await paper(visitor)
        guard let printer else { throw Refusal.notFound }
        let html = try PaperPage.html(paper, words, pages.templates)
        let bytes: [UInt8]
        do {
            bytes = try await printer.pdf(of: html, style: paperStyle)
        } catch let complaint as any Complaint {
            throw Refusal.conflict(words.said(complaint))
        }
        return Response(
            status: .ok,
            headers: [.contentType: "application/pdf", .contentDisposition: "attachment; filename=\"\(PaperPage.fileName(paper))\""],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
