import NIOCore
import NIOPosix
import Synchronization

@testable import KinoraBolt

/// A server that says what a test tells it to; for what a real one cannot be made to say.
final class ScriptedServer: Sendable {
    /// What a request was: the kind of message, and its fields.
    struct Request: Sendable {
        var connection: Int
        var tag: UInt8
        var fields: [BoltValue]

        var query: String? { tag == 0x10 ? fields.first?.asString : nil }
    }

    enum Act: Sendable {
        case say(UInt8, [BoltValue])
        /// Bytes as they are.
        case raw([UInt8])
        case close

        static func success(_ facts: [String: BoltValue] = [:]) -> Act { .say(0x70, [.map(facts)]) }
        static func record(_ values: BoltValue...) -> Act { .say(0x71, [.list(values)]) }
        static let ignored = Act.say(0x7E, [])
        static func failure(_ code: String) -> Act { .say(0x7F, [["code": .string(code), "message": "as the script says"]]) }
    }

    let address: BoltAddress
    private let channel: any Channel
    private let heard: Log

    final class Log: Sendable {
        private let requests = Mutex<[Request]>([])
        private let count = Mutex(0)

        func note(_ request: Request) { requests.withLock { $0.append(request) } }
        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
        var all: [Request] { requests.withLock { $0 } }
    }

    /// - Parameters:
    ///   - version: what it answers to the offers.
    ///   - pieces: into how many bytes at a time it splits what it says; 0 for not at all.
    ///   - script: what it says to a request; nil for the usual: success, and IGNORED after a failure until it is told to begin anew.
    init(
        scheme: String = "bolt", version: [UInt8] = [0, 0, 4, 5], pieces: Int = 0, _ script: @escaping @Sendable (Request) -> [Act]?
    ) async throws {
        let heard = Log()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Conversation(heard, version, pieces, script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.heard = heard
        address = BoltAddress("\(scheme)://127.0.0.1:\(channel.localAddress?.port ?? 0)")!
    }

    var requests: [Request] { heard.all }

    func stop() async { try? await channel.close() }

    private final class Conversation: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let heard: Log
        private let version: [UInt8]
        private let pieces: Int
        private let script: @Sendable (Request) -> [Act]?
        private let number: Int
        private var greeting = ByteBuffer()
        private var isGreeted = false
        private var chunks = ChunkReader(longest: 1 << 20)
        private var hasFailed = false

        init(_ heard: Log, _ version: [UInt8], _ pieces: Int, _ script: @escaping @Sendable (Request) -> [Act]?) {
            self.heard = heard
            self.version = version
            self.pieces = pieces
            self.script = script
            number = heard.next()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var bytes = unwrapInboundIn(data)
            if !isGreeted {
                greeting.writeBuffer(&bytes)
                guard greeting.readableBytes >= BoltVersion.offers.count,
                    greeting.readBytes(length: BoltVersion.offers.count) == BoltVersion.offers
                else { return }
                isGreeted = true
                bytes = greeting
                write(ByteBuffer(bytes: version), context)
            }
            for message in (try? chunks.feed(bytes)) ?? [] {
                var reader = PackStreamReader(message, version: BoltVersion(5, 4))
                guard let (tag, count) = try? reader.messageHead() else { return }
                let fields = (0..<count).compactMap { _ in try? reader.value() }
                let request = Request(connection: number, tag: tag, fields: fields)
                heard.note(request)
                answer(request, context)
            }
        }

        private func answer(_ request: Request, _ context: ChannelHandlerContext) {
            if request.tag == 0x0F { hasFailed = false }
            let acts = hasFailed ? [.ignored] : script(request) ?? [.success()]
            for act in acts {
                switch act {
                case .say(let tag, let fields):
                    if tag == 0x7F { hasFailed = true }
                    var writer = PackStreamWriter(version: BoltVersion(5, 4))
                    try? writer.structure(tag, fields)
                    write(ChunkReader.chunks(of: writer.buffer), context)
                case .raw(let bytes): write(ByteBuffer(bytes: bytes), context)
                case .close: context.close(promise: nil)
                }
            }
        }

        private func write(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
            var bytes = bytes
            guard pieces > 0 else {
                context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
                return
            }
            while let part = bytes.readSlice(length: min(pieces, bytes.readableBytes)), part.readableBytes > 0 {
                context.writeAndFlush(wrapOutboundOut(part), promise: nil)
            }
        }
    }
}
