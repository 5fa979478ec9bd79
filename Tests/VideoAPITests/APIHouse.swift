import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore
import Testing

@testable import KinoraVideoAPI

/// An API over a store in memory, with a token for each scope.
struct APIHouse: Sendable {
    static let films = CollectionSchema("films", indexes: [.unique("key"), .lookup("year")], searchable: ["title"])
    static let notes = CollectionSchema("notes")
    static let watches = CollectionSchema("watches")
    static let jobs = CollectionSchema("jobs")

    let store: CountingStore
    let time: StoppedTime
    let book: TokenBook
    let api: VideoAPI
    private let secrets: [Scope: String]

    init(_ inner: (any DocumentStore)? = nil) async throws {
        time = StoppedTime(at: Moment(milliseconds: 1_767_225_600_000))
        store = CountingStore(inner ?? MemoryStore(time: time))
        try await store.prepare([Self.films, Self.notes, Self.watches, Self.jobs, Token.schema])
        book = TokenBook(store: store, time: time)
        api = VideoAPI(
            store: store,
            collections: [
                .catalogue(TestFilm.self), .catalogue(TestNote.self), .usage(Self.watches), .inner(Self.jobs), .inner(Token.schema),
            ],
            tokens: book, time: time)
        var secrets: [Scope: String] = [:]
        for scope in Scope.allCases { secrets[scope] = try await book.create(scope.rawValue, scopes: [scope]).secret.text }
        self.secrets = secrets
    }

    func secret(_ scope: Scope) -> String { secrets[scope] ?? "" }

    var gate: Gate { Gate(hosts: .any, admission: Admission(doorkeeper: NobodyKnown()), problems: APIProblems(elsewhere: NoPages())) }

    func app(_ limits: ConnectionLimits = ConnectionLimits()) -> some ApplicationProtocol {
        Application(router: gate.router(for: api.routes), server: limits.server())
    }

    /// Sends one request and reads the answer.
    /// - Parameter path: below `/api`, encoded.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, as scope: Scope? = .documents, _ fields: HTTPFields = [:]
    ) async throws -> Answer {
        var fields = fields
        if let scope { fields[.authorization] = "Bearer \(secret(scope))" }
        if body != nil, fields[.contentType] == nil { fields[.contentType] = "application/json" }
        let headers = fields
        let response = try await app().test(.router) { client in
            try await client.execute(uri: "/api" + path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        }
        return Answer(response)
    }

    /// Writes a document past the API.
    @discardableResult
    func insert(_ json: String, id: String, into collection: String = "films") async throws -> Document {
        try await store.insert(Value(json: json), id: id, into: collection)
    }
}

/// A film of which only the title is asked for.
struct TestFilm: Record {
    static let schema = APIHouse.films
    var title: String?
}

struct TestNote: Record {
    static let schema = APIHouse.notes
    var text: String
}

/// An answer, as tests look at it.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        text = String(buffer: response.body)
    }

    /// The body as JSON; null where there is none.
    var json: Value { (try? Value(json: text)) ?? .null }

    var etag: String? { headers[.eTag] }

    /// The names of the documents in a bare array.
    var ids: [String] {
        guard case .array(let documents) = json else { return [] }
        return documents.compactMap { if case .string(let id)? = $0["_id"] { id } else { nil } }
    }

    func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}

extension Value {
    subscript(name: String) -> Value? { if case .object(let fields) = self { fields[name] } else { nil } }

    /// Without what the store set, so that tests can name the rest.
    var plain: Value {
        guard case .object(var fields) = self else { return self }
        for name in ["_id", "_etag", "createdAt", "updatedAt"] { fields[name] = nil }
        return .object(fields)
    }
}

struct NoPages: ProblemAnswer {
    func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response { Response(status: .imATeapot) }
}

extension HTTPField.Name {
    static let preference = HTTPField.Name("Prefer")!
}

/// Whether all hold; unlike `&&` it can wait for them.
func every(_ conditions: Bool...) -> Bool { conditions.allSatisfy(\.self) }

extension HTTPResponse.Status {
    static let imATeapot = HTTPResponse.Status(code: 418)
}
