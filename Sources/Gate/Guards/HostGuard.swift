import Hummingbird

/// Answers only to the server's own names.
struct HostGuard: RouterMiddleware {
    typealias Context = Visitor

    let hosts: AllowedHosts

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        guard hosts.admits(request.head.authority) else {
            throw Refusal.foreignHost
        }
        return try await next(request, context)
    }
}
