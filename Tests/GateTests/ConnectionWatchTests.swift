import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import KinoraGate

@Suite("A connection keeps its limits")
struct ConnectionWatchTests {
    private let channel: EmbeddedChannel
    private let loop: EmbeddedEventLoop
    private let limits = ConnectionLimits()
    private static let head = HTTPRequestPart.head(HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/"))

    init() throws {
        loop = EmbeddedEventLoop()
        channel = EmbeddedChannel(handler: ConnectionWatch(limits), loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    private func bytes(_ count: Int) -> HTTPRequestPart { .body(ByteBuffer(repeating: 1, count: count)) }

    @Test func aBodyThatTricklesForTooLongIsCut() throws {
        let quarter = TimeAmount.nanoseconds(limits.request.nanoseconds / 4)
        try channel.writeInbound(Self.head)
        for _ in 0..<3 {
            loop.advanceTime(by: quarter)
            try channel.writeInbound(bytes(1))
            #expect(channel.isActive)
        }
        loop.advanceTime(by: quarter)
        #expect(!channel.isActive)
    }

    @Test func aRequestThatHasArrivedMayBeAnsweredForAsLongAsItTakes() throws {
        try channel.writeInbound(Self.head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        loop.advanceTime(by: .hours(10))
        #expect(channel.isActive)
    }

    @Test func aBodyWithoutAnEndIsCut() throws {
        try channel.writeInbound(Self.head)
        for _ in 0..<(limits.bodyBytes / 65_536) { try channel.writeInbound(bytes(65_536)) }
        #expect(channel.isActive)
        try channel.writeInbound(bytes(1))
        #expect(!channel.isActive)
    }

    @Test func eachRequestMaySendABody() throws {
        for _ in 0..<3 {
            try channel.writeInbound(Self.head)
            try channel.writeInbound(bytes(limits.bodyBytes))
            try channel.writeInbound(HTTPRequestPart.end(nil))
        }
        #expect(channel.isActive)
    }

    @Test func aViewerWhoTakesNothingIsCut() throws {
        channel.write(HTTPResponsePart.body(ByteBuffer(string: "film")), promise: nil)
        loop.advanceTime(by: limits.stalled - .seconds(1))
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func aViewerWhoTakesSlowlyIsNot() throws {
        for _ in 0..<5 {
            channel.write(HTTPResponsePart.body(ByteBuffer(string: "film")), promise: nil)
            loop.advanceTime(by: limits.stalled - .seconds(1))
            channel.flush()
            channel.write(HTTPResponsePart.body(ByteBuffer(string: "film")), promise: nil)
            #expect(channel.isActive)
            channel.flush()
        }
        loop.advanceTime(by: .hours(10))
        #expect(channel.isActive)
    }

    @Test func aClosingHouseWaitsForTheFarewellOnly() throws {
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        loop.advanceTime(by: limits.farewell - .seconds(1))
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func aClosedConnectionLeavesNoTimerBehind() throws {
        try channel.writeInbound(Self.head)
        channel.write(HTTPResponsePart.body(ByteBuffer(string: "film")), promise: nil)
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        try channel.close().wait()
        loop.advanceTime(by: .hours(1))
        #expect(!channel.isActive)
    }
}
