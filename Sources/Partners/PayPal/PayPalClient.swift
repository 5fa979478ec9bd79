import KinoraDocuments
import KinoraKernel
import Logging

/// PayPal's REST API, as far as the house needs it: one method for each operation. Answers come as they are, to be read without trust.
///
/// What is made is made with a key of the caller's, stored before: repeated, it is the same thing. What changes a state (suspend, cancel,
/// activate, revise) takes none; read the state first.
package struct PayPalClient: Sendable {
    let place: PayPalPlace
    let limits: PayPalLimits
    let wire: PayPalWire

    package init(_ place: PayPalPlace, _ login: PayPalLogin, limits: PayPalLimits = PayPalLimits(), time: any TimeSource, log: Logger) {
        self.place = place
        self.limits = limits
        wire = PayPalWire(place, login, limits, time, log)
    }

    /// Whether PayPal lets the house in.
    /// - Throws: `PayPalFailure`, `CancellationError`.
    package func check() async throws { try await wire.checkToken() }

    func body(_ request: PayPalRequest) async throws -> ClaimSet { try await wire.send(request).body }

    /// - Returns: nil where PayPal knows nothing of it, and for names that none of its things have.
    func found(_ operation: String, _ folder: String, _ name: String, _ query: [(String, String)] = []) async throws -> ClaimSet? {
        guard Self.isName(name) else { return nil }
        do {
            return try await body(.get(operation, "\(folder)/\(name)", query))
        } catch PayPalFailure.unknown {
            return nil
        }
    }

    /// PayPal's names of things: letters, digits and hyphens. Others are not even asked for.
    static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[A-Za-z0-9-]{1,60}/) != nil }

    static func part(_ name: String) throws -> String {
        guard isName(name) else { throw PayPalFailure.unknown(debugID: nil) }
        return name
    }

    /// The address of a relation; nil where there is none.
    static func link(_ relations: Set<String>, in body: ClaimSet) -> String? {
        guard case .array(let links)? = body.fields["links"] else { return nil }
        return links.prefix(50).lazy.compactMap { ClaimSet($0) }
            .first { link in link.text("rel").map(relations.contains) ?? false }?.text("href")
    }
}

// MARK: - Orders, captures, refunds, disputes

extension PayPalClient {
    func createOrder(_ order: Value, key: String) async throws -> ClaimSet {
        try await body(.post("orders.create", "/v2/checkout/orders", order, key: key))
    }

    func order(_ name: String) async throws -> ClaimSet? { try await found("orders.get", "/v2/checkout/orders", name) }

    func captureOrder(_ name: String, key: String) async throws -> ClaimSet {
        try await body(.post("orders.capture", "/v2/checkout/orders/\(Self.part(name))/capture", key: key))
    }

    func capture(_ name: String) async throws -> ClaimSet? { try await found("captures.get", "/v2/payments/captures", name) }

    /// - Parameter refund: `amount`; empty for all that is left.
    func refundCapture(_ name: String, _ refund: Value, key: String) async throws -> ClaimSet {
        try await body(.post("captures.refund", "/v2/payments/captures/\(Self.part(name))/refund", refund, key: key))
    }

    func refund(_ name: String) async throws -> ClaimSet? { try await found("refunds.get", "/v2/payments/refunds", name) }

    func dispute(_ name: String) async throws -> ClaimSet? { try await found("disputes.get", "/v1/customer/disputes", name) }
}

// MARK: - Products, plans, subscriptions

extension PayPalClient {
    func product(_ name: String) async throws -> ClaimSet? { try await found("products.get", "/v1/catalogs/products", name) }

    func createProduct(_ product: Value, key: String) async throws -> ClaimSet {
        try await body(.post("products.create", "/v1/catalogs/products", product, key: key))
    }

    func createPlan(_ plan: Value, key: String) async throws -> ClaimSet {
        try await body(.post("plans.create", "/v1/billing/plans", plan, key: key))
    }

    func plan(_ name: String) async throws -> ClaimSet? { try await found("plans.get", "/v1/billing/plans", name) }

    /// All plans of a product, within `PayPalLimits.pages` pages.
    func plans(of product: String) async throws -> [ClaimSet] {
        var plans: [ClaimSet] = []
        for page in 1...limits.pages {
            let query = [("product_id", product), ("page_size", "20"), ("page", String(page)), ("total_required", "true")]
            let answer = try await body(.get("plans.list", "/v1/billing/plans", query))
            guard case .array(let items)? = answer.fields["plans"], !items.isEmpty else { break }
            plans += items.compactMap { ClaimSet($0) }
            if let pages = answer.whole("total_pages"), pages <= page { break }
        }
        return plans
    }

