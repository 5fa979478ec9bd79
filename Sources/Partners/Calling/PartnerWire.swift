import AsyncHTTPClient
import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Sends a provider's requests: at its pace, bounded in time and size, and again where it stumbled. Follows no redirect.
///
/// The key goes to the one address alone. No log line, and no error, holds a request's address: OMDb's keys stand in it.
final class PartnerWire: Sendable {
    let provider: Origin
    private let address: PartnerAddress
    private let limits: PartnerLimits
    private let client: HTTPClient
    private let bucket: Mutex<TokenBucket>
    private let log: Logger

    init(_ provider: Origin, _ address: PartnerAddress, _ limits: PartnerLimits, _ log: Logger) {
        self.provider = provider
        self.address = address
        self.limits = limits
        self.log = log
        bucket = Mutex(TokenBucket(capacity: limits.burst, perSecond: limits.perSecond))
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .milliseconds(limits.connecting.wholeMilliseconds)
        configuration.timeout.read = .milliseconds(limits.answering.wholeMilliseconds)
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(configuration: configuration)
    }

    deinit { client.shutdown { _ in } }

    /// - Returns: any answer but those that mean “later”.
    /// - Throws: `LookupTrouble`, `CancellationError`.
    func get(_ path: String, _ query: [(String, String)], headers: [(String, String)] = []) async throws -> PartnerReply {
        var attempt = 1
        while true {
            let reason: Explanation
            var asked: Duration?
            do {
                try await Task.sleep(for: bucket.withLock { $0.take(at: .now) })
                let (status, wait, body) = try await exchange(path, query, headers)
                guard Self.isTemporary(status) else {
                    return PartnerReply(status: status, body: (try? Value(json: body)).map { Field($0) })
                }
                reason = "it answers \(status)"
                asked = wait
            } catch let trouble as LookupTrouble {
                throw trouble
            } catch {
                if Task.isCancelled || error is CancellationError { throw CancellationError() }
                reason = Explanation(sentence: Self.reason(of: error))
            }
            if let asked, asked > limits.longestRetryAfter { throw LookupTrouble.away(provider, reason: reason, for: asked) }
            guard attempt < limits.attempts else { throw LookupTrouble.away(provider, reason: reason, for: asked ?? limits.rest) }
            let pause = max(limits.firstPause * (1 << min(attempt - 1, 10)), asked ?? .zero)
            log.debug("A provider is asked again", metadata: ["provider": "\(provider.providerName)", "reason": "\(reason)"])
            try await Task.sleep(for: pause)
            attempt += 1
        }
    }

    private static func isTemporary(_ status: Int) -> Bool { [408, 429, 500, 502, 503, 504].contains(status) }

    private func exchange(
        _ path: String, _ query: [(String, String)], _ headers: [(String, String)]
    ) async throws -> (Int, Duration?, [UInt8]) {
        var request = HTTPClientRequest(url: address.url(path, query))
        request.headers = HTTPHeaders(headers)
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "Kinora")
        let (provider, limits, client, sent) = (provider, limits, client, request)
        return try await within(limits.answering) {
            let response = try await client.execute(sent, timeout: .milliseconds(limits.answering.wholeMilliseconds))
            let wait = response.headers.first(name: "Retry-After").flatMap { Int64($0) }
            var body: [UInt8] = []
            for try await part in response.body {
                guard body.count + part.readableBytes <= limits.answerBytes else {
                    throw LookupTrouble.unreadable(provider, reason: "it is longer than \(limits.answerBytes >> 10) KiB")
                }
                body.append(contentsOf: part.readableBytesView)
            }
            return (Int(response.status.code), wait.flatMap { (0...604_800).contains($0) ? .seconds($0) : nil }, body)
        }
    }

    /// What an error of the HTTP library means; its own words are not repeated, they might hold the address.
    static func reason(of error: any Error) -> String {
        switch error {
        case is TooSlow: return "no answer within the time allowed"
        case let error as HTTPClientError where [.connectTimeout, .deadlineExceeded, .readTimeout].contains(error):
            return "no answer within the time allowed"
        default:
            let kind = String(reflecting: type(of: error))
            if kind.hasPrefix("NIOSSL.") { return "its TLS connection cannot be trusted or made" }
            if kind.hasPrefix("NIOPosix.") || kind.hasPrefix("NIOCore.") { return "it cannot be reached" }
            return "the connection broke"
        }
    }
}
