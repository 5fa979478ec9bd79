import HTTPTypes
import Hummingbird

/// Lets nothing be changed from another site's page.
///
/// Browsers say where a request comes from: `Sec-Fetch-Site` (W3C Fetch Metadata), or else `Origin`, which they add to every request
/// that changes something. A request that says neither is no browser's form and is refused as well.
///
/// Only where programs show a token is silence taken for what it is: no browser. There a cookie opens nothing, so a foreign page has
/// nothing to borrow; what a browser sends from another site is refused there too, because browsers keep passwords of HTTP Basic.
struct SameOriginGuard: RouterMiddleware {
    typealias Context = Visitor

    let programs: ProgramPaths
    /// Paths at which other companies' programs, and pages that come from them, prove themselves by what they send (`AccessRule.signature`).
    var signed: Set<String> = []

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        let isFine =
            Self.isSafe(request.method) || Self.isSameOrigin(request)
            || (programs.contain(request.uri.path) && Self.saysNothing(request)) || signed.contains(request.uri.path)
        guard isFine else {
            throw Refusal.foreignOrigin
        }
        return try await next(request, context)
    }

    private static func isSafe(_ method: HTTPRequest.Method) -> Bool {
        method == .get || method == .head || method == .options
    }

    private static func saysNothing(_ request: Request) -> Bool {
        request.headers[.secFetchSite] == nil && request.headers[.origin] == nil
    }

    private static func isSameOrigin(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite] { return site == "same-origin" }
        guard let origin = request.headers[.origin]?.lowercased(), let authority = request.head.authority?.lowercased() else {
            return false
        }
        return origin == "http://" + authority || origin == "https://" + authority
    }
}
