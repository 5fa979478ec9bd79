import HTTPTypes
import Hummingbird

/// Refuses at once what announces itself as too large. Handlers read bodies up to the same bound, announced or not.
struct BodyLimit: RouterMiddleware {
    typealias Context = Visitor

    let programs: ProgramPaths

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        let path = request.uri.path
        let most =
            programs.contain(path)
            ? Visitor.mostProgramBodyBytes : Uploads.contain(path) ? Visitor.mostUploadBytes : Visitor.mostBodyBytes
        if let announced = request.headers[.contentLength], (Int(announced) ?? .max) > most {
            throw Refusal.tooLarge
        }
        return try await next(request, context)
    }
}
