import NIOCore
import NIOHTTP1

/// Stands behind the decoder and counts, so that whoever answers before it knows whose turn it is.
final class Turns: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Requests that have begun and were not answered wholly.
    private(set) var open = 0
    /// Whether the decoder is in the middle of a request.
    private(set) var isReading = false
    /// When something of a request, or the end of an answer, was seen last.
    private(set) var lastSeen = NIODeadline.uptimeNanoseconds(0)

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastSeen = context.eventLoop.now
        switch unwrapInboundIn(data) {
        case .head:
            open += 1
            isReading = true
        case .body: break
        case .end: isReading = false
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            open -= 1
            lastSeen = context.eventLoop.now
        }
        context.write(data, promise: promise)
    }
}
