import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// A connection that speaks HTTP/1.1 (RFC 9112), from the socket to the router.
///
/// What is quick to answer never reaches the router, nor even the decoder: `QuickLaneHandler` stands before it.
struct PlainChannel: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let responder: Responder
    let limits: ConnectionLimits
    let quick: QuickLane?
    /// Whether something encrypts what is written here. The kernel cannot send a file through it.
    var isEncrypted = false

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            var decoding = NIOHTTPDecoderLimitConfiguration()
            decoding.maxHeaderFieldSize = limits.fieldBytes
            decoding.maxHeaderListSize = limits.headBytes
            decoding.maxHeaderFieldCount = limits.fields
            let turns = Turns()
            let desk = quick?.desk(on: channel.eventLoop, mayUseKernel: !isEncrypted)
            try pipeline.addHandler(QuickLaneHandler(limits, desk: desk, turns: turns, isPlain: !isEncrypted))
            // One request after the other, and errors as answers, is the router's business; fields are checked where they are made.
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoding)
            try pipeline.addHandler(turns)
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: isEncrypted))
            try pipeline.addHandler(ConnectionWatch(limits))
            try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: nil, logger: logger))
            return try DroppedChannel.wrap(channel)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }
}
