import NIOCore
import NIOHTTPTypes

/// Wraps a connection so that it may be dropped before anybody handles it.
///
/// A server that stops drops connections that it accepted in the same moment: their setup ends after it stopped listening. What NIO advises to make
/// of a channel ends the whole process then, with a failed precondition, so that whoever connects while a server stops would cut off everybody
/// else. What it made of one before closes the connection instead. That way is marked as out of date, because it is easy to keep such a
/// connection open by keeping the value; here all that are not dropped are handled with `executeThenClose`.
enum DroppedChannel {
    typealias Wrapped = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    static func wrap(_ channel: any Channel) throws -> Wrapped { try wrapper.wrap(channel) }

    private static let wrapper: any Wrapper = ClosingWrapper()

    private protocol Wrapper: Sendable {
        func wrap(_ channel: any Channel) throws -> Wrapped
    }

    private struct ClosingWrapper: Wrapper {
        @available(*, deprecated, message: "Called through the protocol, for the reason above.")
        func wrap(_ channel: any Channel) throws -> Wrapped {
            try NIOAsyncChannel(synchronouslyWrapping: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }
}
