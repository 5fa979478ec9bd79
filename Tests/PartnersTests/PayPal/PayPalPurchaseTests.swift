import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite(
    "Buying once through PayPal", .enabled(if: PayPalStandIn.isHere, PayPalStandIn.isMissing), .serialized, .timeLimit(.minutes(10)))
struct PayPalPurchaseTests {
    @Test("a purchase is agreed to at PayPal, taken once, and bears our reference, amount and tax")
    func purchase() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let wanted = PayPalBench.purchase()
        let (begin, capture) = (RequestKey(wanted.reference, "begin"), RequestKey(wanted.reference, "capture"))

        let approval = try await provider.begin(wanted, key: begin)
        let waiting = try await provider.order(approval.name).unwrapped
        #expect(waiting.state == .awaitingApproval && waiting.approval == approval.address && waiting.payments.isEmpty)
        await #expect(throws: ProviderFailure.notApproved) { _ = try await provider.capture(approval.name, key: capture) }

        let back = try await bench.peer.press("approve", at: approval.address.unwrapped)
        #expect(back.hasPrefix("https://kinora.example/billing/done?row=1&token=\(approval.name)&PayerID="))
        #expect(try await provider.order(approval.name)?.state == .approved)
        let paid = try await provider.capture(approval.name, key: capture)
        #expect(paid.state == .captured && paid.reference == wanted.reference && paid.total == wanted.total)
        let payment = try #require(paid.payments.first)
        #expect(paid.payments.count == 1 && payment.state == .completed && payment.amount == wanted.total)
        #expect(payment.purpose == .order(approval.name) && payment.reference == wanted.reference)
        #expect(try await provider.payment(payment.name) == payment)
        #expect(try await provider.begin(wanted, key: begin).name == approval.name, "the same key is the same order, paid or not")
        try await bench.peer.stop()
    }

    @Test("however often and wherever Kinora dies between two steps, there is one order and one payment")
    func killed() async throws {
        // Each step: what is lost of it, and how often it is done before the next.
        for lost in [[String](), ["orders.create"], ["orders.capture"], ["orders.create", "orders.capture"], ["orders.get"]] {
            for times in 1...2 {
                let bench = try await PayPalBench()
                let wanted = PayPalBench.purchase()
                for operation in lost { try await bench.peer.control("fault", ["operation": .string(operation), "kind": "lost"]) }
                // Every call is made by a process that has just started and knows only what was stored before: the keys.
                func again<T>(_ step: (PayPalProvider) async throws -> T) async throws -> T {
                    var outcome: T?
                    for _ in 0..<times { outcome = try? await step(try bench.provider()) }
                    while outcome == nil { outcome = try? await step(try bench.provider()) }
                    return try outcome.unwrapped
                }

                let approval = try await again { try await $0.begin(wanted, key: RequestKey(wanted.reference, "begin")) }
                _ = try await bench.peer.press("approve", at: approval.address.unwrapped)
                let paid = try await again { try await $0.capture(approval.name, key: RequestKey(wanted.reference, "capture")) }

                #expect(paid.state == .captured && paid.payments.map(\.amount) == [wanted.total], "\(lost), \(times)")
                #expect(try await bench.peer.all("captures").count == 1, "\(lost), \(times)")
                #expect(try await bench.peer.all("orders").count == 1, "\(lost), \(times)")
                try await bench.peer.stop()
            }
        }
    }

    @Test("two servers that take the money at once take it once; hours later, when PayPal forgot the key, too")
    func atOnce() async throws {
        let bench = try await PayPalBench()
        let wanted = PayPalBench.purchase()
        let key = RequestKey(wanted.reference, "capture")
        let approval = try await bench.provider().begin(wanted, key: RequestKey(wanted.reference, "begin"))
        _ = try await bench.peer.press("approve", at: approval.address.unwrapped)

        let paid = try await withThrowingTaskGroup(of: OrderTruth.self) { group in
            for _ in 0..<5 { group.addTask { try await bench.provider().capture(approval.name, key: key) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await bench.peer.control("clock", ["seconds": 90_000])
        let later = try await bench.provider().capture(approval.name, key: key)

        #expect(Set(paid + [later]).count == 1)
        #expect(try await bench.peer.all("captures").count == 1)
        try await bench.peer.stop()
    }

    @Test("who gives up at PayPal pays nothing; a bank that says no is heard, and another way to pay can be chosen")
    func declined() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let wanted = PayPalBench.purchase()
        let approval = try await provider.begin(wanted, key: RequestKey(wanted.reference, "begin"))

        #expect(try await bench.peer.press("cancel", at: approval.address.unwrapped).hasPrefix("https://kinora.example/billing/no?token="))
        await #expect(throws: ProviderFailure.notApproved) {
            _ = try await provider.capture(approval.name, key: RequestKey(wanted.reference, "capture"))
        }
        _ = try await bench.peer.press("approve", at: approval.address.unwrapped)
        try await bench.peer.control("capture", ["refusal": "INSTRUMENT_DECLINED"])
        await #expect(throws: ProviderFailure.declined) {
            _ = try await provider.capture(approval.name, key: RequestKey(wanted.reference, "capture"))
        }
        let again = try await provider.order(approval.name).unwrapped
        #expect(again.state == .awaitingApproval && again.payments.isEmpty)
        _ = try await bench.peer.press("approve", at: again.approval.unwrapped)
        #expect(try await provider.capture(approval.name, key: RequestKey(wanted.reference, "capture")).state == .captured)
        try await bench.peer.stop()
    }

    @Test("a payment that is on its way opens nothing until it is there, or is refused")
    func pending() async throws {
        for (end, wanted) in [("complete", PaymentTruth.State.completed), ("decline", .failed)] {
            let bench = try await PayPalBench()
            try await bench.peer.control("capture", ["status": "PENDING"])
            let payment = try #require(try await bench.bought().payments.first)
            #expect(payment.state == .pending)
            try await bench.peer.control("captures/\(payment.name)/\(end)")
            #expect(try await bench.provider().payment(payment.name)?.state == wanted)
            try await bench.peer.stop()
        }
    }

    @Test("an amount that is not ours shows: the truth is PayPal's, and the house compares")
    func skewed() async throws {
        let bench = try await PayPalBench()
        try await bench.peer.control("capture", ["skew": "-1.00"])
        let order = try await bench.bought()
        #expect(order.total == PayPalBench.euros(499) && order.payments.map(\.amount) == [PayPalBench.euros(399)])
        try await bench.peer.stop()
    }

    @Test("a refund is paid back once, by parts and whole, and never more than was paid")
    func refunds() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let payment = try #require(try await bench.bought().payments.first)
        let part = RefundRequest(
            reference: PayPalBench.reference("part"), payment: payment.name, amount: PayPalBench.euros(100), note: "Sorry")
        let key = RequestKey(part.reference, "refund")

        try await bench.peer.control("fault", ["operation": "captures.refund", "kind": "lost"])
        await #expect(throws: ProviderFailure.self) { _ = try await provider.refund(part, key: key) }
        let first = try await bench.provider().refund(part, key: key)
        #expect(
            first.amount == part.amount && first.state == .completed && first.reference == part.reference && first.payment == payment.name)
        #expect(try await provider.refund(first.name) == first)
        try await bench.peer.control("clock", ["seconds": 4_000_000])
        #expect(try await bench.provider().refund(part, key: key) == first, "PayPal forgot the key, and our reference is there")

        let rest = RefundRequest(reference: PayPalBench.reference("rest"), payment: payment.name, amount: PayPalBench.euros(399))
        let more = RefundRequest(reference: PayPalBench.reference("more"), payment: payment.name, amount: PayPalBench.euros(1))
        _ = try await bench.provider().refund(rest, key: RequestKey(rest.reference, "refund"))
        do {
            _ = try await bench.provider().refund(more, key: RequestKey(more.reference, "refund"))
            Issue.record("more went back than was paid")
        } catch ProviderFailure.refused(let code, let reference) {
            #expect(code == "CAPTURE_FULLY_REFUNDED" && reference != nil)
        }
        let truth = try await bench.provider().payment(payment.name).unwrapped
        #expect(truth.state == .completed && truth.amount == payment.amount)
        #expect(truth.refunds.map(\.amount.minor).sorted() == [100, 399])
        try await bench.peer.stop()
    }

    @Test(
        "a dispute is seen, and how it ends",
        arguments: [("RESOLVED_BUYER_FAVOUR", DisputeTruth.State.lost), ("RESOLVED_SELLER_FAVOUR", .won)])
    func disputes(outcome: String, wanted: DisputeTruth.State) async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        let payment = try #require(try await bench.bought().payments.first)
        let name = try await bench.peer.control("captures/\(payment.name)/dispute", ["reason": "UNAUTHORISED"]).text("dispute_id").unwrapped

        let open = try await provider.dispute(name).unwrapped
        #expect(open.state == .open && open.payment == payment.name && open.amount == payment.amount && open.settledAt == nil)
        let refund = RefundRequest(reference: PayPalBench.reference("r"), payment: payment.name, amount: payment.amount)
        do {
            _ = try await provider.refund(refund, key: RequestKey(refund.reference, "refund"))
            Issue.record("a disputed payment was paid back")
        } catch ProviderFailure.refused(let code, _) {
            #expect(code == "TRANSACTION_DISPUTED")
        }
        try await bench.peer.control("disputes/\(name)/resolve", ["outcome": .string(outcome)])
        let settled = try await provider.dispute(name).unwrapped
        #expect(settled.state == wanted && settled.settledAt != nil)
        try await bench.peer.stop()
    }

    @Test("what is not there is nothing, and what PayPal cannot do is said")
    func nothing() async throws {
        let bench = try await PayPalBench()
        let provider = try bench.provider()
        for name in ["5O190127TN364715T", "", "../../v1/oauth2/token", "a b", String(repeating: "A", count: 5000)] {
            #expect(try await provider.order(name) == nil)
            #expect(try await provider.payment(name) == nil)
            #expect(try await provider.refund(name) == nil)
            #expect(try await provider.subscription(name) == nil)
            #expect(try await provider.dispute(name) == nil)
            await #expect(throws: ProviderFailure.unknown) { _ = try await provider.capture(name, key: RequestKey("x", "y")) }
        }
        let dinar = try Currency("KWD").unwrapped
        #expect(provider.takes(.eur) && provider.takes(.jpy) && !provider.takes(dinar))
        let dinars = PayPalBench.purchase(total: Money(minor: 1500, dinar))
        await #expect(throws: ProviderFailure.refused(code: "AMOUNT_NOT_SUPPORTED", reference: nil)) {
            _ = try await provider.begin(dinars, key: RequestKey("x", "y"))
        }
        try await bench.peer.stop()
    }

    @Test("yen have no digits behind the point at PayPal, forints neither, and euros have two")
    func amounts() throws {
        let forint = try Currency("HUF").unwrapped
        #expect(PayPalMoney.text(Money(minor: 1200, .jpy)) == "1200" && PayPalMoney.text(Money(minor: 5, .eur)) == "0.05")
        #expect(PayPalMoney.text(Money(minor: 99_900, forint)) == "999" && PayPalMoney.text(Money(minor: 99_950, forint)) == nil)
        #expect(PayPalMoney.text(Money(minor: -1, .eur)) == nil)
        #expect(PayPalMoney.nearest(Money(minor: 42_550, forint)) == Money(minor: 42_600, forint))
        #expect(PayPalMoney.nearest(Money(minor: 42_520, forint)) == Money(minor: 42_500, forint))
        #expect(PayPalMoney.nearest(Money(minor: 255, .eur)) == Money(minor: 255, .eur))
        #expect(PayPalMoney.payable(Money(minor: 169_915, forint)) == Money(minor: 169_900, forint))
        #expect(PayPalMoney.payable(Money(minor: 40, forint)) == Money(minor: 100, forint), "what costs something costs a forint")
        #expect(PayPalMoney.payable(.zero(forint)) == .zero(forint) && PayPalMoney.payable(Money(minor: 7, .jpy)) == Money(minor: 7, .jpy))
        let table: [(String, String, Money?)] = [
            ("9.99", "EUR", Money(minor: 999, .eur)), ("9.9", "EUR", Money(minor: 990, .eur)), ("9", "EUR", Money(minor: 900, .eur)),
            ("9.990", "EUR", Money(minor: 999, .eur)), ("9.991", "EUR", nil), ("1200", "JPY", Money(minor: 1200, .jpy)),
            ("1200.00", "JPY", Money(minor: 1200, .jpy)), ("999", "HUF", Money(minor: 99_900, forint)), ("1e3", "EUR", nil),
            ("", "EUR", nil),
            ("9,99", "EUR", nil), ("９", "EUR", nil), ("1", "XYZ", nil), ("99999999999999999999", "EUR", nil), (".5", "EUR", nil),
        ]
        for (value, code, wanted) in table {
            #expect(PayPalMoney.money(ClaimSet(["value": .string(value), "currency_code": .string(code)])) == wanted, "\(value) \(code)")
        }
        #expect(PayPalMoney.money(ClaimSet(["value": .double(9.99), "currency_code": "EUR"])) == nil)
    }
}
