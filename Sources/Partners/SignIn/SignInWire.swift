import AsyncHTTPClient
import Foundation
import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import NIOCore
import NIOHTTP1

/// Asks providers that people sign in with: bounded in time and size, once, without following redirects.
///
/// 1. Addresses are `https`; `http` only on this very machine, where the owner allowed it. 2. A server's name is resolved once, addresses of
/// private networks are refused unless the owner allowed them, and the connection goes to the address that was looked at. 3. No error and no
/// log line holds an address, a code or a token.
struct SignInWire: Sendable {
    /// What people call the provider.
    let provider: String
    let reach: ProviderReach
    let limits: SignInLimits

    func get(_ address: String, _ query: [(String, String)] = [], headers: [(String, String)] = []) async throws -> SignInReply {
        try await send(HTTPClientRequest(url: Self.adding(query, to: address)), address, headers)
    }

    /// Sends a form.
    func post(_ address: String, _ form: [(String, String)], headers: [(String, String)] = []) async throws -> SignInReply {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: Self.encode(form)))
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        return try await send(request, address, headers)
    }

    /// - Returns: the name of the server.
    /// - Throws: `ProviderRefusal.misconfigured` for an address that is not asked.
    @discardableResult
    func check(_ address: String) throws -> String {
        guard address.utf8.count <= 2000, let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.password == nil, parts.fragment == nil
        else { throw refused("an address of it is none") }
        let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let isHere = ["localhost", "127.0.0.1", "::1"].contains(name)
        guard scheme == "https" || (scheme == "http" && reach == .household && isHere) else {
            throw refused("an address of it is not https")
        }
        return name
    }

    static func adding(_ query: [(String, String)], to address: String) -> String {
        query.isEmpty ? address : address + (address.contains("?") ? "&" : "?") + encode(query)
    }

    static func encode(_ fields: [(String, String)]) -> String {
        fields.map { "\(PartnerAddress.encode($0))=\(PartnerAddress.encode($1))" }.joined(separator: "&")
    }

    private func send(_ request: HTTPClientRequest, _ address: String, _ headers: [(String, String)]) async throws -> SignInReply {
        let host = try check(address)
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "Kinora")
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .milliseconds(limits.connecting.wholeMilliseconds)
        configuration.timeout.read = .milliseconds(limits.answering.wholeMilliseconds)
        configuration.connectionPool.retryConnectionEstablishment = false
        if reach == .internet { configuration.dnsOverride = [host: try await resolved(host)] }
        let client = HTTPClient(configuration: configuration)
        let outcome: Result<SignInReply, any Error>
        do {
            let (sent, wire) = (request, self)
            outcome = .success(try await within(limits.answering) { try await wire.load(sent, with: client) })
        } catch {
            outcome = .failure(error)
        }
        try await client.shutdown()
        do {
            return try outcome.get()
        } catch let refusal as ProviderRefusal {
            throw refusal
        } catch {
            if Task.isCancelled || error is CancellationError { throw CancellationError() }
            throw ProviderRefusal.away(provider: provider, reason: PartnerWire.reason(of: error))
        }
    }

    private func load(_ request: HTTPClientRequest, with client: HTTPClient) async throws -> SignInReply {
        let response = try await client.execute(request, timeout: .milliseconds(limits.answering.wholeMilliseconds))
        var body: [UInt8] = []
        for try await part in response.body {
            guard body.count + part.readableBytes <= limits.answerBytes else {
                throw ProviderRefusal.untrusted(provider: provider, reason: "an answer is longer than \(limits.answerBytes >> 10) KiB")
            }
            body.append(contentsOf: part.readableBytesView)
        }
        return SignInReply(status: Int(response.status.code), json: try? Value(json: body))
    }

    /// - Returns: an address of the open internet, in digits.
    private func resolved(_ host: String) async throws -> String {
        switch try await PublicAddress.find(host) {
        case .unknown: throw ProviderRefusal.away(provider: provider, reason: "its server is not found")
        case .household: throw refused("its server stands in a private network")
        case .open(let address): return address
        }
    }

    private func refused(_ reason: String) -> ProviderRefusal { .misconfigured(provider: provider, reason: reason) }
}
