import AsyncHTTPClient
import Foundation
import KinoraDocuments
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import KinoraPartners

/// The stand-in for PayPal from `Tests/PayPal`, in a process of its own; ends with the test. PayPal's own OpenAPI files judge every request
/// and every answer.
final class PayPalStandIn: Sendable {
    static let isMissing: Comment = "no stand-in for PayPal: .venv-paypal is not there (Scripts/setup test)"
    static var isHere: Bool { FileManager.default.isExecutableFile(atPath: python.path) }

    static let clientID = "stand-in-client"
    static let secret = "stand-in secret/with:signs"

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let python = root.appendingPathComponent(".venv-paypal/bin/python")

    let port: Int
    private let process: Mutex<Process>
    /// Its end is the stand-in's.
    private let input: Pipe
    private let client: HTTPClient

    init(_ arguments: [String] = []) async throws {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = Self.python
        process.arguments = [Self.root.appendingPathComponent("Tests/PayPal/standin.py").path] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        port = try #require(Int(await Self.line(output.fileHandleForReading)), "the stand-in says its port")
        self.process = Mutex(process)
        self.input = input
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        client = HTTPClient(configuration: configuration)
    }

    deinit { client.shutdown { _ in } }

    var url: String { "http://127.0.0.1:\(port)" }
    var place: PayPalPlace { get throws { try PayPalPlace.standIn(url).unwrapped } }
    var login: PayPalLogin {
        get throws { try PayPalLogin(clientID: Self.clientID, secret: PartnerKey(secret: Self.secret).unwrapped).unwrapped }
    }

    /// Its own authority, by which webhooks are signed.
    func authority() async throws -> WebhookTrust {
        try WebhookTrust(pem: String(decoding: try await exchange(.GET, "/control/ca").body, as: UTF8.self)).unwrapped
    }

    // MARK: - Steering

    /// See `Tests/PayPal/standin.py`.
    @discardableResult
    func control(_ path: String, _ told: Value = [:]) async throws -> ClaimSet {
        let (status, body, _) = try await exchange(.POST, "/control/" + path, told.jsonBytes, "application/json")
        try #require(status == 200, "\(path): \(String(decoding: body, as: UTF8.self))")
        return ClaimSet(try Value(json: body)) ?? ClaimSet()
    }

    func state() async throws -> ClaimSet {
        try ClaimSet(try Value(json: try await exchange(.GET, "/control/state").body)).unwrapped
    }

    /// What there is of a kind: `captures`, `sales`, `refunds`, `orders`, `subscriptions`, `deliveries`, `events`, `violations`.
    func all(_ kind: String) async throws -> [ClaimSet] {
        guard case .array(let items)? = try await state().fields[kind] else { return [] }
        return items.compactMap { ClaimSet($0) }
    }

    /// How often an operation was asked for.
    func calls(_ operation: String) async throws -> Int { try await all("calls").filter { $0.text("operation") == operation }.count }

    /// What the payer does on PayPal's page.
    /// - Returns: where the browser is sent.
    func press(_ action: String, at address: String) async throws -> String {
        let path = try #require(address.hasPrefix(url) ? String(address.dropFirst(url.count)) : nil, "an address of the stand-in")
        let (status, _, location) = try await exchange(.POST, path, Array("action=\(action)".utf8), "application/x-www-form-urlencoded")
        try #require(status == 302)
        return try #require(location)
    }

    /// A signed message as PayPal would send it.
    func message(
        _ event: Value, webhook: String, certificate: String = "CERT-good", changes: Value = [:]
    ) async throws -> WebhookMessage {
        let signed = try await control(
            "sign", ["event": event, "webhook_id": .string(webhook), "certificate": .string(certificate), "changes": changes])
        let headers = try signed.object("headers").unwrapped
        let body = try Array(signed.text("body").unwrapped.utf8)
        return try WebhookMessage(body: body) { name in headers.text(name.uppercased()) }.unwrapped
    }

    /// Ends it; nothing that it answered may have broken PayPal's contract.
    func stop() async throws {
        let broken = try await all("violations")
        #expect(broken.isEmpty, "\(broken.map(\.value.json))")
        try? input.fileHandleForWriting.close()
        await withCheckedContinuation { continuation in
            Thread { [self] in
                process.withLock { $0 }.waitUntilExit()
                continuation.resume()
            }.start()
        }
    }

    private func exchange(
        _ method: HTTPMethod, _ path: String, _ body: [UInt8]? = nil, _ type: String = "application/json"
    ) async throws -> (status: Int, body: [UInt8], location: String?) {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        if let body {
            request.headers.add(name: "Content-Type", value: type)
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let response = try await client.execute(request, timeout: .minutes(5))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return (Int(response.status.code), Array(bytes.readableBytesView), response.headers.first(name: "Location"))
    }

    private static func line(_ file: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread {
                var text = Data()
                while true {
                    let more = file.availableData
                    text += more
                    guard !more.isEmpty, !text.contains(UInt8(ascii: "\n")) else { break }
                }
                continuation.resume(returning: String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
            }.start()
        }
    }
}
