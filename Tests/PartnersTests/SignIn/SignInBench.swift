import AsyncHTTPClient
import Foundation
import KinoraAccounts
import KinoraDocuments
import KinoraKernel
import NIOCore
import NIOHTTP1
import Testing

@testable import KinoraPartners

/// A house's side of signing in, and a browser that goes where it is sent.
struct SignInBench {
    let time: any TimeSource
    let store: MemoryStore
    let attempts: AttemptBook

    init(time: any TimeSource = SystemTime()) async throws {
        self.time = time
        store = MemoryStore(time: time)
        try await store.prepare([ProviderAttempt.schema])
        attempts = AttemptBook(store: store, time: time)
    }

    func openID(_ issuer: String, _ change: (inout OpenIDClient) throws -> Void = { _ in }) throws -> OpenIDProvider {
        var client = OpenIDClient(
            name: "oidc", label: "Example", issuer: issuer, clientID: "kinora", secret: .fixed(try Self.key(SignInPeer.secret)))
        client.emailTrust = .whenVerified
        client.reach = .household
        try change(&client)
        var limits = SignInLimits()
        // Only the provider that keeps silent for fifteen seconds shall be found too slow, on however slow a machine.
        limits.answering = issuer.hasSuffix("/jwks-slow") ? .seconds(2) : .seconds(120)
        return OpenIDProvider(client, limits: limits, time: time)
    }

    static func key(_ text: String) throws -> PartnerKey { try #require(PartnerKey(secret: text)) }

    /// Signs in: to the provider, back, the attempt spent, the answer judged.
    /// - Parameter tamper: changes the attempt between leaving and coming back.
    func signIn(
        _ provider: some IdentityProvider, callback: String = SignInPeer.callback, cookies: String? = nil,
        tamper: (inout ProviderAttempt) -> Void = { _ in }
    ) async throws -> ProvidedIdentity {
        let (attempt, browser) = try await attempts.begin(.signIn, with: provider.name)
        let address = try await provider.address(for: attempt, callback: callback)
        let answer = try await Self.visit(address, cookies: cookies)
        var spent = try await attempts.spend(state: answer.state, with: provider.name, browser: browser)
        tamper(&spent)
        return try await provider.identity(from: answer, to: spent, callback: callback)
    }

    /// What a browser brings back from an address.
    static func visit(_ address: String, cookies: String? = nil) async throws -> ProviderAnswer {
        let (location, page) = try await open(address, cookies: cookies)
        if let location { return try answer(in: location) }
        let inputs = page.matches(of: /name="([a-z_]+)" value="([^"]*)"/)
        return ProviderAnswer { name in
            inputs.first { $0.1 == name }.map {
                $0.2.replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
            }
        }
    }

    static func answer(in location: String) throws -> ProviderAnswer {
        let fields = try #require(URLComponents(string: location)?.queryItems)
        return ProviderAnswer { name in fields.first { $0.name == name }?.value?.replacingOccurrences(of: "+", with: " ") }
    }

    static func open(_ address: String, cookies: String? = nil, form: String? = nil) async throws -> (location: String?, page: String) {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        let client = HTTPClient(configuration: configuration)
        do {
            var request = HTTPClientRequest(url: address)
            if let cookies { request.headers.add(name: "Cookie", value: cookies) }
            if let form {
                request.method = .POST
                request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
                request.body = .bytes(Array(form.utf8))
            }
            let response = try await client.execute(request, timeout: .minutes(5))
            let body = try await response.body.collect(upTo: 1 << 20)
            try await client.shutdown()
            return (response.headers.first(name: "Location"), String(buffer: body))
        } catch {
            try await client.shutdown()
            throw error
        }
    }
}
