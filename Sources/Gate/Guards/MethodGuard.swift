import HTTPTypes
import Hummingbird

/// Knows the methods that a router can answer with an honest "not here"; others are told that they are not known (RFC 9110 section 9.1).
struct MethodGuard: RouterMiddleware {
    typealias Context = Visitor

    let programs: ProgramPaths

    static let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        let known = programs.contain(request.uri.path) ? Route.methodsOfPrograms : Self.known
        guard known.contains(request.method) else { throw Refusal.unknownMethod }
        return try await next(request, context)
    }
}
