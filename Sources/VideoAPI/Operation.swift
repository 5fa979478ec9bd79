import HTTPTypes
import Hummingbird

/// One thing that can be done with one kind of resource: a row of the table that routes requests and is written as OpenAPI.
struct Operation: Sendable {
    /// What a token must allow for it.
    enum Need: Sendable {
        /// No token at all: for what tells nothing but how to ask.
        case nothing
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
    /// One line for programmers.
    let summary: String
    let parameters: [ParameterName]
    /// The schema of the body that it takes.
    let body: SchemaName?
    /// What is answered when it is done, by status; nil for an answer without a body.
    let answers: [Int: SchemaName?]
    /// Refusals beside those that every operation has.
    let refusals: [Int]
    let action: Action

    init(
        _ method: HTTPRequest.Method, _ kind: Resource.Kind, for need: Need, _ summary: String, _ parameters: [ParameterName] = [],
        body: SchemaName? = nil, answers: [Int: SchemaName?], refusals: [Int] = [], _ action: @escaping Action
    ) {
        self.method = method
        self.kind = kind
        self.need = need
        self.summary = summary
        self.parameters = parameters
        self.body = body
        self.answers = answers
        self.refusals = refusals
        self.action = action
    }

    /// The row for a request.
    /// - Throws: `APIProblem` with 405 and the methods that the resource has.
    static func find(_ method: HTTPRequest.Method, on kind: Resource.Kind) throws(APIProblem) -> Operation {
        let rows = table.filter { $0.kind == kind }
        if let row = rows.first(where: { $0.method == method }) { return row }
        var methods = rows.map(\.method)
        if methods.contains(.get) { methods.append(.head) }
        throw .methodNotAllowed(methods)
    }
}
