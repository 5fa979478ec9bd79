import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import NIOTLS
import Synchronization

/// A connection that speaks TLS, and in it HTTP/2 (RFC 9113) or HTTP/1.1, as both sides agree in the handshake (ALPN, RFC 7301).
struct EncryptedChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let agreed: EventLoopFuture<Agreed>
        let channel: any Channel
        fileprivate let attendance: Attendance
    }

    enum Agreed: Sendable {
        case one(PlainChannel.Value)
        case two(HTTP2Channel.Value)
    }

    /// The names of both in a handshake, the better one first.
    static let protocols = ["h2", "http/1.1"]

    private let context: NIOSSLContext
    private let limits: ConnectionLimits
    private let one: PlainChannel
    private let two: HTTP2Channel

    /// - Throws: `NIOSSLError` when certificate and key cannot be used.
    init(_ tls: TLSConfiguration, responder: @escaping HTTPChannelHandler.Responder, limits: ConnectionLimits, quick: QuickLane?) throws {
        var tls = tls
        tls.applicationProtocols = Self.protocols
        context = try NIOSSLContext(configuration: tls)
        self.limits = limits
        one = PlainChannel(responder: responder, limits: limits, quick: quick, isEncrypted: true)
        two = HTTP2Channel(
            responder: responder,
            configuration: HTTP2Channel.Configuration(
                idleTimeout: .nanoseconds(limits.idle.nanoseconds), gracefulCloseTimeout: .nanoseconds(limits.farewell.nanoseconds),
                streamConfiguration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [ConnectionWatch(limits)], idleTimeout: limits.idle)))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let agreement = NIOTypedApplicationProtocolNegotiationHandler<Agreed> { result in
                switch result {
                case .negotiated("h2"): two.setup(channel: channel, logger: logger).map { .two($0) }
                case .negotiated("http/1.1"), .fallback: one.setup(channel: channel, logger: logger).map { .one($0) }
                case .negotiated: channel.eventLoop.makeFailedFuture(NothingAgreed())
                }
            }
            try channel.pipeline.syncOperations.addHandlers(
                NIOSSLServerHandler(context: context), HandshakeWatch(limits.idle), agreement)
            return Value(agreed: agreement.protocolNegotiationResult, channel: channel, attendance: Attendance(channel))
        }
    }

    func handle(value: Value, logger: Logger) async {
        value.attendance.note()
        do {
            switch try await value.agreed.get() {
            case .one(let channel): await one.handle(value: channel, logger: logger)
            case .two(let channel): await two.handle(value: channel, logger: logger)
            }
        } catch {
            // Whoever speaks no TLS, or hangs up in the middle, is no fault of ours.
            logger.trace("No handshake: \(error)")
            value.channel.close(promise: nil)
        }
    }
}

/// Closes a connection that nobody came to handle. A server that stops drops those that it accepted in the same moment (see `DroppedChannel`);
/// had they time to agree to HTTP/2, their requests would be dropped unhandled, and that ends the whole process.
private final class Attendance: Sendable {
    private let channel: any Channel
    private let isNoted = Atomic<Bool>(false)

    init(_ channel: any Channel) {
        self.channel = channel
    }

    /// Somebody handles it, and closes it in the end.
    func note() { isNoted.store(true, ordering: .relaxed) }

    deinit {
        if !isNoted.load(ordering: .relaxed) { channel.close(promise: nil) }
    }
}

/// Neither of the protocols that we speak.
private struct NothingAgreed: Error {}

/// Closes a connection whose handshake does not end in time.
final class HandshakeWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let patience: TimeAmount
    private var end: Scheduled<Void>?

    init(_ patience: TimeAmount) {
        self.patience = patience
    }

    func handlerAdded(context: ChannelHandlerContext) {
        end = context.eventLoop.assumeIsolated().scheduleTask(in: patience) { context.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { end?.cancel() }
        context.fireUserInboundEventTriggered(event)
    }

    func handlerRemoved(context: ChannelHandlerContext) { end?.cancel() }
}
