import HTTPTypes
import Hummingbird

/// Lets nothing be changed from another site's page.
///
/// Browsers say where a request comes from: `Sec-Fetch-Site` (W3C Fetch Metadata), or else `Origin`, which they add to every request
/// that changes something. A request that says neither is no browser's form and is refused as well.
struct SameOriginGuard: RouterMiddleware {
    typealias Context = Visitor

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        guard Self.isSafe(request.method) || Self.isSameOrigin(request) else {
            throw Refusal.foreignOrigin
        }
        return try await next(request, context)
    }

    private static func isSafe(_ method: HTTPRequest.Method) -> Bool {
        method == .get || method == .head || method == .options
    }

    private static func isSameOrigin(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite] { return site == "same-origin" }
        guard let origin = request.headers[.origin]?.lowercased(), let authority = request.head.authority?.lowercased() else {
            return false
        }
        return origin == "http://" + authority || origin == "https://" + authority
    }
}
