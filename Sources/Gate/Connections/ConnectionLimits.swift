import HummingbirdCore
import NIOCore
import NIOSSL

/// What one connection may take and for how long, so that nobody can hold the house up by being slow, greedy or gone.
package struct ConnectionLimits: Sendable {
    /// How long a connection may be without a request, and how long the head of a request may take to arrive.
    package var idle: TimeAmount = .seconds(30)
    /// How long the rest of a request may take to arrive.
    package var request: TimeAmount = .seconds(30)
    /// The same where people send whole files: as large as they may be, they arrive over a slow line.
    package var upload: TimeAmount = .minutes(5)
    /// Bytes of one request's body that are read at all. More than a handler takes (`Visitor.mostBodyBytes`), so that a browser that has
    /// sent a little too much still reads why it was refused.
    package var bodyBytes = 1024 * 1024
    /// The same for what programs send (see `Visitor.mostProgramBodyBytes`) and for whole files of people (`Visitor.mostUploadBytes`).
    /// Nothing of it is kept before it is known who sends it.
    package var programBodyBytes = 24 * 1024 * 1024
    /// How long a viewer may leave what was sent unread. Somebody who pauses for longer gets the rest by a new request.
    package var stalled: TimeAmount = .minutes(5)
    /// How long answers may still be on their way once the house closes.
    package var farewell: TimeAmount = .seconds(5)
    /// Bytes of a request's head, of one of its fields or its address, and how many fields there may be. A program's filter of 8 KB may
    /// take three times that in an address.
    package var headBytes = 48 * 1024
    package var fieldBytes = 32 * 1024
    package var fields = 100

    package init() {}

    /// A server that keeps these limits on every connection.
    /// - Parameters:
    ///   - tls: with it connections are encrypted, and those who speak HTTP/2 get it.
    ///   - quick: answers what needs nothing but what is in memory, before anything else is asked.
    package func server(_ tls: TLSConfiguration? = nil, _ quick: QuickLane? = nil) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            if let tls { return try EncryptedChannel(tls, responder: responder, limits: self, quick: quick) }
            return PlainChannel(responder: responder, limits: self, quick: quick)
        }
    }
}
