import Foundation

/// Where a graph database is, and how it is spoken to: `bolt://host:7687` for this one server, `neo4j://` for a cluster that says itself which
/// server does what; with `+s` under TLS.
package struct BoltAddress: Hashable, Sendable, CustomStringConvertible {
    package static let usualPort = 7687

    package var host: String
    package var port: Int
    package var isRouted: Bool
    package var isOverTLS: Bool
    /// What the cluster is told so that it can choose (`?region=eu`).
    package var context: [String: String]

    package init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, ["", "/"].contains(parts.path), parts.fragment == nil
        else { return nil }
        switch scheme {
        case "bolt": (isRouted, isOverTLS) = (false, false)
        case "bolt+s": (isRouted, isOverTLS) = (false, true)
        case "neo4j": (isRouted, isOverTLS) = (true, false)
        case "neo4j+s": (isRouted, isOverTLS) = (true, true)
        default: return nil
        }
        let items = parts.queryItems ?? []
        guard items.isEmpty || isRouted, items.allSatisfy({ !$0.name.isEmpty && $0.value?.isEmpty == false }) else { return nil }
        context = Dictionary(items.map { ($0.name, $0.value ?? "") }) { $1 }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? Self.usualPort
        guard (1...65_535).contains(port) else { return nil }
    }

    package var description: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Another server of the same cluster, as a routing table names it: `host:port`.
    func server(_ name: String) -> BoltAddress? {
        guard let parts = URLComponents(string: "bolt://\(name)"), let host = parts.host, !host.isEmpty else { return nil }
        var other = self
        other.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        other.port = parts.port ?? Self.usualPort
        return other
    }
}
