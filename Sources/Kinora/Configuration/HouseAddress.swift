import Foundation
import KinoraGate

/// Where visitors find the house.
enum HouseAddress: Hashable, Sendable {
    /// On this machine alone, at whatever port it listens on.
    case thisMachine
    /// `https://films.example.org`, or on a network that the owner trusts `http://192.168.0.10:8080`; without a path.
    case at(origin: String, host: String, isSecure: Bool)

    init?(_ text: String) {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = url.host(percentEncoded: false)?.lowercased(), !host.isEmpty, url.user == nil, url.query == nil, url.fragment == nil,
            ["", "/"].contains(url.path), AllowedHosts.any.admits(host.contains(":") ? "[\(host)]" : host)
        else { return nil }
        let name = host.contains(":") ? "[\(host)]" : host
        self = .at(origin: "\(scheme)://\(name)" + (url.port.map { ":\($0)" } ?? ""), host: name, isSecure: scheme == "https")
    }

    /// What whole addresses begin with.
    func origin(port: Int) -> String {
        switch self {
        case .thisMachine: "http://localhost:\(port)"
        case .at(let origin, _, _): origin
        }
    }

    /// How the house is called in letters; nil where it is on this machine alone.
    var named: String? { if case .at(let origin, _, _) = self { origin } else { nil } }

    var hosts: AllowedHosts {
        switch self {
        case .thisMachine: .loopback
        case .at(_, let host, _): .names([host])
        }
    }

    /// Whether visitors reach the house by https, so that browsers may be told to use nothing else.
    var isOverTLS: Bool {
        if case .at(_, _, let isSecure) = self { isSecure } else { false }
    }

    /// Whether browsers keep secure cookies for the house: over TLS, and on their own computer.
    var takesSecureCookies: Bool {
        switch self {
        case .thisMachine: true
        case .at(_, let host, let isSecure): isSecure || host == "localhost" || host.hasPrefix("127.") || host == "[::1]"
        }
    }
}
