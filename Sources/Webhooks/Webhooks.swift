import KinoraDocuments
import KinoraKernel

/// What the owner's own programs are told of the house: addresses, and the messages that go there, kept as documents until they arrived,
/// whatever happens to the process.
///
/// 1. `announce` writes one delivery for each webhook that wants to hear of an event; twice told, it is written once.
/// 2. `run` sends what is due. Taking a delivery sets its next attempt ahead by more than an attempt lasts, in one step: of several servers
///    that share the documents, one sends it.
/// 3. Who is killed between sending and noting makes the message be sent once more, under the same name (`webhook-id`).
package struct Webhooks: Sendable {
    /// An owner has a handful of programs.
    package static let most = 20
    /// No more messages may wait for one webhook than these; what comes on top is lost.
    static let mostWaiting = 10_000
    /// For how long it is kept what became of a message.
    package static let memory = Duration.seconds(60 * 24 * 3600)
    /// What happened longer ago is told nobody: `memory` would not keep it from being told twice.
    static let oldest = Duration.seconds(30 * 24 * 3600)
    /// A webhook that nothing reached for so long is turned off.
    static let patience = Duration.seconds(5 * 24 * 3600)

    package let hooks: Records<Webhook>
    package let deliveries: Records<WebhookDelivery>
    let keys: HouseKeys
    let time: any TimeSource
    let courier: any Courier
    let bell = Bell(0)

    package init(store: any DocumentStore, keys: HouseKeys, time: any TimeSource, courier: any Courier) {
        hooks = Records(in: store)
        deliveries = Records(in: store)
        self.keys = keys
        self.time = time
        self.courier = courier
    }

    /// What belongs to a house.
    package static let schemas = [Webhook.schema, WebhookDelivery.schema]

    // MARK: - The owner's word

    /// All of them, the oldest first.
    package func list() async throws -> [Stored<Webhook>] {
        try await hooks.find(Query(limit: Self.most)).sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// - Returns: the new one, and its secret, which is not shown again.
    /// - Throws: `WebhookComplaint`.
    package func add(_ address: String, kinds: Set<EventKind>) async throws -> (Stored<Webhook>, SigningSecret) {
        try courier.check(address)
        let wanted = EventKind.choices.filter(kinds.contains)
        guard !wanted.isEmpty else { throw WebhookComplaint.nothingToTell }
        guard try await hooks.count() < Self.most else { throw WebhookComplaint.tooMany(Self.most) }
        let secret = SigningSecret.make()
        let webhook = Webhook(endpoint: address, kinds: wanted, sealed: try keys.seal(secret.bytes, for: .webhooks))
        do {
            return (try await hooks.insert(webhook), secret)
        } catch StoreError.notUnique {
            throw WebhookComplaint.addressTaken
        }
    }

    /// Finds one by its name's beginning.
    /// - Throws: `WebhookComplaint.unknown`, `.ambiguous`.
    package func find(_ beginning: String) async throws -> Stored<Webhook> {
        let found = try await list().filter { !beginning.isEmpty && $0.id.hasPrefix(beginning) }
        guard let first = found.first else { throw WebhookComplaint.unknown(beginning) }
        guard found.count == 1 else { throw WebhookComplaint.ambiguous(beginning) }
        return first
    }

    /// Removes it and what waits for it.
    package func remove(_ id: WebhookID) async throws {
        _ = try await hooks.delete(id.rawValue)
        for try await delivery in deliveries.all(.equal("webhook", .string(id.rawValue))) { _ = try await deliveries.delete(delivery.id) }
    }

    /// Turns it on, also after it was turned off because nothing reached it, or off. What happens meanwhile is not told later.
    package func turn(_ id: WebhookID, on isOn: Bool) async throws {
        try await hooks.change(id.rawValue) { webhook in
            webhook.isOn = isOn
            (webhook.reason, webhook.explained, webhook.failingSince, webhook.restsUntil) = (nil, nil, nil, nil)
        }
        bell.ring { $0 += 1 }
    }

    /// Sends a message that says nothing, now and once, to show whether messages arrive.
    /// - Returns: why it did not; nil where it did.
    package func test(_ id: WebhookID) async throws -> CourierTrouble? {
        guard let webhook = try await hooks.read(id.rawValue) else { throw WebhookComplaint.unknown(id.rawValue) }
        let event = Event(.test, key: RandomToken.make(), at: time.now, data: [:])
        var delivery = WebhookDelivery(event, to: id.rawValue, at: time.now)
        delivery.attempts = 1
        let outcome = try await attempt(delivery, named: Self.name(event, for: id.rawValue), to: webhook)
        delivery.end(outcome == nil ? .delivered : .givenUp, outcome)
        delivery.status = outcome?.status
        delivery.deliveredAt = outcome == nil ? time.now : nil
        _ = try await deliveries.insert(delivery, id: Self.name(event, for: id.rawValue))
        return outcome
    }

    /// Sends a message again that was given up.
    package func sendAgain(_ delivery: String) async throws {
        let now = time.now
        try await deliveries.change(delivery) { delivery in
            guard delivery.state == .givenUp else { return }
            (delivery.state, delivery.attempts, delivery.nextAt) = (.waiting, 0, now)
        }
        bell.ring { $0 += 1 }
    }

    /// What was sent lately, or waits, the newest first.
    package func lately(_ id: WebhookID, atMost most: Int = 50) async throws -> [Stored<WebhookDelivery>] {
        try await deliveries.find(
            Query(.equal("webhook", .string(id.rawValue)), sort: [.descending("happenedAt")], limit: most))
    }

    // MARK: - What happens

    /// Tells everybody who wants to hear of it, from the moment on when they were added.
    /// - Returns: how many messages had no place any more.
    package func announce(_ events: [Event]) async throws -> Int {
        let now = time.now
        let young = events.filter { now.since($0.at) < Self.oldest }
        guard !young.isEmpty else { return 0 }
        var lost = 0
        for webhook in try await list() where webhook.value.isOn {
            for event in young where webhook.value.kinds.contains(event.kind) && event.at >= webhook.createdAt {
                if try await !write(event, for: webhook.id, at: now) { lost += 1 }
            }
        }
        bell.ring { $0 += 1 }
        return lost
    }

    private func write(_ event: Event, for webhook: String, at now: Moment) async throws -> Bool {
        let name = Self.name(event, for: webhook)
        guard try await deliveries.read(name) == nil else { return true }
        let waiting: Filter = .and([
            .equal("state", .string(WebhookDelivery.State.waiting.rawValue)), .equal("webhook", .string(webhook)),
        ])
        guard try await deliveries.count(waiting) < Self.mostWaiting else { return false }
        do {
            _ = try await deliveries.insert(WebhookDelivery(event, to: webhook, at: now), id: name)
        } catch StoreError.exists {
            // Another server was told of the same.
        }
        return true
    }

    /// The same for the same event, whoever tells of it.
    static func name(_ event: Event, for webhook: String) -> String {
        "msg_" + Digest(of: Array("\(webhook)\n\(event.kind.rawValue)\n\(event.key)".utf8)).hex.prefix(32)
    }
}
