import Hummingbird

/// Asks whoever comes when too much is open already to come again in a moment (503): each who is let in then would wait for seconds, and take memory
/// meanwhile. Pieces of films that are at hand do not pass here, so whoever watches goes on watching.
struct CrowdGuard: RouterMiddleware {
    typealias Context = Visitor

    /// Requests that may be open at once. Pages take some hundredths of a second of a core.
    static let most = 500
    private static let pause = 2

    let meter: RequestMeter

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        guard meter.open <= Self.most else { throw Refusal.busy(seconds: Self.pause) }
        return try await next(request, context)
    }
}
