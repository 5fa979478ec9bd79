import Hummingbird

/// Turns every error into an answer, so that none leaves the building as it is.
struct ProblemGuard: RouterMiddleware {
    typealias Context = Visitor

    let problems: any ProblemAnswer

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        do {
            return try await next(request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return problems.answer(to: error, for: request, from: context)
        }
    }
}
