import HTTPTypes
import Hummingbird
import HummingbirdCore
import KinoraGate
import KinoraKernel
import Logging
import NIOCore
import ServiceLifecycle

/// Answers visitors while a house is not open yet, because a backup is made before an upgrade: what can be read they read, and whoever wants
/// more is told when to come back.
struct WaitingRoom: Sendable {
    let settings: Settings
    let time: any TimeSource
    /// How long it takes, roughly.
    let seconds: Int
    /// Whether the documents can be read as they are.
    var isReadable = false

    /// How long answers may still be on their way once the house opens: nobody is let in meanwhile.
    private static let farewell = TimeAmount.seconds(1)

    /// Opens a house; where that begins with a backup, whoever comes meanwhile is answered as far as can be.
    /// - Returns: the house, and what players told before it was open.
    static func open(_ settings: Settings) async throws -> (House, KeptReports?) {
        let time = SystemTime()
        guard let outlook = await Upgrade(settings: settings, time: time).outlook() else { return (try await House.open(settings), nil) }
        let room = WaitingRoom(settings: settings, time: time, seconds: outlook.seconds, isReadable: outlook.isReadable)
        return try await room.during { try await House.open(settings) }
    }

    func during<T: Sendable>(_ work: @Sendable () async throws -> T) async throws -> (T, KeptReports?) {
        let begun = time.now
        let secondsLeft: @Sendable () -> Int = { [seconds, time] in max(5, seconds - Int(time.now.since(begun).inSeconds)) }
        let house = isReadable ? await ReadingHouse.open(settings, time: time, secondsLeft: secondsLeft) : nil
        let outcome: Result<T, any Error>
        do {
            outcome = try await serving(house, secondsLeft, work)
        } catch {
            await house?.close()
            throw error
        }
        await house?.close()
        return (try outcome.get(), house?.reports)
    }

    private func serving<T: Sendable>(
        _ house: ReadingHouse?, _ secondsLeft: @escaping @Sendable () -> Int, _ work: @Sendable () async throws -> T
    ) async throws -> Result<T, any Error> {
        let group = try await group(house, secondsLeft)
        async let waiting: Void = group.run()
        let outcome: Result<T, any Error>
        do {
            outcome = .success(try await work())
        } catch {
            outcome = .failure(error)
        }
        await group.triggerGracefulShutdown()
        do {
            try await waiting
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // Where nobody can be told, the house opens all the same, or says why it cannot listen.
        }
        return outcome
    }

    private func group(_ house: ReadingHouse?, _ secondsLeft: @escaping @Sendable () -> Int) async throws -> ServiceGroup {
        let log = House.logger("upgrade", at: max(settings.logLevel, .notice), as: settings.serving.logFormat)
        let certificate = try Certificate(settings.serving.tls, logger: log)
        var limits = ConnectionLimits()
        limits.farewell = Self.farewell
        let configuration = ApplicationConfiguration(
            address: .hostname(settings.host, port: settings.port), serverName: nil,
            availableConnectionsDelegate: MaximumAvailableConnections(OpenFiles.connections(), logger: log))
        let server: any Service
        if let front = await front(house, log) {
            server = Application(
                router: front.gate.router(for: front.routes), server: try limits.server(certificate?.tls(), front.quick),
                configuration: configuration, logger: log)
        } else {
            let responder = CallbackResponder<BasicRequestContext> { request, _ in answer(to: request, left: secondsLeft()) }
            server = Application(
                responder: responder, server: try limits.server(certificate?.tls()), configuration: configuration, logger: log)
        }
        return ServiceGroup(services: (certificate.map { [$0] } ?? []) + [server], logger: log)
    }

    private func front(_ house: ReadingHouse?, _ log: Logger) async -> Front? {
        do {
            return try await house?.front()
        } catch {
            log.notice("Nothing can be looked at during the upgrade", metadata: ["reason": "\("\(error)".onOneLine())"])
            return nil
        }
    }

    func answer(to request: Request, left: Int) -> Response {
        let isAlive = request.uri.path == "/health"
        let wait = left
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentSecurityPolicy: "default-src 'none'",
            .retryAfter: String(wait),
        ]
        guard !isAlive, request.uri.path != "/ready" else {
            headers[.contentType] = "application/json"
            let body = #"{"status":"upgrading","version":"\#(Version.current)"}"#
            return Response(
                status: isAlive ? .ok : .serviceUnavailable, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
        }
        return Response(
            status: .serviceUnavailable, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: Self.page(wait: wait))))
    }

    /// In all the languages of the house: nobody knows yet who comes.
    private static func page(wait: Int) -> String {
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta http-equiv="refresh" content="\(min(wait, 15))"><title>Kinora</title>
        <p>This house is being upgraded. It opens by itself, in about \(wait) seconds.</p>
        <p lang="de">Dieses Haus wird auf den neuesten Stand gebracht. Es öffnet von selbst, in etwa \(wait) Sekunden.</p>
        <p lang="fr">Cette maison est en cours de mise à jour. Elle ouvre d’elle-même, dans environ \(wait) secondes.</p>

        """
    }
}
