import KinoraDocuments
import KinoraKernel

/// Giving money back.
package struct RefundDesk: Sendable {
    let settler: Settler

    private var refunds: Records<Refunds> { Records(in: settler.store) }

    /// What is left of a payment.
    package func left(of payment: String) async throws -> Money? {
        guard let whole = try await settler.books.ledger.entry(payment)?.amount else { return nil }
        let entries = try await settler.books.ledger.entries(ofPayment: payment)
        return entries.compactMap { $0.kind == .payment ? nil : $0.amount }.reduce(whole, +)
    }

    /// Gives a payment back, or a part of it: written first, then asked of the provider.
    /// - Parameters:
    ///   - payment: the key of its entry.
    ///   - token: the same for the same wish, however often its form is sent: 26 characters.
    package func refund(_ payment: String, _ amount: Money, token: String, by owner: String, note: String?) async throws {
        guard let entry = try await settler.books.ledger.entry(payment), entry.kind == .payment, let whole = entry.amount,
            let provider = entry.provider, amount.currency == whole.currency, amount.minor > 0
        else { throw BillingRefusal.noSuchThing }
        guard settler.providers[provider]?.abilities.contains(.refunds) == true else { throw BillingRefusal.notNow }
        guard let left = try await left(of: payment) else { throw BillingRefusal.noSuchThing }
        let name = String(payment.dropFirst("\(provider)/payment/".count))
        let now = settler.time.now
        let elsewhere = whole - left
        try await refunds.change(Self.id(payment), startingFrom: Refunds(provider: provider, payment: name, parts: [], isOpen: false)) {
            refunds in
            if refunds.parts.contains(where: { $0.reference == token }) { return }
            let asked = refunds.parts.filter { $0.state == .asked }.reduce(Money.zero(whole.currency)) { $0 + $1.amount }
            guard (elsewhere + asked + amount).minor <= whole.minor else { throw BillingRefusal.amount }
            refunds.parts.append(
                Refunds.Part(
                    reference: token, amount: amount, state: .asked, askedAt: now, askedBy: owner, note: note?.onOneLine(atMost: 120)))
            refunds.isOpen = true
        }
        do {
            try await settle(Self.id(payment))
        } catch let failure as ProviderFailure {
            guard case .unavailable = failure else { throw failure }
        }
    }

    /// Asks the provider for what was asked of us.
    func settle(_ id: String) async throws {
        guard let refunds = try await refunds.read(id)?.value, let provider = settler.providers[refunds.provider] else { return }
        let rules = try await settler.turnstile.rules()
        for part in refunds.parts where part.state == .asked {
            do {
                let request = RefundRequest(reference: part.reference, payment: refunds.payment, amount: part.amount, note: part.note)
                let truth = try await provider.refund(request, key: RequestKey(part.reference, "refund"))
                _ = try await settler.books.book(truth, refunds.provider, rules)
                switch truth.state {
                case .completed: try await note(part, .done, in: id)
                case .failed: try await note(part, .refused, in: id)
                case .pending: break
                }
            } catch let failure as ProviderFailure {
                switch failure {
                case .unavailable, .notSetUp: throw failure
                case .notApproved, .declined, .refused, .unknown:
                    try await note(part, .refused, in: id)
                    try await settler.books.note(.refused, key: part.reference, deal: nil, refunds.provider, failure.sentence)
                    throw failure
                }
            }
        }
    }

    private func note(_ part: Refunds.Part, _ state: Refunds.Part.State, in id: String) async throws {
        try await refunds.change(id) { refunds in
            if let place = refunds.parts.firstIndex(where: { $0.reference == part.reference }) { refunds.parts[place].state = state }
            refunds.isOpen = refunds.parts.contains { $0.state == .asked }
        }
    }

    /// Everything whose outcome is not known.
    func settleOpen() async throws {
        for try await refund in refunds.all(.equal("isOpen", true)) { try await settle(refund.id) }
    }

    static func id(_ payment: String) -> String { Digest(of: Array(payment.utf8)).hex }
}
