import Hummingbird
import HummingbirdCore
import KinoraCertificates
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import KinoraGate

@Suite("Connections that a server accepted while it stopped")
struct DroppedConnectionTests {
    private static func answer(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {}

    @Test func areClosedBeforeTheyAgreeToAnything() throws {
        let channel = EmbeddedChannel()
        let isClosed = Mutex(false)
        channel.closeFuture.whenComplete { _ in isClosed.withLock { $0 = true } }
        let encrypted = try EncryptedChannel(
            try TLSIdentity().server(), responder: Self.answer, limits: ConnectionLimits(), quick: nil)
        // What a server that stopped listening meanwhile does with it.
        _ = try encrypted.setup(channel: channel, logger: Logger(label: "dropped")).wait()
        channel.embeddedEventLoop.run()
        #expect(isClosed.withLock { $0 })
    }
}
