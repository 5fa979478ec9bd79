import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdTesting
import KinoraCertificates
import KinoraGate
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Testing

@Suite("Connections over TLS", .timeLimit(.minutes(10)))
struct EncryptedTests {
    private struct Bare: ProblemAnswer {
        func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response { Response(status: .notFound) }
    }

    private func app(_ identity: TLSIdentity, _ limits: ConnectionLimits = ConnectionLimits()) throws -> some ApplicationProtocol {
        let page = Route(.get, "/page", for: .anyone) { _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(repeating: 7, count: 300_000)))
        }
        let gate = Gate(hosts: .loopback, isOverTLS: true, admission: Admission(doorkeeper: NobodyKnown()), problems: Bare())
        return Application(router: gate.router(for: [page]), server: limits.server(try identity.server()))
    }

    @Test(arguments: [true, false])
    func browsersGetHTTP2AndOthersHTTP1(isNew: Bool) async throws {
        let identity = try TLSIdentity()
        try await app(identity).test(.live) { client async throws -> Void in
            let port = try #require(client.port)
            var configuration = HTTPClient.Configuration(tlsConfiguration: try identity.client())
            configuration.httpVersion = isNew ? .automatic : .http1Only
            let browser = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
            do {
                for _ in 0..<3 {
                    let answer = try await browser.execute(HTTPClientRequest(url: "https://localhost:\(port)/page"), timeout: .seconds(600))
                    #expect(answer.status == .ok && answer.version == (isNew ? .http2 : .http1_1))
                    #expect(try await answer.body.collect(upTo: 1 << 20).readableBytes == 300_000)
                    #expect(answer.headers.first(name: "Strict-Transport-Security") != nil)
                }
                try await browser.shutdown()
            } catch {
                try await browser.shutdown()
                throw error
            }
        }
    }

    @Test func whoeverSpeaksNoTLSIsHungUpOn() async throws {
        try await app(TLSIdentity()).test(.live) { client async throws -> Void in
            let answer = try await GateTests.exchange("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n", port: #require(client.port))
            #expect(!answer.contains("HTTP/1.1 200"))
        }
    }

    @Test func aHandshakeThatDoesNotComeIsNotWaitedForLong() async throws {
        var limits = ConnectionLimits()
        limits.idle = .milliseconds(100)
        try await app(TLSIdentity(), limits).test(.live) { client async throws -> Void in
            #expect(try await GateTests.exchange("", port: #require(client.port)) == "")
        }
    }
}
