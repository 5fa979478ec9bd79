import AsyncHTTPClient
import KinoraKernel
import NIOCore
import Synchronization

/// The connections of one store. They are shut down with it, also when it is let go without having been closed.
final class Connections: Sendable {
    let client: HTTPClient
    private let isClosed = Mutex(false)

    init(_ limits: RemoteLimits) {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .milliseconds(limits.connecting.wholeMilliseconds)
        configuration.timeout.read = .milliseconds(limits.answering.wholeMilliseconds)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.atOnce
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(configuration: configuration)
    }

    /// Safe to repeat.
    func close() async throws {
        if isClosed.withLock({ was in
            defer { was = true }
            return was
        }) {
            return
        }
        try await client.shutdown()
    }

    deinit {
        if !isClosed.withLock({ $0 }) { client.shutdown { _ in } }
    }
}
