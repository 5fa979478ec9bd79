import HTTPTypes
import Hummingbird

/// One thing that can be done with one kind of resource: a row of the table that routes requests and is written as OpenAPI.
struct Operation: Sendable {
    /// What a token must allow for it.
    enum Need: Sendable {
        /// Any token.
        case anyToken
        /// Reading the collection.
        case reading
        /// Changing the collection.
        case writing
        /// The scope `documents`.
        case server
    }

    typealias Action = @Sendable (VideoAPI) -> @Sendable (Call) async throws -> Response

    let method: HTTPRequest.Method
    let kind: Resource.Kind
    let need: Need
    let action: Action

    init(_ method: HTTPRequest.Method, _ kind: Resource.Kind, for need: Need, _ action: @escaping Action) {
        self.method = method
        self.kind = kind
        self.need = need
        self.action = action
    }

    /// The row for a request.
    /// - Throws: `APIProblem` with 405 and the methods that the resource has.
    static func find(_ method: HTTPRequest.Method, on kind: Resource.Kind) throws(APIProblem) -> Operation {
        let rows = table.filter { $0.kind == kind }
        if let row = rows.first(where: { $0.method == method }) { return row }
        var methods = kind == .description ? [HTTPRequest.Method.get] : rows.map(\.method)
        if methods.contains(.get) { methods.append(.head) }
        throw .methodNotAllowed(methods)
    }
}
