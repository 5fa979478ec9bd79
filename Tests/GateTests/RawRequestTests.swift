import Hummingbird
import HummingbirdTesting
import KinoraGate
import Testing

@Suite("What no browser sends", .timeLimit(.minutes(10)))
struct RawRequestTests {
    private static let own = "Host: localhost\r\n"
    private static let endOfHead = "\r\n"

    private static let refused: [String] = [
        "\u{16}\u{3}\u{1} no HTTP at all\r\n\r\n",
        "GET /page HTTP/9.9\r\n" + own + endOfHead,
        "get /page HTTP/1.1\r\n" + own + endOfHead,
        "GET /page HTTP/1.1\r\n" + own + "X: a\u{0}b\r\n" + endOfHead,
        "GET /page HTTP/1.1\r\n" + own + "X: a\r\n folded\r\n" + endOfHead,
        "GET /page HTTP/1.1\r\n" + own + "X : a\r\n" + endOfHead,
        "GET /a b HTTP/1.1\r\n" + own + endOfHead,
        "POST /page HTTP/1.1\r\n" + own + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n" + endOfHead + "0\r\n\r\n",
        "POST /page HTTP/1.1\r\n" + own + "Content-Length: 4\r\nContent-Length: 5\r\n" + endOfHead + "abcd",
        "POST /page HTTP/1.1\r\n" + own + "Content-Length: -1\r\n" + endOfHead,
        "GET /page HTTP/1.1\r\n" + own + "X: \(String(repeating: "a", count: ConnectionLimits().fieldBytes + 1))\r\n" + endOfHead,
        "GET /\(String(repeating: "a", count: ConnectionLimits().fieldBytes + 1)) HTTP/1.1\r\n" + own + endOfHead,
        "GET /page HTTP/1.1\r\n" + own + String(repeating: "X: a\r\n", count: ConnectionLimits().fields + 1) + endOfHead,
    ]

    @Test func isRefusedAndTheConnectionClosed() async throws {
        let route = Route(.get, "/page", for: .anyone) { _, _ in Response(status: .ok) }
        let router = Gate(hosts: .loopback, admission: Admission(doorkeeper: NobodyKnown()), problems: NoWords()).router(for: [route])
        try await Application(router: router, server: ConnectionLimits().server()).test(.live) { client in
            let port = try #require(client.port)
            for request in Self.refused {
                // Returns only when the server has closed.
                let answer = try await GateTests.exchange(request, port: port)
                #expect(answer.hasPrefix("HTTP/1.1 400") && answer.matches(of: /HTTP\/1/).count == 1, "\(request.prefix(60))")
            }
            #expect(try await client.execute(uri: "/page", method: .get).status == .ok)
        }
    }
}

private struct NoWords: ProblemAnswer {
    func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response { Response(status: .badRequest) }
}
