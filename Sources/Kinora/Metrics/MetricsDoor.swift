import Foundation
import Hummingbird
import HummingbirdCore
import KinoraGate
import Logging
import NIOCore
import ServiceLifecycle

/// Where figures are collected: an address and port of their own, so that they are never among what visitors reach.
struct MetricsDoor: Service {
    let metrics: Metrics
    let host: String
    let port: Int
    let logger: Logger

    private static let type = "text/plain; version=0.0.4; charset=utf-8"

    func run() async throws {
        let route = Route(.get, "/metrics", for: .anyone) { [metrics] _, _ in
            Response(
                status: .ok, headers: [.contentType: Self.type, .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: await metrics.text())))
        }
        // Collectors ask by whatever name the server has in their network.
        let gate = Gate(hosts: .any, admission: Admission(doorkeeper: NobodyKnown()), problems: PlainProblems())
        let server = Application(
            router: gate.router(for: [route]), server: ConnectionLimits().server(),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in
                logger.notice("Figures are at http://\(host):\(channel.localAddress?.port ?? port)/metrics")
            }, logger: logger)
        do {
            try await server.run()
        } catch let error as IOError {
            throw CannotListen(host: host, port: port, isTaken: error.errnoCode == EADDRINUSE)
        }
    }
}
