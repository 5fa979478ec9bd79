import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraBilling

@Suite("Codes")
struct VoucherTests {
    @Test func codesAreKeptAsDigestsOnly() async throws {
        let world = try await World()
        let codes = try await world.billing.vouchers.make(
            VoucherBatch(.press, note: "critics", scope: .everything), count: 50
        ).codes
        #expect(Set(codes).count == 50)
        #expect(
            codes.allSatisfy {
                $0.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}/) != nil
            })
        for schema in Billing.schemas {
            for document in try await world.base.find(Query(), in: schema.name) {
                #expect(!codes.contains { document.body.json.contains($0) || document.id.contains($0) })
            }
        }
    }

    @Test(arguments: ["7QK2M-00011-AB1CD-EFGHJ", "7qk2m oo01i ab1cd efghj", "7QK2MOO0LIAB1CDEFGHJ"])
    func peopleWriteCodesInTheirOwnWay(typed: String) {
        #expect(VoucherCode.plain(typed) == "7QK2M00011AB1CDEFGHJ")
    }

    @Test(arguments: ["", "abc", "a/b/c/d/e", "ÄÖÜ1234", String(repeating: "A", count: 61)])
    func whatIsNoCodeIsNone(typed: String) { #expect(VoucherCode.name(of: typed) == nil) }

    @Test func aCodeIsUsedAsOftenAsItMayBeHoweverManyComeAtOnce() async throws {
        let world = try await World()
        let code = try await world.billing.vouchers.make(
            VoucherBatch(.gift, note: "", scope: .everything), count: 1, uses: 5
        ).codes[0]
        let taken = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    (try? await world.billing.vouchers.redeem(code, by: "member\(number)")) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(taken == 5)
    }

    @Test func whoRedeemsTwiceHasItOnce() async throws {
        let world = try await World()
        let batch = VoucherBatch(.gift, note: "", scope: .title(World.subject), days: 3)
        let code = try await world.billing.vouchers.make(batch, count: 1, uses: 9).codes[0]
        for _ in 0..<3 { _ = try await world.billing.vouchers.redeem(code, by: "ida") }
        #expect(try await world.billing.ledger.entries(of: "ida").count == 1)
        #expect(try await world.isOpen())
        world.time.advance(by: .seconds(3 * 86_400))
        #expect(try await !world.isOpen())
    }

    @Test func codesAreGoodWithinTheirTimeAndUntilTheyAreRevoked() async throws {
        let world = try await World()
        var batch = VoucherBatch(.gift, note: "", scope: .everything)
        batch.validFrom = world.time.now + .seconds(60)
        batch.validUntil = world.time.now + .seconds(120)
        let (id, codes) = try await world.billing.vouchers.make(batch, count: 1)
        await #expect(throws: VoucherRefusal.notGood) {
            try await world.billing.vouchers.look(at: codes[0])
        }
        world.time.advance(by: .seconds(60))
        #expect(try await world.billing.vouchers.look(at: codes[0]).purpose == .gift)
        try await world.billing.vouchers.revoke(id)
        await #expect(throws: VoucherRefusal.notGood) {
            try await world.billing.vouchers.look(at: codes[0])
        }
    }

    @Test func aCouponIsUsedOnceByEachPersonAndFreeAgainWhenNothingCameOfIt() async throws {
        let world = try await World()
        _ = try await world.billing.vouchers.make(
            VoucherBatch(.coupon, note: "", percent: 250_000), word: "Festival26", uses: nil)
        let order = try await world.billing.checkout.begin(
            .purchase(World.subject), world.buyer(code: "festival26"))
        #expect(try await world.billing.order(order)?.value.charge.total.minor == 974)
        await #expect(throws: BillingRefusal.voucher(.usedByYou)) {
            try await world.billing.checkout.begin(
                .purchase(World.other), world.buyer(code: "FESTIVAL26"))
        }
        try await world.billing.checkout.abandon(order, by: "ida")
        try await world.buy(.purchase(World.other), code: "FESTIVAL26")
        #expect(await world.bank.payments.values.map(\.amount.minor) == [749])
    }

    @Test func couponsAreGoodForWhatTheyNameAlone() async throws {
        let world = try await World()
        var batch = VoucherBatch(.coupon, note: "", off: [Money(minor: 500, .eur)])
        batch.goodFor = [.title(World.other)]
        let code = try await world.billing.vouchers.make(batch, count: 1).codes[0]
        await #expect(throws: BillingRefusal.voucher(.notForThis)) {
            try await world.billing.checkout.begin(.purchase(World.subject), world.buyer(code: code))
        }
        await #expect(throws: VoucherRefusal.notForThis) {
            try await world.billing.vouchers.redeem(code, by: "ida")
        }
        try await world.buy(.purchase(World.other), code: code)
        #expect(await world.bank.payments.values.map(\.amount.minor) == [499])
    }

    @Test func aGiftThatWasPaidForIsReadByItsGiverAloneAndOpensForWhoeverHasIt() async throws {
        let world = try await World()
        let order = try await world.billing.checkout.begin(
            .giftPlan(World.month, intervals: 3), world.buyer())
        let waiting = try #require(try await world.billing.order(order)?.value)
        #expect(world.billing.giftCode(of: waiting) == nil, "not before it is paid")
        try await world.agree(order.rawValue, "ida")
        let paid = try #require(try await world.billing.order(order)?.value)
        let code = try #require(world.billing.giftCode(of: paid))
        #expect(paid.charge.total.minor == 3 * 799)
        #expect(try await !world.isOpen())
        _ = try await world.billing.vouchers.redeem(code, by: "tom")
        #expect(try await world.isOpen(to: "tom"))
    }

    @Test func aGiftWhoseMoneyWentBackOpensNothing() async throws {
        let world = try await World()
        let order = try await world.buy(.giftPlan(World.month, intervals: 3))
        let paid = try #require(try await world.billing.order(order)?.value)
        let code = try #require(world.billing.giftCode(of: paid))
        let payment = LedgerEntry.paymentKey("bank", try #require(await world.bank.payments.keys.first))
        try await world.billing.refunds.refund(payment, Money(minor: 1000, .eur), token: "first", by: "owner", note: nil)
        #expect(try await world.billing.vouchers.look(at: code).purpose == .gift, "a part that went back closes nothing")
        try await world.billing.refunds.refund(payment, Money(minor: 1397, .eur), token: "second", by: "owner", note: nil)
        await #expect(throws: VoucherRefusal.notGood) { try await world.billing.vouchers.redeem(code, by: "tom") }
        #expect(try await !world.isOpen(to: "tom"))
    }

    @Test func aGiftThatWasRedeemedStaysUntilTheOwnerTakesItBackAndIsToldWhenItsMoneyGoes() async throws {
        let world = try await World()
        let order = try await world.buy(.giftPlan(World.month, intervals: 3))
        let paid = try #require(try await world.billing.order(order)?.value)
        let code = try #require(world.billing.giftCode(of: paid))
        _ = try await world.billing.vouchers.redeem(code, by: "tom")
        let payment = try #require(await world.bank.payments.keys.first)
        #expect(try await world.billing.vouchers.standing(of: order.rawValue) == nil, "it is paid")

        await world.bank.quarrel(payment, .open)
        try await world.reconcile()
        let given = try #require(try await world.billing.vouchers.standing(of: order.rawValue))
        #expect(given.member == "tom" && given.access?.scope == .plan(World.month))
        #expect(try await world.isOpen(to: "tom"))
        await world.bank.quarrel(payment, .won)
        try await world.reconcile()
        #expect(try await world.billing.vouchers.standing(of: order.rawValue) == nil)

        try await world.billing.refunds.refund(
            LedgerEntry.paymentKey("bank", payment), Money(minor: 2397, .eur), token: "back", by: "owner", note: nil)
        #expect(try await world.billing.vouchers.standing(of: order.rawValue) == given)
        try await world.billing.favours.withdraw(given.key)
        #expect(try await world.billing.vouchers.standing(of: order.rawValue) == nil)
        #expect(try await !world.isOpen(to: "tom"))
    }

    @Test func aGiftThatSomebodyQuarrelsOverRestsUntilTheQuarrelIsWon() async throws {
        let world = try await World()
        let order = try await world.buy(.giftPlan(World.month, intervals: 1))
        let paid = try #require(try await world.billing.order(order)?.value)
        let code = try #require(world.billing.giftCode(of: paid))
        let payment = try #require(await world.bank.payments.keys.first)
        await world.bank.quarrel(payment, .open)
        try await world.reconcile()
        await #expect(throws: VoucherRefusal.notGood) { try await world.billing.vouchers.redeem(code, by: "tom") }
        await world.bank.quarrel(payment, .won)
        try await world.reconcile()
        _ = try await world.billing.vouchers.redeem(code, by: "tom")
        #expect(try await world.isOpen(to: "tom"))
    }

    @Test func aGiftThatCostNothingIsGood() async throws {
        let world = try await World()
        let coupon = try await world.billing.vouchers.make(VoucherBatch(.coupon, note: "", percent: 1_000_000), count: 1).codes[0]
        let order = try await world.buy(.giftPlan(World.month, intervals: 1), code: coupon)
        let paid = try #require(try await world.billing.order(order)?.value)
        let code = try #require(world.billing.giftCode(of: paid))
        _ = try await world.billing.vouchers.redeem(code, by: "tom")
        #expect(try await world.isOpen(to: "tom"))
    }
}
