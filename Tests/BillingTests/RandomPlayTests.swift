import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

/// Thousands of members who buy, cancel and quarrel, with a bank that falls silent, messages in any order, and a process that is killed again
/// and again: in the end books, bank and entitlements agree.
@Suite("Whatever happens in whichever order", .timeLimit(.minutes(20)))
struct RandomPlayTests {
    private static let plays = 2000
    private static let steps = 40

    @Test func booksBankAndEntitlementsAgreeInTheEnd() async throws {
        var payments = 0
        var failed = 0
        for seed in 0..<UInt64(Self.plays) {
            var dice = Dice(seed: seed)
            var world = try await World()
            await world.bank.fallsSilent(dice.isLucky(50) ? 15 : 0, seed: seed)
            var log: [String] = []
            for _ in 0..<Self.steps {
                if world.chaos.isDead { world.restart() }
                if dice.isLucky(20) { world.chaos.kill(at: dice.below(25)) }
                do {
                    try await Self.step(world, &dice, &log)
                } catch let error where Self.isExpected(error) {
                    log.append("\(error)")
                }
            }
            await world.bank.fallsSilent(0, seed: seed)
            world.restart()
            await world.bank.tick()
            // What was put off is due by then, and nothing runs out.
            for _ in 0..<3 { try await world.reconcile() }
            let wrong = try await world.disagreements()
            if !wrong.isEmpty {
                failed += 1
                if failed <= 3 {
                    Issue.record("seed \(seed): \(wrong)\n\(log.suffix(60).joined(separator: "\n"))")
                }
            }
            payments += await world.bank.payments.count
        }
        #expect(failed == 0, "\(failed) of \(Self.plays) plays ended in disagreement")
        #expect(payments > Self.plays * 2, "something is paid in these plays: \(payments)")
    }

    private static func isExpected(_ error: any Error) -> Bool {
        error is Killed || error is BillingRefusal || error is ProviderFailure
            || error is VoucherRefusal
    }

    private static func step(_ world: World, _ dice: inout Dice, _ log: inout [String]) async throws {
        let member = dice.isLucky(70) ? "ida" : "tom"
        let roll = dice.below(100)
        log.append("\(roll) \(member) at \(world.time.now.milliseconds)")
        switch roll {
        case 0..<12:
            _ = try await world.billing.checkout.begin(
                dice.isLucky(50) ? .purchase(World.subject) : .purchase(World.other), world.buyer(member))
        case 12..<16:
            _ = try await world.billing.checkout.begin(.rental(World.subject), world.buyer(member))
        case 16..<26:
            _ = try await world.billing.memberships.subscribe(
                dice.isLucky(60) ? World.month : World.trial, world.buyer(member))
        case 26..<44:
            let names = await (Array(world.bank.orders.keys) + Array(world.bank.subscriptions.keys))
                .sorted()
            if let name = names.randomElement(using: &dice) { await world.bank.approve(name) }
        case 44..<54:
            let deals =
                try await world.billing.orders(of: member).map(\.id)
                + world.billing.memberships.all(of: member).map(\.id)
            if let deal = deals.sorted().randomElement(using: &dice) {
                try await world.billing.look(at: deal, by: member)
            }
        case 54..<66:
            if let hint = await world.bank.told.randomElement(using: &dice) {
                try await world.billing.messages.receive(
                    ProviderMessage(fields: [("id", hint.id)], body: []), for: "bank")
            }
        case 66..<74: try await world.billing.messages.followDue()
        case 74..<80: await world.pass(days: dice.below(20))
        case 80..<84:
            if let live = try await world.billing.memberships.live(of: member) {
                try await world.billing.memberships.cancel(
                    SubscriptionID(live.id), of: member, atOnce: dice.isLucky(30))
            }
        case 84..<87:
            if let live = try await world.billing.memberships.live(of: member) {
                let id = SubscriptionID(live.id)
                if live.value.state == .paused {
                    try await world.billing.memberships.resume(id, of: member)
                } else {
                    try await world.billing.memberships.pause(id, of: member)
                }
            }
        case 87..<90:
            if let name = await world.bank.payments.keys.sorted().randomElement(using: &dice) {
                let key = LedgerEntry.paymentKey("bank", name)
                guard let left = try await world.billing.refunds.left(of: key), left.minor > 0 else {
                    return
                }
                let part =
                    dice.isLucky(50) ? left : Money(minor: Int64(1 + dice.below(Int(left.minor))), .eur)
                try await world.billing.refunds.refund(
                    key, part, token: "r\(dice.below(1_000_000))", by: "owner", note: nil)
            }
        case 90..<92:
            let payments = await world.bank.payments
            if let (name, payment) = payments.sorted(by: { $0.key < $1.key }).randomElement(using: &dice) {
                let left = payment.refunds.reduce(payment.amount) { $0 - $1.amount }
                if left.minor > 0, payment.dispute == nil { _ = await world.bank.takeBack(name, left) }
            }
        case 92..<95:
            if let name = await world.bank.payments.keys.sorted().randomElement(using: &dice) {
                await world.bank.quarrel(name, [.open, .won, .lost][dice.below(3)])
            }
        case 95..<97:
            if let name = await world.bank.subscriptions.keys.sorted().randomElement(using: &dice) {
                await world.bank.breakCard(name, dice.isLucky(50))
            }
        case 97:
            if let live = try await world.billing.memberships.live(of: member) {
                try await world.billing.memberships.retry(SubscriptionID(live.id), of: member)
            }
        case 98:
            if let live = try await world.billing.memberships.live(of: member) {
                try await world.billing.memberships.cancel(
                    SubscriptionID(live.id), atOnce: dice.isLucky(50), because: "the house closes")
            }
        default: try await world.reconcile()
        }
    }
}
