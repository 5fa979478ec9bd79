import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraCertificates
import KinoraGate
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Testing

@testable import KinoraDelivery

@Suite("Connections on which answers come at once", .timeLimit(.minutes(10)))
struct QuickConnectionTests {
    private static let size = 12 << 20
    private let house: DeliveryHouse

    init() throws {
        house = try DeliveryHouse(filmSize: Self.size)
    }

    private func request(_ range: String? = nil, path: String? = nil, last: Bool = false) throws -> String {
        "GET \(path ?? house.filmAddress) HTTP/1.1\r\nHost: localhost\r\nCookie: \(try house.cookie())\r\n"
            + (range.map { "Range: bytes=\($0)\r\n" } ?? "") + (last ? "Connection: close\r\n" : "") + "\r\n"
    }

    private func warm(_ client: some TestClientProtocol) async throws {
        _ = try await client.execute(uri: house.filmAddress, method: .head, headers: [.cookie: try house.cookie()])
        _ = try await client.execute(uri: house.filmAddress, method: .get, headers: [.cookie: try house.cookie(), .range: "bytes=0-0"])
    }

    @Test func requestsThatCameTogetherAreAnsweredInTurnWhoeverAnswersThem() async throws {
        try await house.app().test(.live) { [house] client async throws -> Void in
            try await warm(client)
            let together =
                try request("0-9") + request(path: "/nowhere") + request("10-19") + request("20-200019") + request("30-39", last: true)
            let answer = try await RawConnection.exchange(together, port: #require(client.port))
            let statuses = answer.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) }
            #expect(statuses == ["206", "404", "206", "206", "206"])
            #expect(house.meter.answers >= 1)
        }
    }

    @Test func hundredsOfRequestsInOneGoAreAllAnswered() async throws {
        try await house.app().test(.live) { client async throws -> Void in
            try await warm(client)
            let count = 300
            let bytes = try await RawConnection.open(port: #require(client.port)) { inbound, outbound in
                let all = String(repeating: try request("0-99999"), count: count - 1) + (try request("0-99999", last: true))
                try await outbound.write(ByteBuffer(string: all))
                return try await inbound.reduce(0) { $0 + $1.readableBytes }
            }
            #expect(bytes > count * 100_000 && bytes < count * 102_000)
        }
    }

    @Test func aSlowReaderGetsEveryPieceWholeAndInTurnHoweverMuchTheKernelTakesAtOnce() async throws {
        let sizes = [1, 10, 5000, 16_384, 16_385, 65_536, 65_537, 300_000, 1 << 20, (2 << 20) + 1, 3 << 20, 7]
        var random = SystemRandomNumberGenerator()
        let ranges = (sizes + sizes.shuffled() + sizes.shuffled()).map { size in
            let start = Int.random(in: 0...Self.size - size, using: &random)
            return start..<start + size
        }
        try await house.app().test(.live) { [house] client async throws -> Void in
            try await warm(client)
            let received = try await RawConnection.open(port: #require(client.port)) { inbound, outbound in
                let last = ranges.count - 1
                let all = try ranges.enumerated().map {
                    try request("\($0.element.lowerBound)-\($0.element.upperBound - 1)", last: $0.offset == last)
                }
                try await outbound.write(ByteBuffer(string: all.joined()))
                var (bytes, parts) = (Data(), 0)
                for try await part in inbound {
                    bytes.append(contentsOf: part.readableBytesView)
                    parts += 1
                    // So that what was sent lies in the kernel, and nothing more goes in.
                    if parts % 16 == 0 { try await Task.sleep(for: .milliseconds(5)) }
                }
                return bytes
            }
            var rest = received[...]
            for range in ranges {
                let end = try #require(rest.firstRange(of: Data("\r\n\r\n".utf8)))
                let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
                #expect(head.hasPrefix("HTTP/1.1 206 "))
                #expect(head.contains("Content-Range: bytes \(range.lowerBound)-\(range.upperBound - 1)/\(Self.size)\r\n"))
                let body = rest[end.upperBound...].prefix(range.count)
                #expect(body == house.film[range], "\(range)")
                rest = rest[body.endIndex...]
            }
            #expect(rest.isEmpty)
            // Where a request comes in two pieces the router answers, and those behind it.
            #expect(house.meter.answers > 0)
        }
    }

    @Test func whoeverSaysThatNothingMoreComesGetsEverythingFirst() async throws {
        let answer = try await house.app().test(.live) { client in
            try await warm(client)
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .channelOption(.allowRemoteHalfClosure, value: true)
                .connect(host: "127.0.0.1", port: try #require(client.port)) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: try request()))
                outbound.finish()
                var bytes = Data()
                for try await part in inbound { bytes.append(contentsOf: part.readableBytesView) }
                return bytes
            }
        }
        #expect(answer.suffix(Self.size) == house.film)
    }

    @Test func whoeverTakesNothingIsCut() async throws {
        var limits = ConnectionLimits()
        limits.stalled = .milliseconds(100)
        try await house.app(limits: limits).test(.live) { client async throws -> Void in
            try await warm(client)
            let idle = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).channelOption(.autoRead, value: false)
                .connect(host: "127.0.0.1", port: try #require(client.port)).get()
            try await idle.writeAndFlush(ByteBuffer(string: try request()))
            // Nothing is read here, so the end is seen by writing.
            var isOpen = true
            while isOpen {
                try await Task.sleep(for: .milliseconds(20))
                do { try await idle.writeAndFlush(ByteBuffer(string: "x")) } catch { isOpen = false }
            }
            try? await idle.close()
        }
        #expect(house.meter.answers == 1)
    }

    @Test func aConnectionOnWhichNothingIsAskedIsClosed() async throws {
        var limits = ConnectionLimits()
        limits.idle = .milliseconds(100)
        try await house.app(limits: limits).test(.live) { client async throws -> Void in
            try await warm(client)
            for first in ["", try request("0-9"), try request(path: "/nowhere"), "GET / HTTP/1.1\r\nHost: a"] {
                try await RawConnection.open(port: #require(client.port)) { inbound, outbound in
                    try await outbound.write(ByteBuffer(string: first))
                    for try await _ in inbound {}
                }
            }
        }
    }

    @Test func aConnectionIsKeptAsLongAsItAsks() async throws {
        var limits = ConnectionLimits()
        limits.idle = .milliseconds(400)
        try await house.app(limits: limits).test(.live) { client async throws -> Void in
            try await warm(client)
            try await RawConnection.open(port: #require(client.port)) { inbound, outbound in
                var parts = inbound.makeAsyncIterator()
                for _ in 0..<6 {
                    try await outbound.write(ByteBuffer(string: try request("0-9")))
                    #expect(try await parts.next().map { String(buffer: $0).hasPrefix("HTTP/1.1 206") } == true)
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
        }
        #expect(house.meter.answers == 6)
    }

    @Test func aClosingHouseEndsWhatItBegan() async throws {
        var limits = ConnectionLimits()
        limits.farewell = .seconds(300)
        let received = try await house.app(limits: limits).test(.live) { client in
            try await warm(client)
            let port = try #require(client.port)
            let (begun, begin) = AsyncStream<Void>.makeStream()
            let reading = Task {
                try await RawConnection.open(port: port) { inbound, outbound in
                    try await outbound.write(ByteBuffer(string: try request()))
                    var bytes = 0
                    for try await part in inbound {
                        bytes += part.readableBytes
                        begin.yield()
                    }
                    return bytes
                }
            }
            for await _ in begun { break }
            // The server closes when this returns; the reader goes on.
            return reading
        }
        #expect(try await received.value > Self.size)
    }

    @Test(arguments: [true, false])
    func overTLSTheSameBytesCome(isNew: Bool) async throws {
        let identity = try TLSIdentity()
        try await house.app(tls: try identity.server()).test(.live) { [house] client async throws -> Void in
            var configuration = HTTPClient.Configuration(tlsConfiguration: try identity.client())
            configuration.httpVersion = isNew ? .automatic : .http1Only
            let browser = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
            do {
                // Small pieces on a connection that speaks HTTP/1.1 come from memory here too.
                for range in [0..<10, 7..<50_000, 100..<2_000_000, 0..<Self.size] + Array(repeating: 20..<30, count: isNew ? 1 : 20) {
                    var request = HTTPClientRequest(url: "https://localhost:\(try #require(client.port))\(house.filmAddress)")
                    request.headers.add(name: "Cookie", value: try house.cookie())
                    request.headers.add(name: "Range", value: "bytes=\(range.lowerBound)-\(range.upperBound - 1)")
                    let answer = try await browser.execute(request, timeout: .seconds(600))
                    #expect(answer.status == .partialContent && answer.version == (isNew ? .http2 : .http1_1))
                    #expect(try await Data(answer.body.collect(upTo: Self.size).readableBytesView) == house.film[range])
                }
                try await browser.shutdown()
            } catch {
                try await browser.shutdown()
                throw error
            }
        }
        #expect((house.meter.answers > 0) == !isNew)
    }
}
