import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraGate
import NIOCore
import NIOPosix
import Testing

@Suite("The gate")
struct GateTests {
    private struct Bare: ProblemAnswer {
        func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response {
            guard let refusal = error as? Refusal else { return Response(status: .internalServerError) }
            return Response(status: refusal.status, headers: refusal.fields)
        }
    }

    private struct Unexpected: Error {}

    private static let routes = [
        Route(.get, "/page", for: .anyone) { _, _ in
            Response(status: .ok, headers: [.contentType: "text/plain"], body: ResponseBody(byteBuffer: ByteBuffer(string: "page")))
        },
        Route(.post, "/page", for: .anyone) { request, visitor in
            let body = try await request.body.collect(upTo: visitor.maxUploadSize)
            return Response(status: .ok, body: ResponseBody(byteBuffer: body))
        },
        Route(.get, "/broken", for: .anyone) { _, _ in throw Unexpected() },
    ]

    private func send(
        _ path: String, _ method: HTTPRequest.Method = .get, _ headers: HTTPFields = [:], body: String? = nil,
        hosts: AllowedHosts = .loopback, isOverTLS: Bool = false
    ) async throws -> TestResponse {
        let gate = Gate(hosts: hosts, isOverTLS: isOverTLS, admission: Admission(doorkeeper: NobodyKnown()), problems: Bare())
        return try await Application(router: gate.router(for: Self.routes)).test(.live) {
            try await $0.execute(uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        }
    }

    /// Sends a request byte by byte as given, and returns all that comes back.
    static func exchange(_ request: String, port: Int) async throws -> String {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel) }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var answer = ByteBuffer()
            for try await var part in inbound { answer.writeBuffer(&part) }
            return String(buffer: answer)
        }
    }

    private static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    private static let names = [
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy", "X-Frame-Options",
    ]

    @Test(arguments: ["/page", "/broken", "/nowhere", "/page/below"])
    func everyAnswerSaysWhatABrowserMayDo(path: String) async throws {
        let response = try await send(path)

        for name in Self.names { #expect(response.headers[HTTPField.Name(name)!] != nil, "\(name) on \(path)") }
        let policy = try #require(response.headers[HTTPField.Name("Content-Security-Policy")!])
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && policy.contains("style-src 'self';"))
        #expect(!policy.contains("unsafe") && !policy.contains("upgrade-insecure-requests"))
        #expect(response.headers[HTTPField.Name("Strict-Transport-Security")!] == nil)
    }

    @Test func transportSecurityIsDemandedOverTLSAlone() async throws {
        let response = try await send("/page", isOverTLS: true)

        #expect(response.headers[HTTPField.Name("Strict-Transport-Security")!]?.hasPrefix("max-age=31536000") == true)
        #expect(response.headers[HTTPField.Name("Content-Security-Policy")!]?.contains("upgrade-insecure-requests") == true)
    }

    @Test func aForeignHostIsRefusedEvenForUnknownPages() async throws {
        let hosts = AllowedHosts.names(["films.example"])
        let app = Application(
            router: Gate(hosts: hosts, admission: Admission(doorkeeper: NobodyKnown()), problems: Bare()).router(for: Self.routes))
        try await app.test(.live) { client in
            let port = try #require(client.port)
            for path in ["/page", "/nowhere"] {
                let answer = try await Self.exchange("GET \(path) HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", port: port)
                #expect(answer.hasPrefix("HTTP/1.1 421"))
                #expect(answer.lowercased().contains("content-security-policy"))
                let nameless = try await Self.exchange("GET \(path) HTTP/1.0\r\nConnection: close\r\n\r\n", port: port)
                #expect(!nameless.hasPrefix("HTTP/1.1 200") && !nameless.contains("page"))
            }
        }
        #expect(try await send("/page", hosts: hosts).status == .ok)
    }

    @Test func nothingIsChangedFromAnotherSite() async throws {
        #expect(try await send("/page", .post).status == .forbidden)
        #expect(try await send("/page", .post, [Self.secFetchSite: "cross-site"]).status == .forbidden)
        #expect(try await send("/page", .post, [Self.secFetchSite: "same-site"]).status == .forbidden)
        #expect(try await send("/page", .post, [Self.secFetchSite: "cross-site", .origin: "http://localhost"]).status == .forbidden)
        #expect(try await send("/page", .post, [.origin: "http://evil.example"]).status == .forbidden)
        #expect(try await send("/page", .post, [.origin: "null"]).status == .forbidden)
        #expect(try await send("/page", .post, [.origin: "http://localhost.evil.example"]).status == .forbidden)
        #expect(try await send("/page", .post, [.origin: "http://localhost"]).status == .ok)
        #expect(try await send("/page", .post, [Self.secFetchSite: "same-origin"]).status == .ok)
        #expect(try await send("/page", .get, [Self.secFetchSite: "cross-site"]).status == .ok)
    }

    @Test func tooMuchIsRefused() async throws {
        let own: HTTPFields = [Self.secFetchSite: "same-origin"]
        let most = String(repeating: "x", count: Visitor.mostBodyBytes)

        #expect(try await send("/page", .post, own, body: most).status == .ok)
        #expect(try await send("/page", .post, own, body: most + "x").status == .contentTooLarge)
    }

    @Test func whatCanBeFetchedAnswersHead() async throws {
        let response = try await send("/page", .head)

        #expect(response.status == .ok)
        #expect(response.headers[.contentLength] == "4")
        #expect(response.body.readableBytes == 0)
    }

    @Test(arguments: [HTTPRequest.Method.put, .delete, .patch])
    func anotherMethodIsToldWhatIsAllowed(method: HTTPRequest.Method) async throws {
        let response = try await send("/page", method, [Self.secFetchSite: "same-origin"])

        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == "GET, HEAD, POST")
    }

    @Test(arguments: ["TRACE", "CONNECT", "PROPFIND", "QUERY"])
    func aMethodThatNobodyKnowsIsToldSo(name: String) async throws {
        let method = try #require(HTTPRequest.Method(name))

        #expect(try await send("/page", method).status == .notImplemented)
        #expect(try await send("/nowhere", method).status == .notImplemented)
    }
}
