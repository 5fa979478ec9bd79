import NIOCore
import NIOSSL
import Synchronization

/// The end of a connection's pipeline: first the version that both sides speak, then answers, each handed to the one who asked, in the order of
/// the questions.
final class BoltReader: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    /// Some requests that were sent together.
    fileprivate struct Exchange {
        /// How many rows each may bring; nil for those that bring none, -1 for any number.
        var allowances: [Int64?]
        var replies: [BoltReply] = []
        var rows: [[BoltValue]] = []
        var continuation: CheckedContinuation<[BoltReply], any Error>?
    }

    private struct Inside {
        var chunks: ChunkReader
        var version: BoltVersion?
        var greeting = ByteBuffer()
        var greeted: CheckedContinuation<BoltVersion, any Error>?
        var exchanges: [Exchange] = []
        var fault: BoltFault?
    }

    private let inside: Mutex<Inside>

    init(longestMessage: Int) {
        inside = Mutex(Inside(chunks: ChunkReader(longest: longestMessage)))
    }

    /// Waits for the version that the server chooses.
    func version() async throws -> BoltVersion {
        try await withCheckedThrowingContinuation { continuation in
            let outcome: Result<BoltVersion, any Error>? = inside.withLock { inside in
                if let fault = inside.fault { return .failure(fault) }
                if let version = inside.version { return .success(version) }
                inside.greeted = continuation
                return nil
            }
            if let outcome { continuation.resume(with: outcome) }
        }
    }

    /// Waits for the answers to requests that `send` sends now.
    func replies(to requests: [BoltRequest], send: @Sendable () -> Void) async throws -> [BoltReply] {
        try await withCheckedThrowingContinuation { continuation in
            let fault: BoltFault? = inside.withLock { inside in
                if let fault = inside.fault { return fault }
                inside.exchanges.append(Exchange(allowances: requests.map(\.rows), continuation: continuation))
                // Inside the lock: the order of the questions is that of those who wait.
                send()
                return nil
            }
            if let fault { continuation.resume(throwing: fault) }
        }
    }

    /// Ends the conversation; whoever waits hears why. The first reason counts.
    func fail(_ fault: BoltFault) {
        let (greeted, exchanges, reason) = inside.withLock { inside in
            if inside.fault == nil { inside.fault = fault }
            defer {
                inside.greeted = nil
                inside.exchanges = []
            }
            return (inside.greeted, inside.exchanges, inside.fault ?? fault)
        }
        greeted?.resume(throwing: reason)
        for exchange in exchanges { exchange.continuation?.resume(throwing: reason) }
    }

    var hasFailed: Bool { inside.withLock { $0.fault != nil } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do {
            try take(unwrapInboundIn(data))
        } catch {
            fail(BoltFault(error))
            context.close(promise: nil)
        }
    }

    private func take(_ bytes: ByteBuffer) throws {
        var bytes = bytes
        let greeted: (CheckedContinuation<BoltVersion, any Error>, BoltVersion)? = try inside.withLock { inside in
            guard inside.version == nil else { return nil }
            if var part = bytes.readSlice(length: min(BoltVersion.answerLength - inside.greeting.readableBytes, bytes.readableBytes)) {
                inside.greeting.writeBuffer(&part)
            }
            guard inside.greeting.readableBytes == BoltVersion.answerLength else { return nil }
            let version = try BoltVersion(answer: inside.greeting)
            inside.version = version
            defer { inside.greeted = nil }
            return inside.greeted.map { ($0, version) }
        }
        if let greeted { greeted.0.resume(returning: greeted.1) }
        // Who has the whole answer gets it, whatever is wrong with what comes behind.
        var finished: [Exchange] = []
        defer { for exchange in finished { exchange.continuation?.resume(returning: exchange.replies) } }
        try inside.withLock { inside in
            guard let version = inside.version, bytes.readableBytes > 0 else { return }
            for message in try inside.chunks.feed(bytes) {
                let answer = try BoltAnswer(message, version: version)
                guard !inside.exchanges.isEmpty else { throw BoltFault.malformed("it answers what nobody asked") }
                try inside.exchanges[0].take(answer)
                if inside.exchanges[0].isFinished { finished.append(inside.exchanges.removeFirst()) }
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(BoltFault(error))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.broken)
        context.fireChannelInactive()
    }
}

extension BoltReader.Exchange {
    fileprivate var isFinished: Bool { replies.count == allowances.count }

    fileprivate mutating func take(_ answer: BoltAnswer) throws {
        switch answer {
        case .record(let row):
            guard let allowance = allowances[replies.count], allowance < 0 || rows.count < allowance else {
                throw BoltFault.malformed("it sends rows that nobody asked for")
            }
            rows.append(row)
        case .success(let facts): end(.success(facts))
        case .ignored: end(.ignored)
        case .failure(let code, let message): end(.failure(code: code, message: message))
        }
    }

    private mutating func end(_ end: BoltReply.End) {
        replies.append(BoltReply(rows: rows, end: end))
        rows = []
    }
}
