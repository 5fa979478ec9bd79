import NIOCore
import NIOHTTP1

/// Stands right behind the decoder of a connection: what can be answered at once it answers, in turn; the rest goes on to the router. It also
/// closes a connection on which nothing is asked, and one whose client takes nothing of what was sent quickly.
///
/// While an answer of its own is on its way nothing more is read, so a client that asks without end costs no memory.
final class QuickLaneHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: ConnectionLimits
    private let desk: QuickLane.Desk?
    /// What is written here goes to the socket as it is.
    private let wire: ChannelHandlerContext
    /// Requests that the router has and has not answered yet.
    private var ordinary = 0
    /// Pieces of our own that the client has not taken yet.
    private var untaken = 0
    private var isEndOurs = false
    private var hasWritten = false
    private var isReadWanted = false
    /// What the rest of the connection hears when our answers were taken: that the client sends nothing more, or that the house closes.
    private var held: [Any] = []
    private var lastSeen = NIODeadline.uptimeNanoseconds(0)
    private var timers: (idle: Scheduled<Void>?, stalled: Scheduled<Void>?, farewell: Scheduled<Void>?)

    init(_ limits: ConnectionLimits, desk: QuickLane.Desk?, wire: ChannelHandlerContext) {
        self.limits = limits
        self.desk = desk
        self.wire = wire
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastSeen = context.eventLoop.now
        switch unwrapInboundIn(data) {
        case .head(let head):
            if ordinary == 0, held.isEmpty, let sending = desk?.sending(for: head, context.channel.allocator) {
                isEndOurs = true
                return send(sending, context)
            }
            ordinary += 1
        case .end where isEndOurs:
            isEndOurs = false
            return
        case .body, .end: break
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if hasWritten {
            hasWritten = false
            wire.flush()
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            ordinary -= 1
            lastSeen = context.eventLoop.now
        }
        context.write(data, promise: promise)
    }

    func read(context: ChannelHandlerContext) {
        if untaken > 0 { isReadWanted = true } else { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard untaken > 0, event is ChannelShouldQuiesceEvent || event as? ChannelEvent == .inputClosed else {
            return context.fireUserInboundEventTriggered(event)
        }
        held.append(event)
        if event is ChannelShouldQuiesceEvent, timers.farewell == nil {
            timers.farewell = context.eventLoop.assumeIsolated().scheduleTask(in: limits.farewell) { context.close(promise: nil) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancelTimers()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancelTimers() }

    private func send(_ sending: QuickLane.Sending, _ context: ChannelHandlerContext) {
        hasWritten = true
        let file = sending.file
        guard let last = sending.regions.last else {
            return write(.byteBuffer(sending.head), of: file, context)
        }
        wire.write(NIOAny(IOData.byteBuffer(sending.head)), promise: nil)
        for region in sending.regions.dropLast() { write(.fileRegion(region), of: file, context) }
        write(.fileRegion(last), of: file, context)
    }

    /// The file stays open until the client has taken the piece.
    private func write(_ data: IOData, of file: ServedFile, _ context: ChannelHandlerContext) {
        untaken += 1
        let taken = context.eventLoop.makePromise(of: Void.self)
        taken.futureResult.assumeIsolated().whenComplete { _ in
            withExtendedLifetime(file) { self.wasTaken(context) }
        }
        wire.write(NIOAny(data), promise: taken)
        if timers.stalled == nil { watchStall(context) }
    }

    private func wasTaken(_ context: ChannelHandlerContext) {
        untaken -= 1
        lastSeen = context.eventLoop.now
        guard untaken == 0, context.channel.isActive else { return }
        let events = held
        held = []
        for event in events { context.fireUserInboundEventTriggered(event) }
        if isReadWanted {
            isReadWanted = false
            context.read()
        }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard timers.idle == nil else { return }
        lastSeen = context.eventLoop.now
        watchIdleness(context, at: lastSeen + limits.idle)
    }

    private func watchIdleness(_ context: ChannelHandlerContext, at moment: NIODeadline) {
        timers.idle = context.eventLoop.assumeIsolated().scheduleTask(deadline: moment) {
            let now = context.eventLoop.now
            let isBusy = self.ordinary > 0 || self.untaken > 0
            guard isBusy || now < self.lastSeen + self.limits.idle else { return context.close(promise: nil) }
            self.watchIdleness(context, at: isBusy ? now + self.limits.idle : self.lastSeen + self.limits.idle)
        }
    }

    /// Looks again when the time since the last progress could be over; stops looking when everything was taken.
    private func watchStall(_ context: ChannelHandlerContext) {
        timers.stalled = context.eventLoop.assumeIsolated().scheduleTask(deadline: lastSeen + limits.stalled) {
            self.timers.stalled = nil
            guard self.untaken > 0 else { return }
            guard context.eventLoop.now < self.lastSeen + self.limits.stalled else { return context.close(promise: nil) }
            self.watchStall(context)
        }
    }

    private func cancelTimers() {
        timers.idle?.cancel()
        timers.stalled?.cancel()
        timers.farewell?.cancel()
        timers = (nil, nil, nil)
    }
}
