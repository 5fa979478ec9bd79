import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraGate
import KinoraKernel
import NIOCore

/// What the account's pages have in common.
extension Website {
    func at(
        _ method: HTTPRequest.Method, _ pattern: AccountPlace.Pattern, for rule: AccessRule, _ handler: @escaping Route.Handler
    ) -> Route {
        Route(method, pattern.rawValue, for: rule, Self.keptPrivate(handler))
    }

    /// Nothing of an account stays in a cache, and no address of it goes elsewhere.
    static func keptPrivate(_ handler: @escaping Route.Handler) -> Route.Handler {
        { request, visitor in
            var response = try await handler(request, visitor)
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    /// The fields of a form that was sent.
    /// - Throws: `Refusal.badRequest` for everything that no form of ours sends.
    func form(_ request: Request) async throws -> FormFields {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        let bytes = try await request.body.collect(upTo: Visitor.mostBodyBytes)
        guard bytes.readableBytes == 0 || type.hasPrefix("application/x-www-form-urlencoded") else { throw Refusal.badRequest }
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
            throw Refusal.badRequest
        }
        return try FormFields(strict: text)
    }

    func show(_ page: FormPage, _ visitor: Visitor, status: HTTPResponse.Status = .ok, section: Scene.Section = .none) throws -> Response {
        try pages.response("account/form", page.focused(), title: page.heading, section: section, for: visitor, status: status)
    }

    func show(_ page: NotePage, _ visitor: Visitor, status: HTTPResponse.Status = .ok) throws -> Response {
        try pages.response("account/note", page, title: page.heading, section: .none, for: visitor, status: status)
    }

    /// To another page of ours, by GET (RFC 9110 section 15.4.4).
    func goOn(to address: String, _ cookies: [HTTPField] = []) -> Response {
        var fields: HTTPFields = [.location: address, .cacheControl: "no-store"]
        fields.append(contentsOf: cookies)
        return Response(status: .seeOther, headers: fields)
    }

    /// Where a visitor wants to go on.
    func next(_ request: Request) -> LocalPath? { LocalPath(FormFields(request.uri.query)["next"]) }

    /// The device that a request comes from.
    func device(_ request: Request, _ visitor: Visitor) -> DeviceSighting {
        DeviceSighting(
            agent: visitor.origin.agent, address: visitor.origin.address, token: visitor.sessionCookie.value(.device, in: request.headers))
    }

    /// The cookies of somebody who came in.
    func cookies(of arrival: Arrival, _ visitor: Visitor) -> [HTTPField] {
        let cookie = visitor.sessionCookie
        return [
            cookie.field(.session, arrival.token, seconds: Int(accounts.sessions.life.whole.inSeconds)),
            cookie.field(.device, arrival.device, seconds: Self.deviceSeconds), cookie.removal(.step),
        ]
    }

    /// Browsers keep no cookie for longer than 400 days (RFC 6265's successor draft, section 5.5).
    private static let deviceSeconds = 400 * 86_400
}

extension HTTPFields {
    mutating func append(contentsOf fields: [HTTPField]) {
        for field in fields { append(field) }
    }
}
