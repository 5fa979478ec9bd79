import Testing

@testable import KinoraGate

@Suite("A request that can be answered at once is understood without the decoder")
struct QuickRequestTests {
    private struct Found: Equatable {
        var path: String
        var host: String?
        var cookies: String?
        var range: String?
        var length: Int
    }

    private static func read(_ text: String) -> Found? {
        Array(text.utf8).withUnsafeBytes { bytes in
            guard let request = QuickRequest(bytes) else { return nil }
            let words = { (bytes: UnsafeRawBufferPointer) in String(decoding: bytes, as: UTF8.self) }
            return Found(
                path: words(request.path), host: request.host.map(words), cookies: request.cookies.map(words),
                range: request.range.map(words),
                length: request.length)
        }
    }

    private static let plain =
        "GET /media/a/b.mp4 HTTP/1.1\r\nHost: localhost:8080\r\nCOOKIE:a=b; c=d\r\nrange:  bytes=0-9\r\nX-Other: \r\n\r\n"

    @Test func whatBrowsersSendIsUnderstood() {
        #expect(
            Self.read(Self.plain)
                == Found(
                    path: "/media/a/b.mp4", host: "localhost:8080", cookies: "a=b; c=d", range: "bytes=0-9", length: Self.plain.utf8.count))
        #expect(Self.read(Self.plain + "GET /next HTTP/1.1\r\n")?.length == Self.plain.utf8.count)
    }

    @Test func aRequestThatIsNotCompleteIsLeftAlone() {
        let bytes = Array(Self.plain.utf8)
        for length in 0..<bytes.count { #expect(Self.read(String(decoding: bytes[..<length], as: UTF8.self)) == nil) }
    }

    @Test(arguments: [
        "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "get /media HTTP/1.1\r\nHost: a\r\n\r\n", "GET /media HTTP/1.0\r\nHost: a\r\n\r\n",
        "GET http://a/media HTTP/1.1\r\nHost: a\r\n\r\n", "GET  /media/aaaaaaaa HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /media?x=1 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /media/%2e HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /media#x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /m\u{e9}dia/aaa HTTP/1.1\r\nHost: a\r\n\r\n", "GET /media/aaaa HTTP/1.1\nHost: a\n\n", "GET /media/aaaa HTTP/1.1\r\n\r\n",
        "\r\nGET /media/aaa HTTP/1.1\r\nHost: a\r\n\r\n", "GET /media/aaaaa HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    ])
    func firstLinesThatAreNotPlainAreLeftAlone(text: String) {
        #expect(Self.read(text) == nil)
    }

    @Test(arguments: [
        "Content-Length: 0", "content-LENGTH: 5", "Transfer-Encoding: chunked", "If-Match: *", "If-None-Match: *", "If-Range: x",
        "Expect: x",
        "Upgrade: h2c", "Connection: close", "Connection: keep-alive, upgrade", "Cookie: a", "Range: bytes=1-2\r\nRange: bytes=3-4",
        " folded: x", "Name : x", "Na me: x", "NoColon", ": x", "X: a\u{0}b", "X: a\u{7f}", "X: \u{e9}", "X: a\rb", "X: a\tb", "X: a ",
        "X\u{0}: a",
    ])
    func fieldsThatAskForMoreAreLeftToTheDecoder(field: String) {
        let text = "GET /media/a HTTP/1.1\r\nHost: a\r\nCookie: b=c\r\n\(field)\r\n\r\n"
        #expect(Self.read(text) == nil)
        #expect(Self.read(text.replacing("\(field)\r\n", with: "")) != nil)
    }

    @Test func longHeadsAreLeftToTheDecoder() {
        #expect(Self.read("GET /media/a HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 8200))\r\n\r\n") == nil)
    }

    @Test func randomBytesHurtNobody() {
        var random = SystemRandomNumberGenerator()
        let plain = Array(Self.plain.utf8)
        for _ in 0..<20_000 {
            var bytes = plain
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255)
            }
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &random) / 8)
            bytes.withUnsafeBytes { bytes in
                guard let request = QuickRequest(bytes) else { return }
                #expect(request.length <= bytes.count && request.path.first == UInt8(ascii: "/"))
            }
        }
    }
}
