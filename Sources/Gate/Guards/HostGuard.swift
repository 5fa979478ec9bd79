import Hummingbird

/// Answers only to the server's own names.
struct HostGuard: RouterMiddleware {
    typealias Context = Visitor

    let hosts: AllowedHosts

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        guard hosts.admits(request.head.authority) else {
            throw Refusal(
                .misdirectedRequest,
                "This server answers to this machine's own names only, such as http://localhost. Open it under one of these.")
        }
        return try await next(request, context)
    }
}
