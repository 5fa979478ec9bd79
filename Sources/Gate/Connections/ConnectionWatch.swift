import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection that oversteps its limits. What it cannot see, the time before a request's head, the server watches itself.
///
/// 1. A request whose head has arrived has a fixed time to arrive as a whole, however busily it trickles, and a bounded body.
/// 2. While something that was written has not been taken by the client, one timer runs; it closes when nothing was taken for too long.
/// 3. When the house closes, whatever is still open after the farewell is cut. A paused viewer would else keep the house open for ever.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ConnectionLimits
    private var bodyBytes = 0
    private var mostBodyBytes = 0
    private var arrival: Scheduled<Void>?
    private var departure: Scheduled<Void>?
    private var farewell: Scheduled<Void>?
    private var untaken = 0
    private var lastTaken = NIODeadline.uptimeNanoseconds(0)

    init(_ limits: ConnectionLimits) {
        self.limits = limits
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            bodyBytes = 0
            let path = head.path ?? ""
            let isUpload = Uploads.contain(path)
            let isLarge = isUpload || ProgramPaths.api.contain(path)
            mostBodyBytes = isLarge ? limits.programBodyBytes : limits.bodyBytes
            arrival?.cancel()
            arrival = close(context, in: isUpload ? limits.upload : limits.request)
        case .body(let bytes):
            bodyBytes += bytes.readableBytes
            guard bodyBytes <= mostBodyBytes else { return context.close(promise: nil) }
        case .end:
            arrival?.cancel()
            arrival = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let taken = promise ?? context.eventLoop.makePromise()
        if untaken == 0 { lastTaken = context.eventLoop.now }
        untaken += 1
        taken.futureResult.assumeIsolated().whenComplete { _ in
            self.untaken -= 1
            self.lastTaken = context.eventLoop.now
        }
        if departure == nil { watchDeparture(context) }
        context.write(data, promise: taken)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, farewell == nil { farewell = close(context, in: limits.farewell) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancelTimers()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancelTimers() }

    /// Looks again when the time since the last progress could be over; stops looking when everything was taken.
    private func watchDeparture(_ context: ChannelHandlerContext) {
        departure = context.eventLoop.assumeIsolated().scheduleTask(deadline: lastTaken + limits.stalled) {
            self.departure = nil
            guard self.untaken > 0 else { return }
            guard context.eventLoop.now < self.lastTaken + self.limits.stalled else { return context.close(promise: nil) }
            self.watchDeparture(context)
        }
    }

    private func close(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }

    private func cancelTimers() {
        for timer in [arrival, departure, farewell] { timer?.cancel() }
        (arrival, departure, farewell) = (nil, nil, nil)
    }
}
