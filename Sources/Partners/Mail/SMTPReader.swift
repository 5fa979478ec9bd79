import NIOCore
import NIOSSL
import Synchronization

/// The end of a connection's pipeline: hands each answer to the one who waits for it.
///
/// At most one waits, and few answers lie unread: a server that says much unasked is left.
final class SMTPReader: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private struct Inside {
        var parser: SMTPReplyParser
        var unread: [SMTPReply] = []
        var fault: SMTPFault?
        var waiting: CheckedContinuation<SMTPReply, any Error>?
    }

    private static let mostUnread = 4
    private let inside: Mutex<Inside>

    init(_ limits: MailLimits) {
        inside = Mutex(Inside(parser: SMTPReplyParser(lineBytes: limits.lineBytes, answerBytes: limits.answerBytes)))
    }

    /// The next answer.
    /// - Throws: `SMTPFault`.
    func next() async throws -> SMTPReply {
        try await withCheckedThrowingContinuation { continuation in
            let outcome: Result<SMTPReply, any Error>? = inside.withLock { inside in
                if !inside.unread.isEmpty { return .success(inside.unread.removeFirst()) }
                if let fault = inside.fault { return .failure(fault) }
                inside.waiting = continuation
                return nil
            }
            if let outcome { continuation.resume(with: outcome) }
        }
    }

    /// Nothing that came so far lies unread, not even a part of an answer.
    var isEmpty: Bool { inside.withLock { $0.unread.isEmpty && !$0.parser.isInside } }

    /// Ends the conversation; whoever waits hears why. The first reason counts.
    func fail(_ fault: SMTPFault) {
        let waiting = inside.withLock { inside in
            if inside.fault == nil { inside.fault = fault }
            defer { inside.waiting = nil }
            return inside.waiting
        }
        waiting?.resume(throwing: fault)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data).readableBytesView
        do {
            try take(bytes)
        } catch {
            fail(SMTPFault(error))
            context.close(promise: nil)
        }
    }

    private func take(_ bytes: ByteBufferView) throws {
        let (waiting, reply) = try inside.withLock { inside in
            inside.unread += try inside.parser.feed(bytes)
            guard inside.unread.count <= Self.mostUnread else { throw SMTPReplyParser.Fault.notSMTP }
            guard let waiting = inside.waiting, !inside.unread.isEmpty else {
                return (nil, nil) as (CheckedContinuation<SMTPReply, any Error>?, SMTPReply?)
            }
            inside.waiting = nil
            return (waiting, inside.unread.removeFirst())
        }
        if let waiting, let reply { waiting.resume(returning: reply) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(SMTPFault(error))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.broken)
        context.fireChannelInactive()
    }
}
