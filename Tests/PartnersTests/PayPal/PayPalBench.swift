import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners

/// A house's side of PayPal, its payers and the stand-in.
struct PayPalBench {
    let peer: PayPalStandIn
    let lines = KeptLines()
    let webhook: String
    private let trust: WebhookTrust

    static let back = ReturnAddresses(done: "https://kinora.example/billing/done?row=1", cancelled: "https://kinora.example/billing/no")

    init() async throws {
        peer = try await PayPalStandIn()
        trust = try await peer.authority()
        let client = PayPalClient(try peer.place, try peer.login, time: SystemTime(), log: lines.logger)
        webhook = try await client.registerWebhook("\(peer.url)/nowhere", PayPalProvider.events)
    }

    /// As a process has it that just started: nothing is remembered.
    func provider() throws -> PayPalProvider {
        var limits = PayPalLimits()
        limits.firstPause = .milliseconds(10)
        limits.attempts = 1
        let client = PayPalClient(try peer.place, try peer.login, limits: limits, time: SystemTime(), log: lines.logger)
        return PayPalProvider(client, webhook: webhook, trust: trust, time: SystemTime(), log: lines.logger)
    }

    static func reference(_ text: String) -> String { String((text + "00000000000000000000000000").prefix(26)) }

    static func euros(_ minor: Int64) -> Money { Money(minor: minor, .eur) }

    static func purchase(_ name: String = "purchase", total: Money = euros(499)) -> PurchaseRequest {
        PurchaseRequest(
            reference: reference(name), total: total, tax: TaxRate(millionths: 190_000).within(total), summary: "Harbour Lights",
            house: "Kinora",
            language: "de", back: back)
    }

    static func terms(
        _ name: String = "terms", price: Money = euros(999), phases: [RecurringTerms.Phase] = [], group: String = "plans"
    ) -> RecurringTerms {
        RecurringTerms(
            reference: reference(name), group: reference(group), title: "Kinora every month", phases: phases, interval: .month,
            price: price,
            tax: TaxRate(millionths: 190_000))
    }

    /// A purchase that was agreed to and paid.
    func bought(_ purchase: PurchaseRequest = purchase()) async throws -> OrderTruth {
        let provider = try provider()
        let approval = try await provider.begin(purchase, key: RequestKey(purchase.reference, "begin"))
        _ = try await peer.press("approve", at: approval.address.unwrapped)
        return try await provider.capture(approval.name, key: RequestKey(purchase.reference, "capture"))
    }

    /// A subscription that was agreed to.
    func subscribed(_ terms: RecurringTerms = terms(), name: String = "subscription") async throws -> String {
        let provider = try provider()
        let plan = try await provider.publish(terms, key: RequestKey(terms.reference, "publish"))
        let request = SubscriptionRequest(
            reference: Self.reference(name), terms: plan, summary: terms.title, house: "Kinora", language: "de", back: Self.back)
        let approval = try await provider.begin(request, key: RequestKey(request.reference, "begin"))
        _ = try await peer.press("approve", at: approval.address.unwrapped)
        return approval.name
    }
}
