import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Synchronization
import Testing

@testable import KinoraGate

@Suite("Requests are named, counted and written down", .timeLimit(.minutes(10)))
struct RequestWatchTests {
    private struct Bare: ProblemAnswer {
        func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response {
            Response(
                status: (error as? Refusal)?.status ?? (error as? any HTTPResponseError)?.status ?? .internalServerError,
                headers: (error as? Refusal)?.fields ?? [:])
        }
    }

    private static let routes = [
        Route(.get, "/films/{film}", for: .anyone) { _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "page")))
        },
        Route(.get, "/m/{grant}/{name}/**", for: .anyone) { _, _ in Response(status: .ok) },
        Route(.get, "/broken", for: .anyone) { _, _ in throw Refusal.badRequest },
    ]

    private func open(
        _ meter: RequestMeter = RequestMeter(), _ log: Logger? = nil,
        _ use: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let gate = Gate(
            hosts: .any, admission: Admission(doorkeeper: NobodyKnown()), problems: Bare(), meter: meter, accessLog: log)
        try await Application(router: gate.router(for: Self.routes)).test(.router) { try await use($0) }
    }

    @Test func everyAnswerHasANameOfItsOwn() async throws {
        try await open { client in
            var names: Set<String> = []
            for path in ["/films/1", "/films/1", "/broken", "/nowhere"] {
                let name = try await client.execute(uri: path, method: .get).headers[.xRequestID]
                names.insert(try #require(name))
            }
            #expect(names.count == 4 && names.allSatisfy { $0.count == 12 })
        }
    }

    @Test func requestsAreCountedByRouteAndNotByAddress() async throws {
        let meter = RequestMeter()
        try await open(meter) { client in
            for path in ["/films/1", "/films/2", "/films/3?q=1", "/broken", "/a", "/b/c"] {
                _ = try await client.execute(uri: path, method: .get)
            }
        }
        let counts = Dictionary(uniqueKeysWithValues: meter.all.map { ("\($0.key.route) \($0.key.statusClass)", $0.value.count) })
        #expect(counts == ["/films/{film} 2": 3, "/broken 4": 1, "none 4": 2])
        #expect(meter.open == 0)
        let films = try #require(meter.all.first { $0.key.statusClass == 2 })
        #expect(films.value.seconds > 0 && zip(films.value.counts, films.value.counts.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func theLogHasNoSecretsOfAddresses() async throws {
        let lines = Lines()
        try await open(RequestMeter(), Logger(label: "access") { _ in lines }) { client in
            for path in ["/films/7?token=geheim", "/m/geheim/abc/v-360/media.mp4", "/geheim/geheim", "/films/%0d%0ageheim"] {
                _ = try await client.execute(uri: path, method: .get)
            }
        }
        let text = lines.all.withLock { $0 }
        #expect(
            text.map { $0.split(separator: " ").prefix(3).joined(separator: " ") } == [
                "GET /films/7 200", "GET /m/…/abc/v-360/media.mp4 200", "GET /geheim/… 404", "GET /films/%0d%0ageheim 200",
            ])
        #expect(text.allSatisfy { $0.contains("request=") && $0.contains("ms=") && $0.contains("from=") })
    }

    @Test func whoComesWhenTooMuchIsOpenIsAskedToComeAgain() async throws {
        let meter = RequestMeter()
        for _ in 0..<CrowdGuard.most { meter.begins() }
        try await open(meter) { client in
            let answer = try await client.execute(uri: "/films/1", method: .get)
            #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "2")
            meter.ends()
            #expect(try await client.execute(uri: "/films/1", method: .get).status == .ok)
        }
    }
}

/// Keeps what is logged.
private struct Lines: LogHandler {
    let all = Shared()
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    final class Shared: Sendable {
        private let lines = Mutex<[String]>([])
        func withLock<Result: Sendable>(_ body: (inout sending [String]) -> sending Result) -> Result { lines.withLock(body) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = (event.metadata ?? [:]).map { " \($0.key)=\($0.value)" }.joined()
        all.withLock { $0.append(event.message.description + fields) }
    }
}
