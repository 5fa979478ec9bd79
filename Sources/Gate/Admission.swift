import Hummingbird

/// Finds out who asks, and lets in whom a route's rule admits.
package struct Admission: Sendable {
    let doorkeeper: any Doorkeeper
    package let cookie: SessionCookie
    let proxies: ProxyList

    package init(doorkeeper: any Doorkeeper, cookie: SessionCookie = SessionCookie(), proxies: ProxyList = ProxyList()) {
        self.doorkeeper = doorkeeper
        self.cookie = cookie
        self.proxies = proxies
    }

    /// Where a request comes from.
    func origin(of request: Request, _ visitor: Visitor) -> RequestOrigin {
        RequestOrigin(address: proxies.visitor(of: visitor.peer, request.headers), agent: request.headers[.userAgent])
    }

    func principal(of request: Request, from origin: RequestOrigin) async throws -> Principal? {
        try await doorkeeper.principal(token: cookie.token(in: request.headers), from: origin)
    }

    /// The route's handler behind its rule. What goes wrong behind it is answered there, where it is known who asked.
    func guarded(_ route: Route, _ problems: any ProblemAnswer) -> Route.Handler {
        { request, visitor in
            var visitor = visitor
            visitor.admission = self
            visitor.origin = origin(of: request, visitor)
            do {
                if route.rule.looksAtSession { visitor.principal = try await principal(of: request, from: visitor.origin) }
                try route.rule.check(visitor.principal)
                return try await route.handler(request, visitor)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                return problems.answer(to: error, for: request, from: visitor)
            }
        }
    }
}
