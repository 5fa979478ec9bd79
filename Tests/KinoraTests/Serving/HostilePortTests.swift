import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdTesting
import KinoraCertificates
import KinoraDocuments
import KinoraGate
import KinoraKernel
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Testing

@testable import Kinora

/// Bytes that nobody means well with, at the ports beside the ordinary one. After each of them the server answers whoever asks properly.
@Suite("Hostile bytes at the encrypted port and at that of figures hurt nobody else", .timeLimit(.minutes(10)))
struct HostilePortTests {
    private static let log = Logger(label: "hostile") { _ in SwiftLogNoOpLogHandler() }

    /// What is sent before any handshake, or instead of it.
    private static let openings: [[UInt8]] = {
        var random = SystemRandomNumberGenerator()
        let noise = { (count: Int) in (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) } }
        let text = { (text: String) in Array(text.utf8) }
        var openings: [[UInt8]] = [[], [0], [0x16], noise(1), noise(100), noise(70_000)]
        // TLS: a record that is longer than any may be, one of nothing, an alert, data before the handshake, a hello that is cut short.
        openings.append([0x16, 3, 1, 0xFF, 0xFF] + noise(3000))
        openings.append([0x16, 3, 1, 0, 0])
        openings.append([0x15, 3, 3, 0, 2, 2, 40])
        openings.append([0x17, 3, 3, 0, 5, 1, 2, 3, 4, 5])
        openings.append([0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3] + noise(32))
        openings.append([0x16, 3, 1, 0, 4, 1, 0xFF, 0xFF, 0xFF])
        openings.append([0x80, 0x2E, 1, 3, 1] + noise(60))
        let head = "GET /metrics HTTP/1.1\r\nHost: a\r\n"
        let post = "POST /metrics HTTP/1.1\r\nHost: a\r\n"
        openings += [
            head, "GET /metrics HTTP/1.1\nHost: a\n\n", "\r\n\r\n\r\n", "GET /metrics HTTP/9.9\r\n\r\n",
            "GET \u{0}/metrics HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
            post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n",
            post + "Content-Length: -1\r\n\r\n",
        ].map(text)
        openings.append(text(post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n") + noise(1000))
        openings.append(text(post + "Content-Length: 99999999999999999999\r\n\r\n") + noise(1000))
        let long = Array(repeating: UInt8(ascii: "a"), count: 200_000)
        openings.append(text(head + "X: ") + long)
        openings.append(text("GET /") + long)
        openings.append(text(head + String(repeating: "X: y\r\n", count: 20_000) + "\r\n"))
        openings.append(text(String(repeating: head + "\r\n", count: 300)))
        openings.append(preface + noise(500))
        return openings
    }()

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    private static let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]

    /// What is sent as HTTP/2 after a handshake: SETTINGS with a wrong length, a frame of 16 MB, DATA on stream 0, WINDOW_UPDATE of nothing,
    /// HEADERS that end in the middle, a thousand resets, a thousand pings.
    private static let frames: [[UInt8]] = {
        var frames: [[UInt8]] = [[0, 0, 5, 4, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5]]
        frames.append([0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 1])
        frames.append([0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
        frames.append(settings + [0, 0, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        frames.append(settings + [0, 0, 9, 1, 4, 0, 0, 0, 1, 0x82, 0x86, 0xFF])
        var resets = settings
        for number in 0..<1000 {
            resets += [0, 0, 4, 3, 0, 0, 0] as [UInt8]
            resets += [UInt8(number / 128), UInt8(number % 128) | 1, 0, 0, 0, 8] as [UInt8]
        }
        frames.append(resets)
        var pings = settings
        for _ in 0..<1000 { pings += [0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8] as [UInt8] }
        frames.append(pings)
        return frames
    }()

    /// Sends bytes, reads a little or nothing, and hangs up.
    private func throwAt(_ port: Int, _ bytes: [UInt8], before tls: NIOSSLContext? = nil) async {
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
                        }
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
            try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))
            try? await channel.close()
        } catch {
            // Whoever is hung up on while still speaking got what they came for.
        }
    }

    @Test func figuresAreToldAfterwardsAsBefore() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-hostile-port-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let settings = try await WaitingRoomTests.settings(in: folder)
        let store = MemoryStore(time: SystemTime())
        try await store.prepare(House.prepared)
        let metrics = Metrics(requests: RequestMeter(), quick: QuickMeter(), store: store, began: SystemTime().now)
        let door = MetricsDoor(metrics: metrics, host: "127.0.0.1", port: settings.port, logger: Self.log)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await door.run() }
            let ask = {
                let response = try await HTTPClient.shared.execute(
                    HTTPClientRequest(url: "http://127.0.0.1:\(settings.port)/metrics"), timeout: .seconds(60))
                return (response.status, String(buffer: try await response.body.collect(upTo: 1 << 20)))
            }
            while (try? await ask()) == nil { try await Task.sleep(for: .milliseconds(20)) }
            for bytes in Self.openings {
                await throwAt(settings.port, bytes)
                let (status, text) = try await ask()
                #expect(status == .ok && text.contains("process_cpu_seconds_total"))
            }
            // Nobody is kept out by many who come and say nothing.
            await withTaskGroup(of: Void.self) { crowd in
                for _ in 0..<300 { crowd.addTask { await throwAt(settings.port, Array("GET /metrics HTTP/1.1\r\nHost: a\r\n".utf8)) } }
            }
            #expect(try await ask().0 == .ok)
            group.cancelAll()
            do { try await group.waitForAll() } catch is CancellationError {}
        }
    }

    @Test func browsersReachTheEncryptedPortAfterwardsAsBefore() async throws {
        let identity = try TLSIdentity()
        let page = Route(.get, "/page", for: .anyone) { _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "a page")))
        }
        let gate = Gate(hosts: .loopback, isOverTLS: true, admission: Admission(doorkeeper: NobodyKnown()), problems: PlainProblems())
        let app = Application(
            router: gate.router(for: [page]), server: ConnectionLimits().server(try identity.server()), logger: Self.log)
        // Those who get through the handshake before they misbehave: in HTTP/1.1, and in HTTP/2 before and behind its preface.
        let contexts = try ["http/1.1", "h2"].map { name in
            var configuration = try identity.client()
            configuration.applicationProtocols = [name]
            return try NIOSSLContext(configuration: configuration)
        }
        try await app.test(.live) { client async throws -> Void in
            let port = try #require(client.port)
            let browser = HTTPClient(
                eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
                configuration: HTTPClient.Configuration(tlsConfiguration: try identity.client()))
            let ask = {
                let response = try await browser.execute(HTTPClientRequest(url: "https://localhost:\(port)/page"), timeout: .seconds(60))
                return String(buffer: try await response.body.collect(upTo: 1000))
            }
            do {
                for bytes in Self.openings {
                    await throwAt(port, bytes)
                    for context in contexts { await throwAt(port, bytes, before: context) }
                    #expect(try await ask() == "a page")
                }
                for frame in Self.frames {
                    await throwAt(port, Self.preface + frame, before: contexts[1])
                    #expect(try await ask() == "a page")
                }
                try await browser.shutdown()
            } catch {
                try await browser.shutdown()
                throw error
            }
        }
    }
}
