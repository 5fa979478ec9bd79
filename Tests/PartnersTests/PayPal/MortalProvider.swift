import KinoraBilling
import KinoraKernel
import Synchronization

/// The process died.
struct Died: Error {}

/// Counts the moments before and behind each call of a provider, and dies at one of them.
final class Death: Sendable {
    private let left: Mutex<Int?>

    init(at point: Int?) { left = Mutex(point) }

    var hasCome: Bool { left.withLock { $0 == -1 } }

    func point() throws {
        try left.withLock { left in
            guard let count = left else { return }
            left = max(-1, count - 1)
            if count <= 0 { throw Died() }
        }
    }
}

/// PayPal as a process sees it that dies.
struct MortalProvider: PaymentProvider {
    let provider: any PaymentProvider
    let death: Death

    var name: String { provider.name }
    var label: String? { provider.label }
    var abilities: Set<ProviderAbility> { provider.abilities }
    func takes(_ currency: Currency) -> Bool { provider.takes(currency) }
    func payable(_ amount: Money) -> Money { provider.payable(amount) }

    private func call<T>(_ work: () async throws -> T) async throws -> T {
        try death.point()
        let outcome = try await work()
        try death.point()
        return outcome
    }

    func begin(_ purchase: PurchaseRequest, key: RequestKey) async throws -> Approval {
        try await call { try await provider.begin(purchase, key: key) }
    }

    func order(_ name: String) async throws -> OrderTruth? { try await call { try await provider.order(name) } }

    func capture(_ name: String, key: RequestKey) async throws -> OrderTruth {
        try await call { try await provider.capture(name, key: key) }
    }

    func publish(_ terms: RecurringTerms, key: RequestKey) async throws -> String {
        try await call { try await provider.publish(terms, key: key) }
    }

    func begin(_ subscription: SubscriptionRequest, key: RequestKey) async throws -> Approval {
        try await call { try await provider.begin(subscription, key: key) }
    }

    func subscription(_ name: String) async throws -> SubscriptionTruth? { try await call { try await provider.subscription(name) } }
    func activate(_ name: String, reason: String) async throws { try await call { try await provider.activate(name, reason: reason) } }
    func suspend(_ name: String, reason: String) async throws { try await call { try await provider.suspend(name, reason: reason) } }
    func cancel(_ name: String, reason: String) async throws { try await call { try await provider.cancel(name, reason: reason) } }

    func revise(_ name: String, to terms: String, _ back: ReturnAddresses) async throws -> Approval? {
        try await call { try await provider.revise(name, to: terms, back) }
    }

    func payment(_ name: String) async throws -> PaymentTruth? { try await call { try await provider.payment(name) } }

    func refund(_ refund: RefundRequest, key: RequestKey) async throws -> RefundTruth {
        try await call { try await provider.refund(refund, key: key) }
    }

    func refund(_ name: String) async throws -> RefundTruth? { try await call { try await provider.refund(name) } }
    func dispute(_ name: String) async throws -> DisputeTruth? { try await call { try await provider.dispute(name) } }
    func hint(in message: ProviderMessage) async throws -> ProviderHint { try await provider.hint(in: message) }

    func hints(from: Moment, until: Moment) async throws -> [ProviderHint]? {
        try await call { try await provider.hints(from: from, until: until) }
    }
}
