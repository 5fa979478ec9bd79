import KinoraDocuments
import KinoraKernel

/// Giving money back.
package struct RefundDesk: Sendable {
    let settler: Settler

    /// So often somebody else may give back something of the same payment while one refund is weighed.
    private static let mostRaces = 20

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
        let part = Refunds.Part(
            reference: token, amount: amount, state: .asked, askedAt: settler.time.now, askedBy: owner, note: note?.onOneLine(atMost: 120))
        let name = String(payment.dropFirst("\(provider)/payment/".count))
        try await ask(part, of: payment, Refunds(provider: provider, payment: name, parts: [], isOpen: false))
        do {
            try await settle(Self.id(payment))
        } catch let failure as ProviderFailure {
            guard case .unavailable = failure else { throw failure }
        }
    }

    /// Writes down that a part shall go back, unless more would go back than was paid.
    ///
    /// 1. The parts are read. 2. The ledger is read behind them: a part is booked before it counts as done, so whatever is not asked any more
    /// stands there. 3. The part is added only where nobody changed the parts in between; else it begins anew. A part that is booked but does
    /// not count as done yet is counted twice for that moment: then too little is given back, never too much.
    private func ask(_ part: Refunds.Part, of payment: String, _ none: Refunds) async throws {
        let id = Self.id(payment)
        for _ in 0..<Self.mostRaces {
            let known = try await refunds.read(id)?.value.parts ?? []
            guard let left = try await left(of: payment) else { throw BillingRefusal.noSuchThing }
            let isAsked = try await refunds.change(id, startingFrom: none) { refunds in
                if refunds.parts.contains(where: { $0.reference == part.reference }) { return true }
                guard refunds.parts == known else { return false }
                let asked = refunds.parts.filter { $0.state == .asked }.reduce(part.amount) { $0 + $1.amount }
                guard asked.minor <= left.minor else { throw BillingRefusal.amount }
                refunds.parts.append(part)
                refunds.isOpen = true
                return true
            }
            if isAsked { return }
        }
        throw BillingRefusal.notNow
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
