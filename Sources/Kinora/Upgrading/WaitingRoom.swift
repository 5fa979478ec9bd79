import HTTPTypes
import Hummingbird
import HummingbirdCore
import KinoraGate
import KinoraKernel
import Logging
import NIOCore
import ServiceLifecycle

/// Answers visitors while a house is not open yet, because a backup is made before an upgrade: everybody is told to come back, and when.
struct WaitingRoom: Sendable {
    let settings: Settings
    let time: any TimeSource
    /// How long it takes, roughly.
    let seconds: Int

    /// Opens a house; where that begins with a backup, whoever comes meanwhile is told.
    static func open(_ settings: Settings) async throws -> House {
        let time = SystemTime()
        guard let seconds = await Upgrade(settings: settings, time: time).secondsOfBackup() else { return try await House.open(settings) }
        return try await WaitingRoom(settings: settings, time: time, seconds: seconds).during { try await House.open(settings) }
    }

    func during<T: Sendable>(_ work: @Sendable () async throws -> T) async throws -> T {
        let group = try group()
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
        return try outcome.get()
    }

    private func group() throws -> ServiceGroup {
        let log = House.logger("upgrade", at: max(settings.logLevel, .notice), as: settings.serving.logFormat)
        let certificate = try Certificate(settings.serving.tls, logger: log)
        let begun = time.now
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            answer(to: request, left: seconds - Int(time.now.since(begun).inSeconds))
        }
        let server = Application(
            responder: responder, server: try ConnectionLimits().server(certificate?.tls()),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil), logger: log)
        let services: [any Service] = (certificate.map { [$0] } ?? []) + [server]
        return ServiceGroup(services: services, logger: log)
    }

    func answer(to request: Request, left: Int) -> Response {
        let isAlive = request.uri.path == "/health"
        let wait = max(5, left)
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
