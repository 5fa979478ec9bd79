import Foundation
import KinoraPartners
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A provider of a test's own, on a real socket: answers what the test says and remembers what it was asked.
final class PartnerPeer: Sendable {
    struct Asked: Sendable {
        let path: String
        let query: [String: String]
        let headers: HTTPHeaders
    }

    enum Reply: Sendable {
        case json(String, status: Int = 200, headers: [String: String] = [:])
        case bytes([UInt8], type: String)
        /// The head of an answer and then a body without an end.
        case flood
        case silence
        case hangUp
    }

    let port: Int
    private let channel: any Channel
    private let asked = Mutex<[Asked]>([])

    init(_ reply: @escaping @Sendable (Asked, _ number: Int) -> Reply) async throws {
        let box = Box()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMap {
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            PeerConversation { request in
                                box.peer.withLock { $0 }.map { $0.note(request, reply) } ?? .hangUp
                            })
                    }
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        box.peer.withLock { $0 = self }
    }

    private final class Box: Sendable {
        let peer = Mutex<PartnerPeer?>(nil)
    }

    var requests: [Asked] { asked.withLock { $0 } }
    var url: String { "http://127.0.0.1:\(port)" }
    var address: PartnerAddress { get throws { try PartnerAddress(url).unwrapped } }

    func count(_ path: String) -> Int { requests.filter { $0.path == path }.count }

    func close() async throws { try await channel.close() }

    private func note(_ request: Asked, _ reply: (Asked, Int) -> Reply) -> Reply {
        reply(
            request,
            asked.withLock { asked in
                asked.append(request)
                return asked.count
            })
    }
}

struct Missing: Error {}

extension Optional {
    var unwrapped: Wrapped {
        get throws {
            guard let self else { throw Missing() }
            return self
        }
    }
}

private final class PeerConversation: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answer: (PartnerPeer.Asked) -> PartnerPeer.Reply
    private var head: HTTPRequestHead?

    init(_ answer: @escaping (PartnerPeer.Asked) -> PartnerPeer.Reply) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end: if let head { reply(to: head, context) }
        }
    }

    private func reply(to head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let parts = URLComponents(string: head.uri)
        let query = Dictionary((parts?.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        switch answer(.init(path: parts?.path ?? head.uri, query: query, headers: head.headers)) {
        case .json(let text, let status, let headers):
            var fields = HTTPHeaders([("Content-Type", "application/json")])
            for (name, value) in headers { fields.add(name: name, value: value) }
            write(Array(text.utf8), HTTPResponseStatus(statusCode: status), fields, context)
        case .bytes(let bytes, let type): write(bytes, .ok, HTTPHeaders([("Content-Type", type)]), context)
        case .flood:
            context.write(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: ["Content-Type": "image/png"]))),
                promise: nil)
            flood(context)
        case .silence: break
        case .hangUp: context.close(promise: nil)
        }
    }

    private func write(_ bytes: [UInt8], _ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ context: ChannelHandlerContext) {
        var headers = headers
        headers.replaceOrAdd(name: "Content-Length", value: "\(bytes.count)")
        context.write(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func flood(_ context: ChannelHandlerContext) {
        let part = ByteBuffer(repeating: 0x20, count: 1 << 20)
        let loop = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part)))).whenSuccess {
            let (conversation, context) = loop.value
            conversation.flood(context)
        }
    }
}
