import AsyncHTTPClient
import Foundation
import KinoraKernel
import KinoraPreparation
import NIOCore
import NIOHTTP1

/// Fetches pictures that providers name, from their own servers alone.
///
/// Addresses come out of answers and are not trusted. 1. Only `https` to a provider's picture server is asked; other schemes, servers and
/// ports are refused, also behind a redirect. 2. The server's name is resolved once, private addresses are refused, and the connection goes
/// to the address that was looked at. 3. Where the owner configured the picture server, it is asked as it is configured, wherever it stands.
/// 4. Only pictures are taken, up to a size.
package struct ProviderPictures: PictureFetcher {
    private let configured: PartnerAddress
    private let limits: PartnerLimits

    /// Servers, with everything below them, on which TMDB's and OMDb's pictures lie.
    private static let servers = ["image.tmdb.org", "media-amazon.com", "ssl-images-amazon.com", "media-imdb.com"]

    /// - Parameter configured: the server of TMDB's pictures.
    package init(_ configured: PartnerAddress, limits: PartnerLimits = PartnerLimits()) {
        self.configured = configured
        self.limits = limits
    }

    package func picture(at address: String) async throws -> [UInt8] {
        var next = address
        for _ in 0...limits.redirects {
            switch try await fetch(next) {
            case .bytes(let bytes): return bytes
            case .elsewhere(let target): next = target
            }
        }
        throw Self.refused("it sends on too often")
    }

    private enum Outcome: Sendable {
        case bytes([UInt8])
        case elsewhere(String)
    }

    private func fetch(_ text: String) async throws -> Outcome {
        guard text.utf8.count <= 1000, let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), parts.user == nil, parts.password == nil, !parts.path.contains("/..")
        else { throw Self.refused("it has no address of a picture") }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .milliseconds(limits.connecting.wholeMilliseconds)
        configuration.timeout.read = .milliseconds(limits.answering.wholeMilliseconds)
        configuration.connectionPool.retryConnectionEstablishment = false
        let isConfigured = text.hasPrefix(configured.base + "/") && host == configured.host
        if !isConfigured {
            guard scheme == "https", parts.port ?? 443 == 443, Self.servers.contains(where: { host == $0 || host.hasSuffix("." + $0) })
            else {
                throw Self.refused("its address is none of the provider's own")
            }
            configuration.dnsOverride = [host: try await resolved(host)]
        }
        let client = HTTPClient(configuration: configuration)
        let outcome: Outcome
        do {
            let limits = limits
            outcome = try await within(limits.answering * 2) { try await Self.load(text, with: client, limits) }
        } catch {
            try await client.shutdown()
            if Task.isCancelled || error is CancellationError { throw CancellationError() }
            if error is ArtworkTrouble { throw error }
            throw ArtworkTrouble.later("The provider's picture cannot be had at present.")
        }
        try await client.shutdown()
        return outcome
    }

    private static func load(_ address: String, with client: HTTPClient, _ limits: PartnerLimits) async throws -> Outcome {
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "Accept", value: "image/jpeg, image/png, image/webp")
        request.headers.add(name: "User-Agent", value: "Kinora")
        let response = try await client.execute(request, timeout: .milliseconds(limits.answering.wholeMilliseconds))
        switch response.status.code {
        case 200: break
        case 301, 302, 303, 307, 308:
            guard let location = response.headers.first(name: "Location"), let base = URL(string: address),
                let target = URL(string: location, relativeTo: base)
            else { throw refused("it sends on to nowhere") }
            return .elsewhere(target.absoluteString)
        case 408, 425, 429, 500...: throw ArtworkTrouble.later("The provider's picture cannot be had at present (\(response.status.code)).")
        default: throw refused("the provider answers \(response.status.code)")
        }
        let type = response.headers.first(name: "Content-Type")?.lowercased() ?? ""
        guard ["image/jpeg", "image/png", "image/webp"].contains(where: { type.hasPrefix($0) }) else {
            throw refused("the provider sends something else")
        }
        var bytes: [UInt8] = []
        for try await part in response.body {
            guard bytes.count + part.readableBytes <= ArtworkShelf.largest else { throw ArtworkTrouble.tooLarge }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return .bytes(bytes)
    }

    /// - Returns: an address of the open internet, in digits.
    private func resolved(_ host: String) async throws -> String {
        switch try await PublicAddress.find(host) {
        case .unknown: throw ArtworkTrouble.later("The provider's picture server is not found.")
        case .household: throw Self.refused("its server stands in a private network")
        case .open(let address): return address
        }
    }

    private static func refused(_ why: String) -> ArtworkTrouble { .unreadable("The provider's picture is not taken: \(why).") }
}
