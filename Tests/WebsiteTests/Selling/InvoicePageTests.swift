import HTTPTypes
import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraWebsite

@Suite("Invoices to look at", .timeLimit(.minutes(10)))
struct InvoicePageTests {
    @Test func anInvoiceIsAPageForItsMemberAndTheOwner() async throws {
        var counter = try await Counter()
        try await counter.billing.change { $0.seller = ["Lantern <Films>"] }
        let order = try await counter.ordered()
        try await counter.billing.markPaid(order, number: 1, amount: Money(minor: 1000, .eur), at: counter.billing.time.now)
        let paper = try #require(try await counter.billing.invoices.papers(of: "m").first)
        for role in [Role.member, .owner] {
            counter.role = role
            let page = try await counter.get("/account/invoices/\(paper.id)")
            #expect(page.contains("Invoice 2025-0001") && page.contains("Lantern &lt;Films&gt;") && page.contains("Tax 19 %: 1.60 EUR"))
            #expect(page.contains("Total 10.00 EUR") && page.contains("You can print this page"))
        }
        try await counter.get("/account/invoices/\(paper.id)/pdf", .notFound)
        try await counter.get("/account/invoices/nothing", .notFound)
    }

    @Test func nobodyElseSeesIt() async throws {
        var counter = try await Counter()
        counter.role = .member
        let plan = try await counter.billing.plans.insert(Plan(name: "Monthly", interval: .month, prices: [Money(minor: 799, .eur)]))
        let id = try await counter.billing.memberships.subscribe(
            PlanID(plan.id), Purchaser("otto", .eur, provider: OfflineProvider.name, hasConsented: true))
        try await counter.billing.markPaid(id.rawValue, number: 1, amount: Money(minor: 799, .eur), at: counter.billing.time.now)
        let paper = try #require(try await counter.billing.invoices.papers(of: "otto").first)
        try await counter.get("/account/invoices/\(paper.id)", .notFound)
        counter.role = .owner
        try await counter.get("/account/invoices/\(paper.id)")
    }
}
