import Crypto
import Foundation

/// The site that passkeys are made for: they are good for no other, which is what makes them safe against false pages.
package struct PasskeySite: Hashable, Sendable {
    /// The house's name in the network, without a port (the relying party's identifier, WebAuthn level 3, section 5.1.2).
    package let name: String
    /// As browsers write it: `https://films.example.org`.
    package let origin: String

    /// - Parameter address: the house's address.
    /// - Returns: nil where browsers make no passkeys: without TLS (except on this computer itself), and for addresses that are numbers.
    package init?(_ address: String) {
        guard let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(), let host = parts.host?.lowercased(),
            !host.isEmpty, !host.contains(":"), host.contains(where: \.isLetter), host.utf8.count <= 253
        else { return nil }
        guard scheme == "https" || (scheme == "http" && (host == "localhost" || host.hasSuffix(".localhost"))) else { return nil }
        let usual = scheme == "https" ? 443 : 80
        let port = parts.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? ""
        name = host
        origin = "\(scheme)://\(host)\(port)"
    }

    var digest: [UInt8] { Array(SHA256.hash(data: Array(name.utf8))) }
}
