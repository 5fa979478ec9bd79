import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

/// The process is killed before and behind every single write and every call of the provider. Whatever it was doing: nobody is charged twice,
/// no payment is lost, and in the end everything agrees.
@Suite("Whoever is killed in the middle of a payment", .timeLimit(.minutes(10)))
struct InterruptionTests {
    /// Runs an errand over and over, each time killed one point later, until it comes to its end.
    private func everywhere(
        _ prepare: (World) async throws -> Void, _ errand: (World) async throws -> Void,
        _ verify: (World, Int) async throws -> Void
    ) async throws -> Int {
        for point in 0..<400 {
            var world = try await World()
            try await prepare(world)
            world.chaos.kill(at: point)
            do {
                try await errand(world)
            } catch is Killed {}
            let wasKilled = world.chaos.isDead
            world.restart()
            try await world.reconcile()
            try await world.reconcile()
            let wrong = try await world.disagreements()
            #expect(wrong.isEmpty, "killed at \(point): \(wrong)")
            try await verify(world, point)
            if !wasKilled { return point }
        }
        Issue.record("The errand never came to its end.")
        return 0
    }

    @Test func aPurchaseIsPaidOnceAndOpensWhatWasPaidOrIsNotPaidAtAll() async throws {
        let points = try await everywhere { _ in
        } _: { world in
            try await world.buy(.purchase(World.subject))
        } _: { world, point in
            let payments = await world.bank.payments
            #expect(payments.count <= 1)
            let isOpen = try await world.isOpen()
            #expect(isOpen == (payments.count == 1), "killed at \(point)")
        }
        #expect(points >= 18, "every write of a purchase is a point: \(points)")
    }

    @Test func whoComesBackAfterwardsAndTriesAgainIsNotChargedTwice() async throws {
        _ = try await everywhere { _ in
        } _: { world in
            try await world.buy(.purchase(World.subject))
        } _: { world, point in
            do {
                try await world.buy(.purchase(World.subject))
            } catch BillingRefusal.alreadyOpen {}
            try await world.reconcile()
            let count = await world.bank.payments.count
            #expect(count == 1, "killed at \(point)")
            let isOpen = try await world.isOpen()
            #expect(isOpen)
            let wrong = try await world.disagreements()
            #expect(wrong.isEmpty)
        }
    }

    @Test func aSubscriptionIsBegunOnce() async throws {
        _ = try await everywhere { _ in
        } _: { world in
            try await world.subscribe(World.month)
        } _: { world, point in
            do {
                try await world.subscribe(World.month)
            } catch BillingRefusal.alreadySubscribed {}
            let active = await world.bank.subscriptions.values.filter { $0.state == .active }
            #expect(active.count == 1, "killed at \(point)")
            let count = await world.bank.payments.count
            #expect(count == 1)
            let isOpen = try await world.isOpen()
            #expect(isOpen)
        }
    }

    @Test func aCancellationIsCarriedOutOrNotAskedFor() async throws {
        _ = try await everywhere { world in
            try await world.subscribe(World.month)
        } _: { world in
            guard let live = try await world.billing.memberships.live(of: "ida") else { return }
            try await world.billing.memberships.cancel(SubscriptionID(live.id), of: "ida", atOnce: false)
        } _: { world, point in
            let isLive = try await world.billing.memberships.live(of: "ida") != nil
            let states = await world.bank.subscriptions.values.map(\.state)
            #expect(states == [isLive ? .active : .cancelled], "killed at \(point)")
            let isOpen = try await world.isOpen()
            #expect(isOpen, "what is paid stays open")
        }
    }

    @Test func aRefundIsGivenOnce() async throws {
        _ = try await everywhere { world in
            try await world.buy(.purchase(World.subject))
        } _: { world in
            let name = try #require(await world.bank.payments.keys.first)
            try await world.billing.refunds.refund(
                LedgerEntry.paymentKey("bank", name), Money(minor: 1299, .eur), token: "wish", by: "owner",
                note: nil)
        } _: { world, point in
            let refunds = await world.bank.payments.values.flatMap(\.refunds)
            #expect(refunds.count <= 1, "killed at \(point)")
            let isOpen = try await world.isOpen()
            #expect(isOpen == refunds.isEmpty)
        }
    }

    @Test func aCodeThatTakesEverythingOffIsUsedOnce() async throws {
        let point = Codes()
        _ = try await everywhere { world in
            point.code = try await world.billing.vouchers.make(
                VoucherBatch(.coupon, note: "", percent: 1_000_000), count: 1
            ).codes[0]
        } _: { world in
            try await world.buy(.purchase(World.subject), code: point.code)
        } _: { world, _ in
            let entries = try await world.billing.ledger.entries(of: "ida")
            #expect(entries.count <= 1)
            let orders = await world.bank.orders
            #expect(orders.isEmpty)
        }
    }

    @Test func aGiftIsRedeemedOnce() async throws {
        let point = Codes()
        _ = try await everywhere { world in
            let batch = VoucherBatch(.gift, note: "", scope: .title(World.subject), days: 30)
            point.code = try await world.billing.vouchers.make(batch, count: 1).codes[0]
        } _: { world in
            _ = try await world.billing.vouchers.redeem(point.code, by: "ida")
        } _: { world, _ in
            _ = try await world.billing.vouchers.redeem(point.code, by: "ida")
            let isOpen = try await world.isOpen()
            #expect(isOpen)
            let entries = try await world.billing.ledger.entries(of: "ida")
            #expect(entries.count == 1)
            await #expect(throws: VoucherRefusal.usedUp) {
                try await world.billing.vouchers.redeem(point.code, by: "tom")
            }
        }
    }

    /// The code of the world at hand.
    private final class Codes: @unchecked Sendable { var code = "" }
}
