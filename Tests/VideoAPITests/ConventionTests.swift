import HTTPTypes
import KinoraDocuments
import KinoraGate
import KinoraKernel
import Testing

@testable import KinoraVideoAPI

/// One row of the conventions: what is asked of three films and one note, and what is answered.
struct Row: Sendable, CustomTestStringConvertible {
    typealias Check = @Sendable (Answer, APIHouse) async throws -> Bool

    let sentence: String
    let method: HTTPRequest.Method
    let path: String
    let body: String?
    let fields: HTTPFields
    let scope: Scope?
    let status: Int
    /// What else holds of the answer.
    let check: Check

    init(
        _ sentence: String, _ method: HTTPRequest.Method, _ path: String, _ body: String?, _ fields: HTTPFields,
        as scope: Scope? = .documents, _ status: Int, _ check: @escaping Check = { _, _ in true }
    ) {
        self.sentence = sentence
        self.method = method
        self.path = path
        self.body = body
        self.fields = fields
        self.scope = scope
        self.status = status
        self.check = check
    }

    init(
        _ sentence: String, _ method: HTTPRequest.Method, _ path: String, _ body: String?, as scope: Scope? = .documents, _ status: Int,
        _ check: @escaping Check = { _, _ in true }
    ) {
        self.init(sentence, method, path, body, [:], as: scope, status, check)
    }

    init(
        _ sentence: String, _ method: HTTPRequest.Method, _ path: String, as scope: Scope? = .documents, _ status: Int,
        _ check: @escaping Check = { _, _ in true }
    ) {
        self.init(sentence, method, path, nil, [:], as: scope, status, check)
    }

    var testDescription: String { sentence }

    /// The version of the film `a`, which stands the same before every row.
    static let tag = "aaaaaaaaaaaaaaaaaaaaaaaa"
    static let wrong = "0123456789abcdef01234567"
}

/// Every row of the specification, read as sentences. A row that changes something looks at what stands afterwards.
@Suite("The conventions of the Video API")
struct ConventionTests {
    static func house() async throws -> APIHouse {
        let house = try await APIHouse()
        let moment = Moment(milliseconds: 1_767_000_000_000)
        let films: [(String, String, Value)] = [
            ("a", Row.tag, ["title": "Metropolis", "year": 1927, "key": "k1", "tags": .array(["x", "y"]), "size": ["h": 10, "w": 20]]),
            ("b", "bbbbbbbbbbbbbbbbbbbbbbbb", ["title": "Faust", "year": 1926, "key": "k2"]),
            ("c", "cccccccccccccccccccccccc", ["title": "Nosferatu", "year": 1922, "key": "k3", "seen": .date(moment)]),
        ]
        let documents = films.map { id, tag, body in
            Document(id: id, etag: ETag(rawValue: tag), createdAt: moment, updatedAt: moment, body: body)
        }
        try await house.store.restore(documents, into: "films")
        try await house.insert(#"{"text":"n"}"#, id: "n", into: "notes")
        return house
    }

    @Test(arguments: reading + parameters + representations)
    func reading(row: Row) async throws { try await prove(row) }

    @Test(arguments: writing + patching + bulk)
    func writing(row: Row) async throws { try await prove(row) }

    @Test(arguments: tags + refusals + servers)
    func refusing(row: Row) async throws { try await prove(row) }

    private func prove(_ row: Row) async throws {
        let house = try await Self.house()

        let answer = try await house.send(row.method, row.path, row.body, as: row.scope, row.fields)

        #expect(answer.status == row.status, "\(answer.text)")
        #expect(try await row.check(answer, house), "\(answer.headers) \(answer.text)")
        if answer.status >= 400 {
            #expect(answer.json["http status code"] == .int(Int64(row.status)))
            #expect(answer.json["message"] != nil && answer.json["http status description"] != nil)
            #expect(answer.json["exception"] == nil)
        }
        for name in ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy"] {
            #expect(answer.field(name) != nil, "\(name)")
        }
    }

    /// What stands under a name in `films`, without what the store set.
    static func body(_ house: APIHouse, _ id: String) async throws -> String? {
        try await house.store.read(id, in: "films")?.body.json
    }
}
