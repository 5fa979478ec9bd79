import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraGate
import NIOCore
import Testing

@Suite("What programs use")
struct ProgramPathTests {
    private static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!

    private struct Bare: ProblemAnswer {
        func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response {
            Response(status: (error as? Refusal)?.status ?? .internalServerError)
        }
    }

    /// A path for programs, and pages whose addresses look like it.
    private static let routes: [Route] = {
        let fine: Route.Handler = { _, _ in Response(status: .ok) }
        let programs = ["/api", "/api/**"].flatMap { path in Route.methodsOfPrograms.map { Route($0, path, for: .token, fine) } }
        return programs + ["/page", "/apis", "/page/api"].map { Route(.post, $0, for: .anyone, fine) }
    }()

    private func send(_ path: String, _ method: HTTPRequest.Method, _ fields: HTTPFields = [:], bytes: Int = 0) async throws -> Int {
        let router = Gate(hosts: .loopback, admission: Admission(doorkeeper: NobodyKnown()), problems: Bare()).router(for: Self.routes)
        let body = bytes > 0 ? ByteBuffer(repeating: 0x20, count: bytes) : nil
        return try await Application(router: router).test(.live) {
            try await $0.execute(uri: path, method: method, headers: fields, body: body).status.code
        }
    }

    @Test(arguments: Route.methodsOfPrograms)
    func anyMethodComesWithoutAnOrigin(method: HTTPRequest.Method) async throws {
        #expect(try await send("/api/films", method) == 200)
        #expect(try await send("/api?x=/page", method) == 200)
    }

    @Test func pagesOfOtherSitesAreRefusedThereToo() async throws {
        #expect(try await send("/api/films", .post, [.origin: "http://evil.example"]) == 403)
        #expect(try await send("/api/films", .delete, [Self.secFetchSite: "cross-site"]) == 403)
        #expect(try await send("/api/films", .post, [.origin: "http://localhost"]) == 200)
    }

    @Test(arguments: ["/page", "/apis", "/page/api", "/page?/api/", "/%61pi/films", "/API/films", "/page/../api/films"])
    func nothingElseIsLetThroughWithoutAnOrigin(path: String) async throws {
        #expect(try await send(path, .post) == 403, "\(path)")
        #expect(try await send(path, .post, bytes: Visitor.mostBodyBytes + 1) != 200)
    }

    @Test func bodiesMayBeLargerThere() async throws {
        #expect(try await send("/api/films", .post, bytes: Visitor.mostBodyBytes + 1) == 200)
        #expect(try await send("/page", .post, [Self.secFetchSite: "same-origin"], bytes: Visitor.mostBodyBytes + 1) == 413)
    }
}
