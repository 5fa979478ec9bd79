import HTTPTypes
import Hummingbird

/// Knows the methods that a router can answer with an honest "not here"; others are told that they are not known (RFC 9110 section 9.1).
///
/// What programs use knows TRACE as well, in order to refuse it like any other method that a resource does not have.
struct MethodGuard: RouterMiddleware {
    typealias Context = Visitor

    let programs: ProgramPaths

    static let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        guard Self.known.contains(request.method) || (request.method == .trace && programs.contain(request.uri.path)) else {
            throw Refusal.unknownMethod
        }
        return try await next(request, context)
    }
}
