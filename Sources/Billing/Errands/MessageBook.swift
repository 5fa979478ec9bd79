import KinoraDocuments
import KinoraKernel

/// Messages of providers: taken in at once, followed later.
package struct MessageBook: Sendable {
    let settler: Settler

    private var records: Records<PaymentMessage> { Records(in: settler.store) }

    /// Checks a message and keeps it, unless it is kept already.
    /// - Throws: `MessageRefusal`, `ProviderFailure`; nothing is kept then.
    package func receive(_ message: ProviderMessage, for provider: String) async throws {
        let hint = try await settler.provider(provider).hint(in: message)
        try await keep(hint, provider)
    }

    func keep(_ hint: ProviderHint, _ provider: String) async throws {
        let id = "\(provider).\(Digest(of: Array(hint.id.utf8)).hex)"
        let now = settler.time.now
        let message = PaymentMessage(provider: provider, hint: hint, state: .waiting, receivedAt: now, tries: 0, nextAt: now)
        do {
            _ = try await records.insert(message, id: id)
        } catch StoreError.exists {}
    }

    /// Follows what is due.
    /// - Returns: how many messages were followed.
    @discardableResult
    package func followDue() async throws -> Int {
        var count = 0
        let due: Filter = .and([.equal("state", .string("waiting")), .atMost("nextAt", .date(settler.time.now))])
        for message in try await records.find(Query(due, sort: [.ascending("nextAt")], limit: 200)) {
            do {
                _ = try await follow(message.value.hint.subject, message.value.provider)
                try await records.change(message.id) { $0.state = .done }
                count += 1
            } catch let error as any Complaint {
                try await putOff(message, error.sentence)
            } catch let refusal as BillingRefusal {
                try await putOff(message, "\(refusal)")
            }
        }
        return count
    }

    private func putOff(_ message: Stored<PaymentMessage>, _ reason: String) async throws {
        let now = settler.time.now
        let isOver = try await records.change(message.id) { message in
            message.tries += 1
            message.trouble = reason.onOneLine(atMost: 200)
            message.nextAt = now + PaymentMessage.pause(after: message.tries)
            if message.tries >= PaymentMessage.mostTries { message.state = .givenUp }
            return message.state == .givenUp
        }
        guard isOver else { return }
        try await settler.books.note(
            .messageGivenUp, key: message.id, deal: nil, message.value.provider, "\(message.value.hint.kind): \(reason)")
    }

    /// Reads what a hint names, and books what it says. What is not ours is left alone.
    /// - Returns: how many facts were new.
    func follow(_ subject: ProviderHint.Subject, _ name: String) async throws -> Int {
        let provider = try settler.provider(name)
        switch subject {
        case .order(let order): return try await followOrder(order, name)
        case .subscription(let subscription): return try await followSubscription(subscription, name)
        case .payment(let payment):
            guard let truth = try await provider.payment(payment) else { return 0 }
            return try await follow(truth, name)
        case .refund(let refund):
            guard let truth = try await provider.refund(refund) else { return 0 }
            let news = try await ensure(truth.payment, provider)
            return try await news + settler.books.book(truth, name, settler.turnstile.rules())
        case .dispute(let dispute):
            guard let truth = try await provider.dispute(dispute) else { return 0 }
            let news = try await ensure(truth.payment, provider)
            return try await news + settler.books.book(truth, name, settler.turnstile.rules())
        }
    }

    private func follow(_ truth: PaymentTruth, _ name: String) async throws -> Int {
        var news = 0
        switch truth.purpose {
        case .order(let order): news += try await followOrder(order, name)
        case .subscription(let subscription): news += try await followSubscription(subscription, name)
        case .unknown: news += try await followReference(truth.reference, name)
        }
        let rules = try await settler.turnstile.rules()
        for refund in truth.refunds { news += try await settler.books.book(refund, name, rules) }
        return news
    }

    /// Makes sure that a payment is in the books before what takes from it.
    private func ensure(_ payment: String, _ provider: any PaymentProvider) async throws -> Int {
        if try await settler.books.ledger.entry(LedgerEntry.paymentKey(provider.name, payment)) != nil { return 0 }
        guard let truth = try await provider.payment(payment) else { return 0 }
        return try await follow(truth, provider.name)
    }

    private func followOrder(_ order: String, _ provider: String) async throws -> Int {
        if let found = try await settler.orders.first(Self.known(order, provider)) {
            return try await settler.settle(order: OrderID(found.id))
        }
        // Somebody was killed between the provider's answer and writing it down.
        guard let reference = try await settler.provider(provider).order(order)?.reference,
            let lost = try await settler.orders.read(reference)?.value, lost.provider == provider, lost.providerName == nil
        else { return 0 }
        try await settler.orders.change(reference) { known in
            guard known.providerName == nil else { return }
            known.providerName = order
            if known.state == .begun { known.state = .awaiting }
        }
        return try await settler.settle(order: OrderID(reference))
    }

    private func followSubscription(_ subscription: String, _ provider: String) async throws -> Int {
        if let found = try await settler.subscriptions.first(Self.known(subscription, provider)) {
            return try await settler.settle(subscription: SubscriptionID(found.id))
        }
        guard let reference = try await settler.provider(provider).subscription(subscription)?.reference,
            let lost = try await settler.subscriptions.read(reference)?.value, lost.provider == provider, lost.providerName == nil
        else { return 0 }
        try await settler.subscriptions.change(reference) { known in
            guard known.providerName == nil else { return }
            known.providerName = subscription
            if known.state == .begun { known.state = .awaiting }
        }
        return try await settler.settle(subscription: SubscriptionID(reference))
    }

    private static func known(_ name: String, _ provider: String) -> Filter {
        .and([.equal("providerName", .string(name)), .equal("provider", .string(provider))])
    }

    private func followReference(_ reference: String?, _ provider: String) async throws -> Int {
        guard let reference else { return 0 }
        if try await settler.orders.read(reference)?.value.provider == provider {
            return try await settler.settle(order: OrderID(reference))
        }
        if try await settler.subscriptions.read(reference)?.value.provider == provider {
            return try await settler.settle(subscription: SubscriptionID(reference))
        }
        return 0
    }

    /// Removes messages that are long done.
    func sweep() async throws {
        let old: Filter = .lessThan("receivedAt", .date(settler.time.now - PaymentMessage.memory))
        for message in try await records.find(Query(.and([old, .equal("state", .string("done"))]))) {
            _ = try await records.delete(message.id)
        }
    }
}
