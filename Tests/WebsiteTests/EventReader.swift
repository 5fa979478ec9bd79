import Foundation
import NIOCore
import NIOPosix

/// Reads server-sent events from a socket as a browser does.
struct EventReader {
    private var parts: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var text = ""

    struct Ended: Error {}

    static func read(port: Int, _ use: (inout EventReader) async throws -> Void) async throws {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel) }
            }
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: "GET /preparation/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            var reader = EventReader(parts: inbound.makeAsyncIterator())
            try await use(&reader)
        }
    }

    /// The data of the next event `board`.
    mutating func next() async throws -> String {
        while true {
            if let start = text.range(of: "event: board\ndata: "), let end = text.range(of: "\n\n", range: start.upperBound..<text.endIndex)
            {
                let data = String(text[start.upperBound..<end.lowerBound])
                text = String(text[end.upperBound...])
                return data
            }
            guard let part = try await parts.next() else { throw Ended() }
            text += String(buffer: part)
        }
    }
}
