import NIOCore

/// Stands between the socket and the decoder: what can be answered at once it answers, in turn; the rest goes on to the router. It also closes a
/// connection on which nothing is asked, and one whose client takes nothing of what was sent quickly.
///
/// It looks at bytes only when nothing is open behind it and the decoder holds none: so no byte is understood twice, or by the wrong one of both.
/// While an answer of its own is on its way nothing more is read, so a client that asks without end costs no memory.
final class QuickLaneHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let limits: ConnectionLimits
    private let desk: QuickLane.Desk?
    private let turns: Turns
    /// Whether the decoder holds the beginning of a request.
    private var isMidway = false
    /// Pieces of our own that the client has not taken yet.
    private var untaken = 0
    private var isReadWanted = false
    /// What the rest of the connection hears when our answers were taken: that the client sends nothing more, or that the house closes.
    private var held: [Any] = []
    private var lastSeen = NIODeadline.uptimeNanoseconds(0)
    private var idle: Scheduled<Void>?
    private var stalled: Scheduled<Void>?
    private var farewell: Scheduled<Void>?

    init(_ limits: ConnectionLimits, desk: QuickLane.Desk?, turns: Turns) {
        self.limits = limits
        self.desk = desk
        self.turns = turns
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if let desk, !isMidway, turns.open == 0, held.isEmpty { answer(&bytes, desk, context) }
        guard bytes.readableBytes > 0 else { return }
        let ending = bytes.viewBytes(at: bytes.writerIndex - min(4, bytes.readableBytes), length: min(4, bytes.readableBytes))
        let isWhole = ending.map { $0.elementsEqual(Self.endOfHead) } == true
        context.fireChannelRead(wrapInboundOut(bytes))
        // The decoder has taken what it was given. A head that has come whole leaves nothing behind; the end of a body may.
        isMidway = turns.isReading || !isWhole
    }

    private static let endOfHead: [UInt8] = [13, 10, 13, 10]

    /// Answers as many requests as it can, from the first on.
    private func answer(_ bytes: inout ByteBuffer, _ desk: QuickLane.Desk, _ context: ChannelHandlerContext) {
        var hasWritten = false
        while bytes.readableBytes > 0 {
            let found = bytes.withUnsafeReadableBytes { desk.sending(for: $0, context.channel.allocator) }
            guard let (sending, length) = found else { break }
            bytes.moveReaderIndex(forwardBy: length)
            send(sending, context)
            hasWritten = true
        }
        guard hasWritten else { return }
        lastSeen = context.eventLoop.now
        context.flush()
    }

    func read(context: ChannelHandlerContext) {
        if untaken > 0 { isReadWanted = true } else { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard untaken > 0, event is ChannelShouldQuiesceEvent || event as? ChannelEvent == .inputClosed else {
            return context.fireUserInboundEventTriggered(event)
        }
        held.append(event)
        if event is ChannelShouldQuiesceEvent, farewell == nil {
            farewell = context.eventLoop.assumeIsolated().scheduleTask(in: limits.farewell) { context.close(promise: nil) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancelTimers()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancelTimers() }

    private func send(_ sending: QuickLane.Sending, _ context: ChannelHandlerContext) {
        let file = sending.file
        guard !sending.regions.isEmpty else { return write(.byteBuffer(sending.head), of: file, context) }
        context.write(wrapOutboundOut(.byteBuffer(sending.head)), promise: nil)
        for region in sending.regions { write(.fileRegion(region), of: file, context) }
    }

    /// The file stays open until the client has taken the piece.
    private func write(_ data: IOData, of file: ServedFile, _ context: ChannelHandlerContext) {
        untaken += 1
        let taken = context.eventLoop.makePromise(of: Void.self)
        taken.futureResult.assumeIsolated().whenComplete { _ in
            withExtendedLifetime(file) { self.wasTaken(context) }
        }
        context.write(wrapOutboundOut(data), promise: taken)
        if stalled == nil { watchStall(context) }
    }

    private func wasTaken(_ context: ChannelHandlerContext) {
        untaken -= 1
        lastSeen = context.eventLoop.now
        guard untaken == 0, context.channel.isActive else { return }
        if !held.isEmpty {
            let events = held
            held = []
            for event in events { context.fireUserInboundEventTriggered(event) }
        }
        if isReadWanted {
            isReadWanted = false
            context.read()
        }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard idle == nil else { return }
        lastSeen = context.eventLoop.now
        watchIdleness(context, at: lastSeen + limits.idle)
    }

    private func watchIdleness(_ context: ChannelHandlerContext, at moment: NIODeadline) {
        idle = context.eventLoop.assumeIsolated().scheduleTask(deadline: moment) {
            let now = context.eventLoop.now
            let seen = max(self.lastSeen, self.turns.lastSeen)
            let isBusy = self.turns.open > 0 || self.untaken > 0
            guard isBusy || now < seen + self.limits.idle else { return context.close(promise: nil) }
            self.watchIdleness(context, at: isBusy ? now + self.limits.idle : seen + self.limits.idle)
        }
    }

    /// Looks again when the time since the last progress could be over; stops looking when everything was taken.
    private func watchStall(_ context: ChannelHandlerContext) {
        stalled = context.eventLoop.assumeIsolated().scheduleTask(in: limits.stalled) {
            self.stalled = nil
            guard self.untaken > 0 else { return }
            guard context.eventLoop.now < self.lastSeen + self.limits.stalled else { return context.close(promise: nil) }
            self.watchStall(context)
        }
    }

    private func cancelTimers() {
        for timer in [idle, stalled, farewell] { timer?.cancel() }
        (idle, stalled, farewell) = (nil, nil, nil)
    }
}
