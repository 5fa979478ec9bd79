import NIOCore

/// Stands between the socket and the decoder: what can be answered at once it answers, in turn; the rest goes on to the router. It also closes a
/// connection on which nothing is asked, and one whose client takes nothing of what was sent quickly.
///
/// It looks at bytes only when nothing is open behind it and the decoder holds none: so no byte is understood twice, or by the wrong one of both.
/// While an answer of its own is on its way nothing more is read, and of what was read before so much is answered as `QuickLane.waiting` says: so a
/// client that asks without end costs no memory.
final class QuickLaneHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let limits: ConnectionLimits
    private let desk: QuickLane.Desk?
    private let turns: Turns
    /// Where answers of our own are written at once, as long as nothing of others is on its way.
    private var socket: PlainSocket?
    private let isPlain: Bool
    /// Writes of the rest of the connection that the kernel has not taken yet.
    private var passing = 0
    /// Whether something of what was read now was answered here, and whether something was handed on.
    private var (hasAnswered, hasHandedOn) = (false, false)
    /// Whether the decoder holds the beginning of a request.
    private var isMidway = false
    /// Pieces of our own that the client has not taken yet, and bytes of them that lie in memory.
    private var untaken = 0
    private var waiting = 0
    private var isReadWanted = false
    /// What the rest of the connection hears when our answers were taken: that the client sends nothing more, or that the house closes.
    private var held: [Any] = []
    private var lastSeen = NIODeadline.uptimeNanoseconds(0)
    private var idle: Scheduled<Void>?
    private var stalled: Scheduled<Void>?
    private var farewell: Scheduled<Void>?

    /// - Parameter isPlain: whether what is written here is what the client gets.
    init(_ limits: ConnectionLimits, desk: QuickLane.Desk?, turns: Turns, isPlain: Bool) {
        self.limits = limits
        self.desk = desk
        self.turns = turns
        self.isPlain = isPlain
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if isPlain, desk != nil { socket = PlainSocket(of: context.channel) }
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
        hasHandedOn = true
        let ending = bytes.viewBytes(at: bytes.writerIndex - min(4, bytes.readableBytes), length: min(4, bytes.readableBytes))
        let isWhole = ending.map { $0.elementsEqual(Self.endOfHead) } == true
        context.fireChannelRead(wrapInboundOut(bytes))
        // The decoder has taken what it was given. A head that has come whole leaves nothing behind; the end of a body may.
        isMidway = turns.isReading || !isWhole
    }

    private static let endOfHead: [UInt8] = [13, 10, 13, 10]

    /// The rest of the connection, which asked for bytes, hears nothing of a reading that was answered here; so it is asked for more in its place.
    func channelReadComplete(context: ChannelHandlerContext) {
        let isOurs = hasAnswered && !hasHandedOn
        (hasAnswered, hasHandedOn) = (false, false)
        if isOurs { read(context: context) } else { context.fireChannelReadComplete() }
    }

    /// Answers as many requests as it can, from the first on.
    private func answer(_ bytes: inout ByteBuffer, _ desk: QuickLane.Desk, _ context: ChannelHandlerContext) {
        var turn = QuickLane.turn
        var isOpen = true
        var isQueued = false
        while isOpen, bytes.readableBytes > 0 {
            guard let (answer, length) = bytes.withUnsafeReadableBytes({ desk.answer(to: $0) }) else { break }
            if let socket, turn > 0, untaken == 0, passing == 0, context.channel.isActive {
                guard let sent = desk.send(answer, to: socket) else { break }
                turn -= Int64(answer.range.count)
                switch sent {
                case .everything: break
                case .rest(let sending):
                    send(sending, context)
                    isQueued = true
                case .nothing: isOpen = false
                }
            } else {
                guard waiting < QuickLane.waiting, let sending = desk.sending(answer) else { break }
                send(sending, context)
                isQueued = true
            }
            desk.count(answer)
            hasAnswered = true
            bytes.moveReaderIndex(forwardBy: length)
        }
        if hasAnswered { lastSeen = context.eventLoop.now }
        if isQueued { context.flush() }
        guard !isOpen else { return }
        bytes.moveReaderIndex(to: bytes.writerIndex)
        context.close(promise: nil)
    }

    func read(context: ChannelHandlerContext) {
        if untaken > 0 { isReadWanted = true } else { context.read() }
    }

    /// While something of the rest of the connection waits to be written, our own answers wait behind it.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard socket != nil else { return context.write(data, promise: promise) }
        passing += 1
        let taken = promise ?? context.eventLoop.makePromise()
        taken.futureResult.assumeIsolated().whenComplete { _ in self.passing -= 1 }
        context.write(data, promise: taken)
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
        socket = nil
        cancelTimers()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancelTimers() }

    private func send(_ sending: QuickLane.Sending, _ context: ChannelHandlerContext) {
        let file = sending.file
        guard !sending.regions.isEmpty else { return write(.byteBuffer(sending.head), of: file, context) }
        if sending.head.readableBytes > 0 { context.write(wrapOutboundOut(.byteBuffer(sending.head)), promise: nil) }
        for region in sending.regions { write(.fileRegion(region), of: file, context) }
    }

    /// The file stays open until the client has taken the piece.
    private func write(_ data: IOData, of file: ServedFile, _ context: ChannelHandlerContext) {
        let bytes = if case .byteBuffer(let buffer) = data { buffer.readableBytes } else { 0 }
        untaken += 1
        waiting += bytes
        let taken = context.eventLoop.makePromise(of: Void.self)
        taken.futureResult.assumeIsolated().whenComplete { _ in
            self.waiting -= bytes
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
