import AsyncHTTPClient
import Foundation
import KinoraKernel
import Logging
import NIOCore
import NIOHTTP1

/// Sends requests to PayPal: with its token, bounded in time and size, and again where that is safe. Follows no redirect.
///
/// 1. Who waits for a token waits for the same one. On 401 it is fetched anew, once. 2. What PayPal put off (429) or could not do (5xx), and
/// connections that broke, are tried again after a pause with jitter; after a failure that leaves open whether it was done, only what can
/// be repeated. 3. No log line and no error holds a token, a secret, a body or an address with a query.
final class PayPalWire: Sendable {
    private let place: PayPalPlace
    private let login: PayPalLogin
    private let limits: PayPalLimits
    private let client: HTTPClient
    private let token: PayPalToken
    private let log: Logger

    init(_ place: PayPalPlace, _ login: PayPalLogin, _ limits: PayPalLimits, _ time: any TimeSource, _ log: Logger) {
        self.place = place
        self.login = login
        self.limits = limits
        self.log = log
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .milliseconds(limits.connecting.wholeMilliseconds)
        configuration.timeout.read = .milliseconds(limits.answering.wholeMilliseconds)
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(configuration: configuration)
        self.client = client
        token = PayPalToken(time: time) { try await Self.fetchToken(place, login, limits, client, log) }
    }

    deinit { client.shutdown { _ in } }

    /// - Returns: what PayPal says to a request that it did.
    /// - Throws: `PayPalFailure`, `CancellationError`.
    func send(_ request: PayPalRequest) async throws -> PayPalReply {
        var isTokenNew = false
        return try await Self.repeating(request.operation, request.isRepeatable, limits, log) {
            while true {
                let text = try await self.token.text()
                let reply = try await Self.exchange(self.built(request, text), self.limits, self.client)
                guard reply.status == 401 else { return reply }
                await self.token.drop(text)
                if isTokenNew { return reply }
                isTokenNew = true
            }
        }
    }

    /// Whether PayPal knows the client and its secret.
    func checkToken() async throws { _ = try await token.text() }

    private static func repeating(
        _ operation: String, _ isRepeatable: Bool, _ limits: PayPalLimits, _ log: Logger, _ exchange: () async throws -> PayPalReply
    ) async throws -> PayPalReply {
        var attempt = 1
        while true {
            let (reason, asked, mayRepeat): (String, Duration?, Bool)
            do {
                let reply = try await exchange()
                if (200..<300).contains(reply.status) { return reply }
                guard isTemporary(reply) else { throw failure(reply, operation, log) }
                (reason, asked, mayRepeat) = ("it answers \(reply.status)", reply.retryAfter, isRepeatable || reply.status == 429)
                note(reply, operation, log)
            } catch let failure as PayPalFailure {
                throw failure
            } catch {
                if Task.isCancelled || error is CancellationError { throw CancellationError() }
                (reason, asked, mayRepeat) = (PartnerWire.reason(of: error), nil, isRepeatable)
                log.warning("PayPal cannot be asked", metadata: ["operation": "\(operation)", "reason": "\(reason)"])
            }
            if attempt >= limits.attempts || !mayRepeat || asked ?? .zero > limits.longestRetryAfter {
                throw PayPalFailure.away(reason: reason, retryAfter: asked)
            }
            let longest = (limits.firstPause * (1 << min(attempt - 1, 10))).wholeMilliseconds
            let pause = Duration.milliseconds(Int64.random(in: longest / 2...max(longest, 1)))
            try await Task.sleep(for: max(pause, asked ?? .zero))
            attempt += 1
        }
    }

    /// Another request with the same id is on its way, or PayPal has too much to do.
    private static func isTemporary(_ reply: PayPalReply) -> Bool {
        [408, 429, 500, 502, 503, 504].contains(reply.status)
            || (reply.status == 409 && reply.issues.contains("PREVIOUS_REQUEST_IN_PROGRESS"))
    }

    private static func failure(_ reply: PayPalReply, _ operation: String, _ log: Logger) -> PayPalFailure {
        note(reply, operation, log)
        switch reply.status {
        case 401: return .credentials
        case 403: return .forbidden(debugID: reply.debugID)
        case 404: return .unknown(debugID: reply.debugID)
        case 400..<500: return .refused(status: reply.status, issues: reply.issues, debugID: reply.debugID)
        default: return .unreadable(reason: "it answers \(reply.status)")
        }
    }

    private static func note(_ reply: PayPalReply, _ operation: String, _ log: Logger) {
        log.log(
            level: reply.status == 404 ? .debug : .warning, "PayPal did not do it",
            metadata: [
                "operation": "\(operation)", "status": "\(reply.status)", "issues": "\(reply.issues.joined(separator: ", "))",
                "debug_id": "\(reply.debugID ?? "none")",
            ])
    }

    // MARK: - On the wire

    private func built(_ request: PayPalRequest, _ token: String) -> HTTPClientRequest {
        var built = HTTPClientRequest(url: place.api.url(request.path, request.query))
        built.method = HTTPMethod(rawValue: request.method.rawValue)
        built.headers.add(name: "Authorization", value: "Bearer \(token)")
        built.headers.add(name: "Prefer", value: request.wantsAll ? "return=representation" : "return=minimal")
        if let key = request.key { built.headers.add(name: "PayPal-Request-Id", value: key) }
        if let body = request.body {
            built.headers.add(name: "Content-Type", value: "application/json")
            built.body = .bytes(ByteBuffer(bytes: body))
        }
        return built
    }

    private static func fetchToken(
        _ place: PayPalPlace, _ login: PayPalLogin, _ limits: PayPalLimits, _ client: HTTPClient, _ log: Logger
    ) async throws -> PayPalToken.Fresh {
        var request = HTTPClientRequest(url: place.api.url("/v1/oauth2/token", []))
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Basic \(login.basic)")
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: "grant_type=client_credentials"))
        let reply = try await repeating("token", true, limits, log) { try await exchange(request, limits, client) }
        guard let text = reply.body.text("access_token"), let key = PartnerKey(text) else {
            throw PayPalFailure.unreadable(reason: "there is no token in it")
        }
        let life = reply.body.whole("expires_in").flatMap { $0 > 0 && $0 < 1 << 32 ? Duration.seconds($0) : nil }
        return PayPalToken.Fresh(text: key.text, life: min(life ?? limits.usualTokenLife, limits.longestTokenLife))
    }

    private static func exchange(_ request: HTTPClientRequest, _ limits: PayPalLimits, _ client: HTTPClient) async throws -> PayPalReply {
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "Kinora")
        let sent = request
        return try await within(limits.answering) {
            let response = try await client.execute(sent, timeout: .milliseconds(limits.answering.wholeMilliseconds))
            var body: [UInt8] = []
            for try await part in response.body {
                guard body.count + part.readableBytes <= limits.answerBytes else {
                    throw PayPalFailure.unreadable(reason: "it is longer than \(limits.answerBytes >> 10) KiB")
                }
                body.append(contentsOf: part.readableBytesView)
            }
            return PayPalReply(status: Int(response.status.code), headers: { response.headers.first(name: $0) }, bytes: body)
        }
    }
}
