import Foundation
import KinoraDocuments
import KinoraKernel

extension Webhooks {
    /// Beyond the courier's patience: writing down what became of a message.
    private static let allowance = Duration.seconds(60)
    /// The time between two looks when nobody rings: messages of other processes, and those that were put off.
    private static let pause = Duration.seconds(5)
    private static let sweepEvery = Duration.seconds(3600)
    /// So many are sent at once: one address that does not answer keeps no other waiting.
    private static let atOnce = 4

    /// Sends what is due until its task is cancelled.
    /// - Parameter tell: hears of what does not arrive.
    package func run(_ tell: @escaping @Sendable (WebhookNews) -> Void) async throws {
        var swept: Moment?
        var told: String?
        while true {
            let rung = bell.withState { $0 }
            do {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<Self.atOnce {
                        group.addTask { while let news = try await deliverNext() { tell(news) } }
                    }
                    try await group.waitForAll()
                }
                if swept.map({ time.now.since($0) >= Self.sweepEvery }) ?? true {
                    try await sweep()
                    swept = time.now
                }
                told = nil
            } catch let error as StoreError {
                if told != error.sentence { tell(.trouble(error.sentence)) }
                told = error.sentence
            }
            await bell.wait(atMost: Self.pause) { $0 != rung }
            try Task.checkCancellation()
        }
    }

    /// Sends the message that has been due for longest.
    /// - Returns: nil where none is due.
    package func deliverNext() async throws -> WebhookNews? {
        let now = time.now
        let due: Filter = .and([.equal("state", .string(WebhookDelivery.State.waiting.rawValue)), .atMost("nextAt", .date(now))])
        guard
            let taken = try await deliveries.findAndModify(
                Query(due, sort: [.ascending("nextAt")], limit: 1),
                [.set("nextAt", .date(now + courier.patience + Self.allowance)), .increment("attempts", by: 1)])
        else { return nil }
        guard let webhook = try await hooks.read(taken.value.webhook), webhook.value.isOn else {
            return try await note(.givenUp(CourierTrouble(status: nil, reason: "The webhook was turned off or removed.")), of: taken)
        }
        if let rest = webhook.value.restsUntil, rest > now { return try await wait(taken, until: rest) }
        let trouble = try await attempt(taken.value, named: taken.id, to: webhook)
        let fate = trouble.map { DeliveryFate.after($0, attempt: taken.value.attempts, at: time.now) } ?? .delivered
        let news = try await note(fate, of: taken)
        if trouble != nil || webhook.value.failingSince != nil { try await note(trouble, of: WebhookID(webhook.id)) }
        return news
    }

    /// - Returns: why it did not arrive; nil where it did.
    func attempt(_ delivery: WebhookDelivery, named name: String, to webhook: Stored<Webhook>) async throws -> CourierTrouble? {
        guard let bytes = keys.open(webhook.value.sealed, for: .webhooks) else {
            return CourierTrouble(
                status: nil, reason: "Its secret cannot be opened: the house's keys are others now. Remove and add it again.")
        }
        let seconds = time.now.milliseconds / 1000
        let signature = SigningSecret(bytes: bytes).signature(of: delivery.body, id: name, at: seconds)
        do {
            try await courier.carry(
                SignedMessage(id: name, timestamp: seconds, signature: signature, body: delivery.body), to: webhook.value.endpoint)
            return nil
        } catch let trouble as CourierTrouble {
            return trouble
        }
    }

    /// Leaves it for later without an attempt: the address did not answer a moment ago.
    private func wait(_ taken: Stored<WebhookDelivery>, until rest: Moment) async throws -> WebhookNews? {
        var delivery = taken.value
        delivery.nextAt = rest
        delivery.attempts -= 1
        try await write(delivery, over: taken)
        return .putOff(taken.value.kind, until: rest, reason: "its address did not take the one before")
    }

    private func note(_ fate: DeliveryFate, of taken: Stored<WebhookDelivery>) async throws -> WebhookNews {
        var delivery = taken.value
        let news: WebhookNews
        switch fate {
        case .delivered:
            delivery.end(.delivered)
            delivery.deliveredAt = time.now
            news = .delivered(delivery.kind)
        case .putOff(let until, let trouble):
            (delivery.nextAt, delivery.status) = (until, trouble.status)
            delivery.say(trouble)
            news = .putOff(delivery.kind, until: until, reason: trouble.reason.english)
        case .givenUp(let trouble):
            delivery.status = trouble.status
            delivery.end(.givenUp, trouble)
            news = .givenUp(delivery.kind, reason: trouble.reason.english)
        }
        try await write(delivery, over: taken)
        return news
    }

    /// Whoever took it meanwhile, or removed it, knows better.
    private func write(_ delivery: WebhookDelivery, over taken: Stored<WebhookDelivery>) async throws {
        do {
            _ = try await deliveries.replace(taken.id, with: delivery, ifMatch: taken.etag)
        } catch StoreError.changed, StoreError.missing {}
    }

    /// What an attempt says of the address.
    private func note(_ trouble: CourierTrouble?, of id: WebhookID) async throws {
        let now = time.now
        do {
            try await hooks.change(id.rawValue) { webhook in
                guard let trouble else {
                    (webhook.failingSince, webhook.restsUntil) = (nil, nil)
                    return
                }
                let since = webhook.failingSince ?? now
                webhook.failingSince = since
                webhook.restsUntil = now + Self.rest(failingFor: now.since(since))
                guard trouble.isGone || now.since(since) >= Self.patience else { return }
                webhook.isOn = false
                let explained: Explanation =
                    trouble.isGone
                    ? "It answered that it wants no more messages (410)." : "No message arrived for five days. \(trouble.reason)"
                webhook.explained = explained.onOneLine()
                webhook.reason = webhook.explained?.english
            }
        } catch StoreError.missing {
            // It was removed meanwhile.
        }
    }

    /// How long an address is left alone that does not answer: a tenth of the time for which it has not, between five seconds and ten minutes.
    static func rest(failingFor duration: Duration) -> Duration { min(max(duration / 10, .seconds(5)), .seconds(600)) }

    /// Forgets what was delivered or given up long ago.
    func sweep() async throws {
        let ended: Filter = .notEqual("state", .string(WebhookDelivery.State.waiting.rawValue))
        let old = deliveries.all(.and([ended, .lessThan("updatedAt", .date(time.now - Self.memory))]))
        for try await delivery in old { _ = try await deliveries.delete(delivery.id) }
    }
}

/// What became of a message, for the log.
package enum WebhookNews: Hashable, Sendable {
    case delivered(EventKind)
    case putOff(EventKind, until: Moment, reason: String)
    case givenUp(EventKind, reason: String)
    /// The documents cannot be read or written.
    case trouble(String)
}
