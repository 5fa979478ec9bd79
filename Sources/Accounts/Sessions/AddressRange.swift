/// The network that an address lies in: what is kept of addresses, and what tries are counted by. 24 bits of IPv4, 64 bits of IPv6 (a
/// household's; RFC 6177).
package enum AddressRange {
    package static func of(_ address: String) -> String {
        if address.hasPrefix("::ffff:"), address.contains(".") { return of(String(address.dropFirst("::ffff:".count))) }
        let octets = address.split(separator: ".", omittingEmptySubsequences: false)
        if octets.count == 4, octets.allSatisfy({ UInt8($0) != nil }) { return octets.prefix(3).joined(separator: ".") + ".0/24" }
        guard let groups = groups(address) else { return "unknown" }
        return groups.prefix(4).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
    }

    /// The eight groups of an IPv6 address (RFC 4291 section 2.2).
    private static func groups(_ address: String) -> [UInt16]? {
        let plain = address.prefix { $0 != "%" }
        let halves = plain.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false).map { half in
            half.split(separator: ":", omittingEmptySubsequences: false).map { UInt16($0, radix: 16) }
        }
        guard plain.contains(":") else { return nil }
        let left = plain.hasPrefix("::") ? [] : halves[0]
        let right = halves.count == 2 && !plain.hasSuffix("::") ? halves[1] : []
        guard !left.contains(nil), !right.contains(nil), left.count + right.count <= 8 else { return nil }
        guard halves.count == 2 || left.count == 8 else { return nil }
        let gap = Array(repeating: UInt16(0), count: 8 - left.count - right.count)
        return left.compactMap(\.self) + gap + right.compactMap(\.self)
    }
}
