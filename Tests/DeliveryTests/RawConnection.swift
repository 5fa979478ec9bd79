import NIOCore
import NIOPosix

/// A TCP connection that sends bytes as they are given: what a browser would tidy up first reaches the server untouched.
struct RawConnection {
    /// Sends one request, closes for writing by saying so, and returns everything that comes back.
    static func exchange(_ request: String, port: Int) async throws -> String {
        try await open(port: port) { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var answer = ByteBuffer()
            for try await var part in inbound { answer.writeBuffer(&part) }
            return String(buffer: answer)
        }
    }

    /// Sends one request and returns what comes first; the connection would stay open.
    static func beginning(_ request: String, port: Int) async throws -> String {
        try await open(port: port) { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            for try await part in inbound { return String(buffer: part) }
            return ""
        }
    }

    static func open<Result: Sendable>(
        port: Int,
        _ use: @Sendable (NIOAsyncChannelInboundStream<ByteBuffer>, NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in try await use(inbound, outbound) }
    }
}
