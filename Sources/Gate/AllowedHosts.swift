/// The names by which the server may be addressed.
///
/// A foreign page can point a name of its own at 127.0.0.1 and then read what the browser reads (DNS rebinding). It cannot choose the
/// `Host` field, so a server that is meant for this machine alone answers to this machine's names alone.
package enum AllowedHosts: Hashable, Sendable {
    /// `localhost`, names below it, 127.0.0.0/8 and [::1].
    case loopback
    /// Loopback, and these names, in lower case.
    case names(Set<String>)
    /// Whatever name is used. For servers that the owner opened to a network.
    case any

    /// - Parameter authority: the `Host` field or `:authority`: a name or address, and perhaps a port.
    package func admits(_ authority: String?) -> Bool {
        guard let authority, let name = Self.name(of: authority) else { return false }
        return switch self {
        case .any: true
        case .loopback: Self.isLoopback(name)
        case .names(let names): names.contains(name) || Self.isLoopback(name)
        }
    }

    private static func name(of authority: String) -> String? {
        let text = authority.lowercased()
        guard !text.isEmpty, text.utf8.count <= 300, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 64 && $0 != 47 }) else {
            return nil
        }
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]"), isPort(text[text.index(after: end)...]) else { return nil }
            return String(text[...end])
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, parts.count == 1 || isPort(":" + parts[1]) else { return nil }
        return String(name)
    }

    private static func isPort(_ text: some StringProtocol) -> Bool {
        text.isEmpty || (text.first == ":" && text.dropFirst().count <= 5 && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber })
    }

    private static func isLoopback(_ name: String) -> Bool {
        if name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]" { return true }
        let octets = name.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }
}
