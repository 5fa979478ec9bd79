import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraWebhooks

/// What the owner's own programs are told.
extension Website {
    var webhookRoutes: [Route] {
        [
            at(.get, .all, showAll), at(.post, .all, add), at(.get, .one, showOne), at(.post, .action, change),
            at(.post, .again, sendAgain),
        ]
    }

    private func at(_ method: HTTPRequest.Method, _ pattern: WebhookPlace.Pattern, _ handler: @escaping Route.Handler) -> Route {
        Route(method, pattern.rawValue, for: .right(.runHouse), Self.keptPrivate(handler))
    }

    private func book() throws -> Webhooks {
        guard let webhooks else { throw Refusal.notFound }
        return webhooks
    }

    private func showAll(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await list(visitor, chosen: Set(EventKind.choices))
    }

    private func list(
        _ visitor: Visitor, secret: String? = nil, typed: String? = nil, chosen: Set<EventKind>, faults: [String] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let page = WebhooksPage(try await book().list(), secret: secret, typed: typed, chosen: chosen, faults: faults, words)
        return try pages.response("webhooks", page, title: words(.webhooks), section: .dashboard, for: visitor, status: status)
    }

    private func add(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        let kinds = Set(EventKind.choices.filter { form[$0.rawValue] != nil })
        let address = form["address"] ?? ""
        do {
            let (_, secret) = try await book().add(address, kinds: kinds)
            return try await list(visitor, secret: secret.text, chosen: Set(EventKind.choices))
        } catch let complaint as WebhookComplaint {
            return try await list(visitor, typed: address, chosen: kinds, faults: [words.said(complaint)], status: .badRequest)
        }
    }

    private func showOne(_ request: Request, _ visitor: Visitor) async throws -> Response { try await show(found(visitor), visitor) }

    private func found(_ visitor: Visitor) async throws -> Stored<Webhook> {
        let id = try visitor.parameters.require("webhook")
        guard let webhook = try await book().hooks.read(id) else { throw Refusal.notFound }
        return webhook
    }

    private func show(
        _ webhook: Stored<Webhook>, _ visitor: Visitor, news: String? = nil, faults: [String] = []
    ) async throws -> Response {
        let page = WebhookPage(webhook, try await book().lately(WebhookID(webhook.id)), news: news, faults: faults, words)
        return try pages.response("webhook", page, title: words(.webhooks), section: .dashboard, for: visitor)
    }

    private func change(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let action = visitor.parameters.get("action").flatMap(WebhookAction.init(rawValue:)) else { throw Refusal.notFound }
        let webhook = try await found(visitor)
        let id = WebhookID(webhook.id)
        switch action {
        case .test:
            let trouble = try await book().test(id)
            return try await show(
                webhook, visitor, news: trouble == nil ? words(.webhookArrived) : nil,
                faults: trouble.map { [words(.webhookNotArrived) + " " + words.said($0.reason)] } ?? [])
        case .on, .off: try await book().turn(id, on: action == .on)
        case .remove:
            try await book().remove(id)
            return goOn(to: WebhookPlace.all.address)
        }
        return goOn(to: WebhookPlace.one(id).address)
    }

    private func sendAgain(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = WebhookID(try await found(visitor).id)
        let delivery = try visitor.parameters.require("delivery")
        guard try await book().deliveries.read(delivery)?.value.webhook == id.rawValue else { throw Refusal.notFound }
        try await book().sendAgain(delivery)
        return goOn(to: WebhookPlace.one(id).address)
    }
}
