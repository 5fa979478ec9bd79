import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// The Video API: documents over HTTP, with RESTHeart's conventions, for programs that show a token.
///
/// A request passes here, in this order:
/// 1. An address that holds a token is refused.
/// 2. The token is looked up; without one there is no answer, not even that there is nothing.
/// 3. The address names a resource, the method one of its operations (`operations`, the one table), the scopes allow it.
/// 4. The operation reads parameters and body, all of it before the store is asked.
package struct VideoAPI: Sendable {
    let store: any DocumentStore
    let tokens: TokenBook
    let time: any TimeSource
    let collections: [String: APICollection]
    let schemas: KnownSchemas
    let counts = CountMemory()
    let guesses: (any GuessLimit)?
    /// Whether another server may find all its documents here.
    let isWhole: Bool

    /// - Parameters:
    ///   - collections: what programs may reach, in the order of the house. The tokens are never among them.
    ///   - guesses: slows down whoever tries tokens that do not exist.
    ///   - isWhole: whether the scope `documents` opens more than these collections: all others, the change feed, exact copies.
    package init(
        store: any DocumentStore, collections: [APICollection], tokens: TokenBook, time: any TimeSource, guesses: (any GuessLimit)? = nil,
        isWhole: Bool = true
    ) {
        self.isWhole = isWhole
        self.guesses = guesses
        let open = collections.filter { $0.schema.name != Token.schema.name }
        self.store = store
        self.tokens = tokens
        self.time = time
        self.collections = Dictionary(open.map { ($0.schema.name, $0) }) { first, _ in first }
        schemas = KnownSchemas(open.map(\.schema))
    }

    /// Every method arrives here, so that the API itself says, in its own words, which ones a resource has.
    package var routes: [Route] {
        [SharedAddresses.api, SharedAddresses.api + "/**"].flatMap { path in
            Route.methodsOfPrograms.map { Route($0, path, for: .token, answer) }
        }
    }

    private func answer(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let response: Response
        do {
            response = try await outcome(request, visitor)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            response = APIProblems.answer(to: error, visitor)
        }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func outcome(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let path = request.uri.path
        guard !TokenSecret.stands(in: path), !Parameters.holdToken(request.uri.query) else {
            throw APIProblem.bad("A token must not stand in an address. Send it as “Authorization: Bearer <token>”, and revoke this one.")
        }
        let named = Result { () throws(APIProblem) in try Resource(path: path) }
        let method = request.method == .head ? .get : request.method
        var caller = Caller(scopes: [])
        if !Self.isForEverybody(method, named) { caller = try await tokens.caller(request.headers, from: visitor.origin, guesses) }
        let resource = try named.get()
        let operation = try Operation.find(method, on: resource.kind)
        try admit(caller, to: operation, on: resource)
        let call = Call(
            request: request, visitor: visitor, resource: resource, caller: caller, parameters: try Parameters(request.uri.query))
        return try await operation.action(self)(call)
    }

    private static let elsewhere = "This server has a part of the documents only; ask the one that has them all."

    private static func isForEverybody(_ method: HTTPRequest.Method, _ resource: Result<Resource, APIProblem>) -> Bool {
        guard case .success(let resource) = resource else { return false }
        return Operation.table.contains { $0.kind == resource.kind && $0.method == method && $0.need == .nothing }
    }

    /// - Throws: `APIProblem`: 404 for what is not there for anybody, 403 for what this token does not allow.
    private func admit(_ caller: Caller, to operation: Operation, on resource: Resource) throws(APIProblem) {
        guard let name = resource.collection else {
            guard operation.need != .server || caller.isServer else { throw .forbidden("This needs a token with the scope documents.") }
            guard operation.need != .server || isWhole else { throw .forbidden(Self.elsewhere) }
            return
        }
        guard name != Token.schema.name else { throw .noCollection(name) }
        if caller.isServer, isWhole { return }
        guard let collection = collections[name] else { throw .noCollection(name) }
        guard operation.need != .server || isWhole else { throw .forbidden(Self.elsewhere) }
        let may =
            switch operation.need {
            case .nothing, .anyToken: true
            case .reading: caller.mayRead(collection)
            case .writing: caller.mayWrite(collection)
            case .server: false
            }
        guard may else { throw .forbidden("This token does not allow that; see: kinora tokens list") }
    }
}
