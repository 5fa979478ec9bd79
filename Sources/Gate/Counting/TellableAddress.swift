/// An address as a log may have it: without what is behind the question mark, and without what is as good as a key.
enum TellableAddress {
    /// Names of captures whose values open something.
    private static let secrets: Set<Substring> = ["code", "grant", "invitation", "session", "identity", "passkey"]
    private static let longest = 200

    /// - Parameters:
    ///   - path: as it came, undecoded.
    ///   - route: as the table has it; nil where the path is none of ours. Of such a path only the beginning is told: who knows what was meant.
    static func text(_ path: String, route: String?) -> String {
        let asked = path.prefix { $0 != "?" }.split(separator: "/")
        guard let route else { return "/" + (asked.first.map { plain($0) + (asked.count > 1 ? "/…" : "") } ?? "") }
        let pattern = route.split(separator: "/")
        let told = asked.enumerated().map { place, segment in
            place < pattern.count && isSecret(pattern[place]) ? "…" : plain(segment)
        }
        return String(("/" + told.joined(separator: "/")).prefix(longest))
    }

    /// Captures are written `{name}` in the table, `:name` by the router.
    private static func isSecret(_ segment: Substring) -> Bool {
        secrets.contains(segment.drop { "{:$".contains($0) }.prefix { $0 != "}" })
    }

    /// Nothing that could end a line of a log or look like another.
    private static func plain(_ segment: Substring) -> String {
        String(decoding: segment.utf8.map { (33...126).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}
