import Foundation
import KinoraBilling
import KinoraDocuments
import KinoraKernel
import KinoraSQLiteDocuments
import Testing

@Suite("The books", .timeLimit(.minutes(10)))
struct BooksTests {
    @Test func invoicesAreNumberedWithoutGapsHoweverManyBuyAtOnce() async throws {
        try await numbered(try await World())
    }

    @Test func invoicesAreNumberedWithoutGapsOverSQLiteToo() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "billing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "kinora.sqlite").path(percentEncoded: false)
        try await numbered(try await World { try await SQLiteStore(path: path, time: $0) })
    }

    private func numbered(_ world: World) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await world.buy(.purchase(World.subject), by: "member\(number)")
                    // Two servers hear of the same payment.
                    try await world.reconcile()
                }
            }
            try await group.waitForAll()
        }
        let papers = try await world.billing.invoices.papers(.invoice, year: 2026)
        #expect(papers.map(\.number) == Array(1...40))
        #expect(Set(papers.map(\.key)).count == 40)
        #expect(papers.last?.title == "2026-0040")
    }

    /// Two owners look at the same payment, and the second is done before the first, who reckons with what he read.
    @Test(arguments: ["bank", OfflineProvider.name])
    func twoWhoGiveBackAtTheSameMomentGiveBackNoMoreThanWasPaid(provider: String) async throws {
        let meddler = Meddler()
        let world = try await World { MeddlingStore(base: MemoryStore(time: $0), meddler: meddler) }
        let key = try await paid(world, provider)
        let whole = Money(minor: 1299, .eur)
        meddler.nextTime { try await world.billing.refunds.refund(key, whole, token: "second", by: "otto", note: nil) }

        await #expect(throws: BillingRefusal.amount) {
            try await world.billing.refunds.refund(key, Money(minor: 500, .eur), token: "first", by: "owner", note: nil)
        }
        #expect(meddler.hasMeddled)
        #expect(try await world.billing.refunds.left(of: key) == Money.zero(.eur))
        #expect(try await world.billing.incidents().isEmpty, "the provider was not asked for more than was left")
    }

    @Test(arguments: ["bank", OfflineProvider.name])
    func howeverManyGiveBackAtOnceTheSumIsWhatWasPaid(provider: String) async throws {
        let world = try await World()
        let key = try await paid(world, provider)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                // Each wish is sent twice, as by a button that is pressed twice.
                group.addTask {
                    try? await world.billing.refunds.refund(
                        key, Money(minor: 300, .eur), token: "wish\(number / 2)", by: "owner", note: nil)
                }
            }
        }
        let left = try #require(try await world.billing.refunds.left(of: key))
        #expect(left.minor >= 0 && left.minor < 1299, "\(left)")
        #expect(try await world.billing.incidents().isEmpty, "the provider was not asked for more than was left")
        for number in 0..<10 {
            try? await world.billing.refunds.refund(key, Money(minor: 300, .eur), token: "late\(number)", by: "owner", note: nil)
        }
        #expect(try await world.billing.refunds.left(of: key) == Money(minor: 99, .eur))
        #expect(try await world.billing.invoices.papers(.creditNote, year: 2026).count == 4)
    }

    /// A film that ida paid for: the key of its payment.
    private func paid(_ world: World, _ provider: String) async throws -> String {
        let id = try await world.billing.checkout.begin(.purchase(World.subject), world.buyer(provider: provider))
        if provider == OfflineProvider.name {
            try await world.billing.markPaid(id.rawValue, number: 1, amount: Money(minor: 1299, .eur), at: world.time.now)
        } else {
            try await world.agree(id.rawValue, "ida")
        }
        return try #require(try await world.billing.ledger.entries(of: "ida").first { $0.kind == .payment }).key
    }

    @Test func everyYearBeginsWithOne() async throws {
        let world = try await World()
        try await world.buy(.purchase(World.subject))
        world.time.advance(by: .seconds(366 * 86_400))
        try await world.buy(.purchase(World.other))
        #expect(
            try await world.billing.invoices.papers(.invoice, year: 2027).map(\.title) == ["2027-0001"])
    }

    /// At New Year in the house's own zone, an hour before that of UTC; many buy, and the process is killed again and again.
    @Test(.timeLimit(.minutes(10))) func theFirstOfAYearIsOneByTheHousesCalendarWhoeverIsKilled() async throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        var world = try await World(zone: zone, at: Moment(milliseconds: 1798_757_990_000))
        try await world.buy(.purchase(World.subject), by: "first")
        var number = 0
        for point in 0..<26 {
            // The first fall into the old year, the others into the new one.
            if point % 3 == 0 { world.time.advance(by: .seconds(5)) }
            world.chaos.kill(at: point)
            number += 1
            do {
                try await world.buy(.purchase(World.subject), by: "m\(number)")
            } catch is Killed {}
            world.restart()
            for order in await world.bank.orders.keys { await world.bank.approve(order) }
            try await world.reconcile()
        }
        for order in await world.bank.orders.keys { await world.bank.approve(order) }
        for _ in 0..<2 { try await world.reconcile() }
        let old = try await world.billing.invoices.papers(.invoice, year: 2026)
        let new = try await world.billing.invoices.papers(.invoice, year: 2027)
        #expect(old.map(\.number) == Array(1..<(old.count + 1)) && !old.isEmpty)
        #expect(new.map(\.number) == Array(1..<(new.count + 1)) && new.first?.title == "2027-0001")
        #expect(old.allSatisfy { $0.issuedAt < Self.newYear } && new.allSatisfy { $0.issuedAt >= Self.newYear })
        #expect(await world.bank.payments.count == old.count + new.count, "one for each payment")
    }

    /// Midnight in Berlin.
    private static let newYear = Moment(milliseconds: 1798_758_000_000)

    @Test func whatIsPaidBackHasACreditNoteInItsOwnNumbers() async throws {
        let world = try await World()
        try await world.buy(.purchase(World.subject))
        let key = LedgerEntry.paymentKey("bank", try #require(await world.bank.payments.keys.first))
        for _ in 0..<3 {
            try await world.billing.refunds.refund(
                key, Money(minor: 300, .eur), token: "same", by: "owner", note: "a scratch")
        }
        let notes = try await world.billing.invoices.papers(.creditNote, year: 2026)
        #expect(notes.map(\.title) == ["2026-C0001"])
        #expect(notes.first?.charge.total.minor == -300)
        #expect(notes.first?.charge.tax.minor == -48)
        #expect(notes.first?.takesBack == "2026-0001")
        #expect(try await world.billing.refunds.left(of: key)?.minor == 999)
        await #expect(throws: BillingRefusal.amount) {
            try await world.billing.refunds.refund(
                key, Money(minor: 1000, .eur), token: "more", by: "owner", note: nil)
        }
    }

    @Test func aChargebackThatIsToldTwiceIsBookedOnce() async throws {
        let world = try await World()
        try await world.buy(.purchase(World.subject))
        let name = try #require(await world.bank.payments.keys.first)
        await world.bank.quarrel(name, .open)
        try await world.reconcile()
        #expect(try await !world.isOpen())
        #expect(
            try await world.billing.incidents().contains { $0.value.kind == .dispute },
            "the owner is told")
        await world.bank.quarrel(name, .lost)
        _ = await world.bank.takeBack(name, Money(minor: 1299, .eur))
        try await world.reconcile()
        let entries = try await world.billing.ledger.entries(of: "ida")
        #expect(entries.compactMap(\.amount?.minor).reduce(0, +) == 0)
    }

    @Test func anotherAmountOrAnothersOrderOpensNothing() async throws {
        let world = try await World()
        let order = try await world.billing.checkout.begin(.purchase(World.subject), world.buyer())
        let name = try #require(try await world.billing.order(order)?.value.providerName)
        await world.bank.alter(name, total: Money(minor: 1, .eur), reference: nil)
        try await world.agree(order.rawValue, "ida")
        #expect(try await !world.isOpen())
        #expect(await world.bank.payments.isEmpty, "nothing is taken")
        #expect(try await world.billing.order(order)?.value.state == .mismatched)
        #expect(try await world.billing.incidents().map(\.value.kind) == [.mismatch])
    }

    @Test func messagesAreKeptOnceAndForgeriesNotAtAll() async throws {
        let world = try await World()
        try await world.buy(.purchase(World.subject))
        let hint = try #require(await world.bank.told.first)
        let message = ProviderMessage(fields: [("id", hint.id)], body: [])
        for _ in 0..<5 { try await world.billing.messages.receive(message, for: "bank") }
        await #expect(throws: MessageRefusal.notGenuine) {
            try await world.billing.messages.receive(
                ProviderMessage(fields: [("id", "forged")], body: []), for: "bank")
        }
        #expect(try await world.base.count(.all, in: PaymentMessage.schema.name) == 1)
        #expect(try await world.billing.messages.followDue() == 1)
        #expect(try await world.billing.messages.followDue() == 0)
    }

    @Test func tablesAreForAccountantsAndHarmlessForSpreadsheets() async throws {
        let world = try await World()
        var buyer = world.buyer()
        buyer.buyer = ["=HYPERLINK(\"x\")", "Main Street 1"]
        let id = try await world.billing.checkout.begin(.purchase(World.subject), buyer)
        try await world.agree(id.rawValue, "ida")
        let entries = try await world.billing.ledger.entries(of: "ida")
        #expect(BooksExport.ledger(entries).contains(",payment,12.99,2.07,,EUR,bank,bank/payment/pay"))
        let table = BooksExport.invoices(try await world.billing.invoices.papers(.invoice, year: 2026))
        #expect(table.contains("2026-0001"))
        #expect(table.contains("10.92,2.07,12.99,19,EUR"))
        #expect(table.contains("\"'=HYPERLINK(\"\"x\"\"); Main Street 1\""))
    }

    @Test func rightsHoldersGetTheirShareOfSalesAndOfWhatSubscribersWatched() async throws {
        let world = try await World()
        try await world.buy(.purchase(World.subject))
        try await world.subscribe(World.month, by: "tom")
        let entries = try await world.billing.ledger.entries(
            from: Moment(milliseconds: 0), until: world.time.now + .seconds(1))
        let terms = try #require(
            try await Records<TitleTerms>(in: world.base).read(World.subject.rawValue)?.value)
        let report = RightsReport(
            entries, minutes: [World.subject: 75, World.other: 25], terms: [World.subject: terms],
            currency: .eur)
        let line = try #require(report.lines.first { $0.subject == World.subject })
        // Net 10.92 of the sale, and three quarters of net 6.71 of the subscription; half of both.
        #expect(line.sales.minor == 1092)
        #expect(line.poolShare.minor == 503)
        #expect(line.due.minor == 798)
        #expect(
            report.lines.reduce(Money.zero(.eur)) { $0 + $1.poolShare }.minor == 671,
            "nothing is lost by rounding")
    }

    @Test func donationsHaveALeastAmountAndOpenNothing() async throws {
        let world = try await World()
        await #expect(throws: BillingRefusal.amount) {
            try await world.buy(.donation(Money(minor: 99, .eur)))
        }
        try await world.buy(.donation(Money(minor: 1000, .eur)))
        try await world.buy(.donation(Money(minor: 1000, .eur)))
        #expect(
            try await world.billing.ledger.entries(of: "ida").compactMap(\.amount?.minor) == [1000, 1000])
        #expect(try await world.billing.ledger.entitlements(of: "ida").holdings.isEmpty)
    }

    @Test func whatBuyersWroteIsRemovedWhenTheYearsAreOver() async throws {
        let world = try await World()
        var buyer = world.buyer()
        buyer.buyer = ["Ida Lamp"]
        let id = try await world.billing.checkout.begin(.purchase(World.subject), buyer)
        try await world.agree(id.rawValue, "ida")
        #expect(
            try await world.billing.invoices.forgetBuyers(before: world.time.now - Billing.yearsOfBooks)
                == 0)
        #expect(
            try await world.billing.invoices.forgetBuyers(before: world.time.now + .seconds(1)) == 1)
        #expect(try await world.billing.invoices.papers(.invoice, year: 2026).map(\.buyer) == [[]])
    }
}
