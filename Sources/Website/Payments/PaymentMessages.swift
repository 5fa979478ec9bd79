import HTTPTypes
import Hummingbird
import KinoraBilling
import KinoraGate
import Logging
import NIOCore
import Synchronization

/// What a payment provider sends to the house by itself, at `/payments/<provider>/messages`.
///
/// The message proves itself by its signature, which the provider's implementation checks; nobody is signed in. Taken is answered with 200, as is
/// what says nothing of interest; what is not the provider's with 400, and nothing of it is kept but a count; what cannot be judged now
/// with 503, so that it is sent again.
package final class PaymentMessages: Sendable {
    private let provider: String
    private let receive: @Sendable (ProviderMessage) async throws -> Void
    private let log: Logger
    private let refused = Mutex(0)

    /// The owner is told of the first that is refused, and of each so many after it.
    private static let toldEach = 1000

    /// - Parameter receive: checks and keeps a message.
    package init(of provider: String, log: Logger, receive: @escaping @Sendable (ProviderMessage) async throws -> Void) {
        self.provider = provider
        self.log = log
        self.receive = receive
    }

    package var routes: [Route] {
        [Route(.post, "/payments/\(provider)/messages", for: .signature) { request, _ in try await self.take(request) }]
    }

    /// How many messages were not the provider's, since the house opened.
    package var refusedCount: Int { refused.withLock { $0 } }

    private func take(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: ProviderMessage.mostBytes)
        let fields = request.headers.map { (name: $0.name.canonicalName, value: $0.value) }
        do {
            try await receive(ProviderMessage(fields: fields, body: Array(body.readableBytesView)))
        } catch MessageRefusal.ofNoInterest {
            return Response(status: .ok)
        } catch MessageRefusal.notGenuine {
            note()
            throw Refusal.badRequest
        } catch ProviderFailure.notSetUp {
            throw Refusal.notFound
        } catch is ProviderFailure {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "60"])
        }
        return Response(status: .ok)
    }

    private func note() {
        let count = refused.withLock { count in
            count += 1
            return count
        }
        guard count % Self.toldEach == 1 else { return }
        log.notice("Messages were refused that are not the payment provider’s", metadata: ["provider": "\(provider)", "count": "\(count)"])
    }
}
