import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Synchronization
import Testing

@testable import KinoraWebsite

@Suite("Invoices that come with letters", .timeLimit(.minutes(10)))
struct PaperEnclosureTests {
    private final class Printer: PaperPrinter {
        let seen = Mutex<[String]>([])
        var patience: Duration { .seconds(1) }

        func pdf(of html: String, style: String) async throws -> [UInt8] {
            seen.withLock { $0.append(html) }
            return Array("%PDF-1.7".utf8)
        }
    }

    private func invoice(_ counter: Counter) async throws -> String {
        try await counter.billing.change { $0.seller = ["Lantern <Films>"] }
        let order = try await counter.ordered()
        try await counter.billing.markPaid(order, number: 1, amount: Money(minor: 1000, .eur), at: counter.billing.time.now)
        return try #require(try await counter.billing.invoices.papers(of: "m").first).id
    }

    private func letter(_ paper: String?, member: String = "m", language: String? = nil) -> Letter {
        Letter(
            to: "ida@example.org", language: language, member: member,
            .payment(.paid(title: "Harbour", total: "10.00 EUR", invoice: "2025-0001", link: "http://house/x", paper: paper)))
    }

    @Test func theReceiptBringsItsInvoiceInTheReadersLanguage() async throws {
        let counter = try await Counter()
        let id = try await invoice(counter)
        let printer = Printer()
        let enclosures = try PaperEnclosures(store: counter.house.store, printer: printer)
        let enclosed = try #require(try await enclosures.enclosure(of: letter(id, language: "de")))
        #expect(enclosed.name == "2025-0001.pdf" && enclosed.type == "application/pdf" && enclosed.bytes.starts(with: Array("%PDF".utf8)))
        let html = try #require(printer.seen.withLock { $0.first })
        #expect(html.contains("Rechnung 2025-0001") && html.contains("Lantern &lt;Films&gt;") && html.contains("10,00 EUR"))
    }

    @Test func nothingIsPutIntoOtherLettersAndNobodyGetsAnothersInvoice() async throws {
        let counter = try await Counter()
        let id = try await invoice(counter)
        let enclosures = try PaperEnclosures(store: counter.house.store, printer: Printer())
        for other in [letter(nil), letter("invoice-2025-99"), letter(id, member: "otto"), Letter(to: "ida@example.org", .trial)] {
            #expect(try await enclosures.enclosure(of: other) == nil)
        }
    }
}
