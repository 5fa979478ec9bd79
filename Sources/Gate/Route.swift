import HTTPTypes
import Hummingbird

/// One thing that can be asked of the server: how, where, and by whom.
///
/// Routes are values, so that a test can walk all of them. A route without a rule does not compile.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Request, Visitor) async throws -> Response

    package let method: HTTPRequest.Method
    /// Captures are written `{name}`, everything below a folder `**`.
    package let path: String
    package let rule: AccessRule
    let handler: Handler

    /// What programs may ask with. A target for programs takes them all and says itself which ones a resource has.
    package static let methodsOfPrograms: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace] + [HTTPRequest.Method("QUERY")].compactMap(\.self)

    package init(_ method: HTTPRequest.Method, _ path: String, for rule: AccessRule, _ handler: @escaping Handler) {
        self.method = method
        self.path = path
        self.rule = rule
        self.handler = handler
    }

    /// The same route with something around its handler.
    package func around(_ wrap: @escaping @Sendable (Request, Visitor, Handler) async throws -> Response) -> Route {
        let handler = handler
        return Route(method, path, for: rule) { try await wrap($0, $1, handler) }
    }

    /// The same route with something added to what it answers.
    package func answering(_ change: @escaping @Sendable (inout Response) -> Void) -> Route {
        let handler = handler
        return Route(method, path, for: rule) { request, visitor in
            var response = try await handler(request, visitor)
            change(&response)
            return response
        }
    }
}
