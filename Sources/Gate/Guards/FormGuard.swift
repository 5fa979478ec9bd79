import HTTPTypes
import Hummingbird

/// Reads every form that is sent, whole and without mercy, before anything is done: what no page of ours sends changes nothing, also where the
/// handler would not look at it.
struct FormGuard: RouterMiddleware {
    typealias Context = Visitor

    let programs: ProgramPaths

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard request.method == .post, !programs.contain(request.uri.path), type.hasPrefix("application/x-www-form-urlencoded") else {
            return try await next(request, context)
        }
        let bytes = try await request.body.collect(upTo: Visitor.mostBodyBytes)
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else { throw Refusal.badRequest }
        _ = try FormFields(strict: text)
        var checked = request
        checked.body = RequestBody(buffer: bytes)
        return try await next(checked, context)
    }
}
