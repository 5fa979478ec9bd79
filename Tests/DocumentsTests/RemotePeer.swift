import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A server on a real socket that answers as a test tells it, byte by byte, also wrongly.
final class RemotePeer: Sendable {
    struct Asked: Sendable {
        /// Counted from 1.
        let number: Int
        let head: String
        let body: String

        var line: Substring { head.prefix { $0 != "\r" && $0 != "\r\n" } }
    }

    enum Reply: Sendable {
        case answer(_ status: Int, _ body: String, headers: [String] = [])
        /// These bytes, and then the connection is closed.
        case raw(String)
        /// These bytes over and over, until the other end has gone.
        case flood(_ head: String, _ again: String)
        /// Nothing, for as long as the connection stands.
        case silence
        case hangUp
    }

    let port: Int
    private let channel: any Channel
    private let asked: Asking

    static let emptyFeed = Reply.answer(200, #"{"changes":[],"latest":0}"#)

    /// - Parameter isKinora: the feed and the making of collections are answered as a Kinora does; everything else as the test says.
    init(isKinora: Bool = true, _ reply: @escaping @Sendable (Asked) -> Reply) async throws {
        let asked = Asking(isKinora: isKinora, reply)
        self.asked = asked
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(PeerConnection(asked)) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    var url: String { "http://127.0.0.1:\(port)/api" }

    /// What was asked beside the feed and the making of collections.
    var requests: [Asked] { asked.all.withLock { $0 } }

    func close() async throws { try await channel.close() }
}

/// What all connections of a peer share.
private final class Asking: Sendable {
    let all = Mutex<[RemotePeer.Asked]>([])
    private let reply: @Sendable (RemotePeer.Asked) -> RemotePeer.Reply

    private let isKinora: Bool

    init(isKinora: Bool, _ reply: @escaping @Sendable (RemotePeer.Asked) -> RemotePeer.Reply) {
        self.isKinora = isKinora
        self.reply = reply
    }

    func answer(_ head: String, _ body: String) -> RemotePeer.Reply {
        if isKinora, head.hasPrefix("GET /api/_changes") { return RemotePeer.emptyFeed }
        if isKinora, head.hasPrefix("PUT /api/things ") { return .answer(200, "") }
        let request = all.withLock { all in
            all.append(.init(number: all.count + 1, head: head, body: body))
            return all[all.count - 1]
        }
        return reply(request)
    }
}

private final class PeerConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let asked: Asking
    private var received = ByteBuffer()

    init(_ asked: Asking) {
        self.asked = asked
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        received.writeBuffer(&part)
        // The greeting of TLS, answered as servers of plain HTTP do.
        if received.getInteger(at: received.readerIndex, as: UInt8.self) == 0x16 {
            return send(.raw("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), context)
        }
        while let (head, body) = nextRequest() { send(asked.answer(head, body), context) }
    }

    private func nextRequest() -> (String, String)? {
        let text = String(buffer: received)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let head = String(text[..<end.lowerBound])
        let field = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        let length = field.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
        let start = head.utf8.count + 4
        guard received.readableBytes >= start + length else { return nil }
        received.moveReaderIndex(forwardBy: start)
        return (head, received.readString(length: length) ?? "")
    }

    private func send(_ reply: RemotePeer.Reply, _ context: ChannelHandlerContext) {
        switch reply {
        case .answer(let status, let body, let headers):
            let more = headers.map { $0 + "\r\n" }.joined()
            write("HTTP/1.1 \(status) Said\r\nContent-Length: \(body.utf8.count)\r\n\(more)\r\n\(body)", context)
        case .raw(let text):
            write(text, context)
            context.close(promise: nil)
        case .flood(let head, let again):
            write(head, context)
            flood(again, context)
        case .silence: break
        case .hangUp: context.close(promise: nil)
        }
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
    }

    private func flood(_ text: String, _ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(NIOAny(ByteBuffer(string: text))).whenSuccess {
            let (connection, context) = bound.value
            connection.flood(text, context)
        }
    }
}