    func activatePlan(_ name: String) async throws {
        _ = try await body(.post("plans.activate", "/v1/billing/plans/\(Self.part(name))/activate"))
    }

    func deactivatePlan(_ name: String) async throws {
        _ = try await body(.post("plans.deactivate", "/v1/billing/plans/\(Self.part(name))/deactivate"))
    }

    func createSubscription(_ subscription: Value, key: String) async throws -> ClaimSet {
        try await body(.post("subscriptions.create", "/v1/billing/subscriptions", subscription, key: key))
    }

    func subscription(_ name: String) async throws -> ClaimSet? {
        try await found("subscriptions.get", "/v1/billing/subscriptions", name)
    }

    /// - Parameter errand: `suspend`, `activate` or `cancel`.
    func change(_ name: String, _ errand: String, reason: String) async throws {
        let path = "/v1/billing/subscriptions/\(try Self.part(name))/\(errand)"
        let reason = String(reason.onOneLine(atMost: 127).prefix(128))
        _ = try await body(.post("subscriptions.\(errand)", path, ["reason": .string(reason.isEmpty ? "-" : reason)]))
    }

    func revise(_ name: String, _ revision: Value) async throws -> ClaimSet {
        try await body(.post("subscriptions.revise", "/v1/billing/subscriptions/\(Self.part(name))/revise", revision))
    }

    /// Takes what is owed from failed payments.
    func captureOutstanding(_ name: String, _ amount: Value, note: String, key: String) async throws -> ClaimSet {
        let wanted: Value = ["note": .string(note), "capture_type": "OUTSTANDING_BALANCE", "amount": amount]
        return try await body(.post("subscriptions.capture", "/v1/billing/subscriptions/\(Self.part(name))/capture", wanted, key: key))
    }

    func transactions(of name: String, from: Moment, until: Moment) async throws -> [ClaimSet] {
        let query = [("start_time", from.iso8601), ("end_time", until.iso8601)]
        let path = "/v1/billing/subscriptions/\(try Self.part(name))/transactions"
        let answer = try await body(.get("subscriptions.transactions", path, query))
        guard case .array(let items)? = answer.fields["transactions"] else { return [] }
        return items.compactMap { ClaimSet($0) }
    }
}

// MARK: - Webhooks

extension PayPalClient {
    /// - Parameter url: https, port 443.
    /// - Returns: the webhook's id, without which no message can be verified.
    package func registerWebhook(_ url: String, _ events: [String]) async throws -> String {
        let types = events.map { Value.object(["name": .string($0)]) }
        let request = PayPalRequest.post(
            "webhooks.post", "/v1/notifications/webhooks", ["url": .string(url), "event_types": .array(types)])
        guard let id = try await body(request).text("id"), Self.isName(id) else {
            throw PayPalFailure.unreadable(reason: "the webhook has no id")
        }
        return id
    }

    /// - Returns: id and address of each.
    package func webhooks() async throws -> [(id: String, url: String)] {
        let answer = try await body(.get("webhooks.list", "/v1/notifications/webhooks"))
        guard case .array(let items)? = answer.fields["webhooks"] else { return [] }
        return items.prefix(100).compactMap { item in
            guard let webhook = ClaimSet(item), let id = webhook.text("id"), let url = webhook.text("url") else { return nil }
            return (id, url)
        }
    }

    package func deleteWebhook(_ id: String) async throws {
        _ = try await body(
            PayPalRequest(operation: "webhooks.delete", method: .delete, path: "/v1/notifications/webhooks/\(Self.part(id))"))
    }

    /// The events of the last time, newest first; PayPal keeps them for 30 days.
    func events(from: Moment, until: Moment) async throws -> [ClaimSet] {
        let query = [("page_size", "300"), ("start_time", from.iso8601), ("end_time", until.iso8601)]
        let answer = try await body(.get("webhooks-events.list", "/v1/notifications/webhooks-events", query))
        guard case .array(let items)? = answer.fields["events"] else { return [] }
        return items.compactMap { ClaimSet($0) }
    }

    /// Asks PayPal itself whether it sent a message. The event goes there byte for byte: read and written anew it would be another.
    func verifies(_ message: WebhookMessage, webhook: String) async throws -> Bool {
        let told: Value = [
            "auth_algo": .string(message.algorithm), "cert_url": .string(message.certificate), "transmission_id": .string(message.id),
            "transmission_sig": .string(message.signature), "transmission_time": .string(message.time), "webhook_id": .string(webhook),
        ]
        var request = PayPalRequest.post("verify-webhook-signature", "/v1/notifications/verify-webhook-signature")
        request.body = told.jsonBytes.dropLast() + Array(#","webhook_event":"#.utf8) + message.body + [UInt8(ascii: "}")]
        return try await body(request).text("verification_status") == "SUCCESS"
    }
}
