import AsyncHTTPClient
import Foundation
import KinoraKernel
import KinoraWebhooks
import NIOCore
import NIOHTTP1

/// Posts messages to the owner's programs, as Standard Webhooks 1.0.0 wants them. Follows no redirect, and reads little of an answer.
///
/// 1. Addresses are `https`. Servers of the own network, also by `http`, only where the owner allowed it (`ProviderReach.household`).
/// 2. A server's name is resolved once, and the connection goes to the address that was looked at.
package struct HTTPCourier: Courier {
    private let reach: ProviderReach
    private let connecting: Duration
    private let answering: Duration

    /// More of an answer is not read.
    private static let mostAnswer = 64 << 10

    package init(reach: ProviderReach, connecting: Duration = .seconds(5), answering: Duration = .seconds(15)) {
        self.reach = reach
        self.connecting = connecting
        self.answering = answering
    }

    package var patience: Duration { connecting + answering }

    package func check(_ address: String) throws { _ = try host(of: address) }

    package func carry(_ message: SignedMessage, to address: String) async throws {
        let host: String
        do {
            host = try self.host(of: address)
        } catch {
            throw CourierTrouble(status: nil, reason: error.explanation)
        }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .milliseconds(connecting.wholeMilliseconds)
        configuration.timeout.read = .milliseconds(answering.wholeMilliseconds)
        configuration.connectionPool.retryConnectionEstablishment = false
        if reach == .internet { configuration.dnsOverride = Self.pinned(host, in: address, to: try await resolved(host)) }
        let client = HTTPClient(configuration: configuration)
        let outcome: Result<Int, any Error>
        do {
            let answering = answering
            outcome = .success(
                try await within(answering) { try await Self.post(message, to: address, with: client, answering) })
        } catch {
            outcome = .failure(error)
        }
        try await client.shutdown()
        switch outcome {
        case .success(200..<300): return
        case .success(let status): throw CourierTrouble(status: status, reason: "It answered \(status).")
        case .failure(let error):
            if Task.isCancelled || error is CancellationError { throw CancellationError() }
            throw CourierTrouble(status: nil, reason: Self.words(PartnerWire.reason(of: error)))
        }
    }

    /// - Throws: `WebhookComplaint.badAddress`.
    private func host(of address: String) throws(WebhookComplaint) -> String {
        guard address.utf8.count <= 2000, let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host?.lowercased(), !host.isEmpty
        else { throw .badAddress(reason: "it is no address like https://example.org/kinora") }
        guard parts.user == nil, parts.password == nil else {
            throw .badAddress(reason: "a name or password stands in the address; messages are signed, and need neither")
        }
        guard parts.fragment == nil else { throw .badAddress(reason: "an address for programs has no part behind a #") }
        guard scheme == "https" || reach == .household else {
            throw .badAddress(reason: "it is not https; for a program in your own network, set webhook-reach to household")
        }
        return host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }

    /// What the client is told of a server's name, which it looks up as the address writes it: `Example.ORG` is another one than `example.org`
    /// there, and would be resolved anew.
    package static func pinned(_ host: String, in address: String, to place: String) -> [String: String] {
        guard let written = URLComponents(string: address)?.host, !written.hasPrefix("[") else { return [host: place] }
        var pins = [host: place]
        pins[written] = place
        return pins
    }

    private func resolved(_ host: String) async throws -> String {
        switch try await PublicAddress.find(host) {
        case .unknown: throw CourierTrouble(status: nil, reason: "Its server is not found.")
        case .household:
            throw CourierTrouble(
                status: nil, reason: "Its server stands in a private network; where that is meant, set webhook-reach to household.")
        case .open(let address): return address
        }
    }

    private static func post(
        _ message: SignedMessage, to address: String, with client: HTTPClient, _ answering: Duration
    ) async throws -> Int {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers = [
            "Content-Type": "application/json", "User-Agent": "Kinora", "webhook-id": message.id,
            "webhook-timestamp": String(message.timestamp), "webhook-signature": message.signature,
        ]
        request.body = .bytes(ByteBuffer(string: message.body))
        let response = try await client.execute(request, timeout: .milliseconds(answering.wholeMilliseconds))
        var read = 0
        for try await part in response.body {
            read += part.readableBytes
            if read > mostAnswer { break }
        }
        return Int(response.status.code)
    }

    private static func words(_ reason: String) -> Explanation {
        let said = Explanation(sentence: reason)
        return reason.hasPrefix("no ") ? "There is \(said)." : "There is trouble, \(said)."
    }
}
