/// A path and query of this server's own, for going on after a step: `next=/films`. Everything that a browser could take for another server
/// is refused (an open redirect, CWE-601).
package struct LocalPath: Hashable, Sendable {
    private static let longest = 2000

    package let text: String

    /// Nil for everything but a path of unreserved, reserved and percent-encoded ASCII characters (RFC 3986 section 3.3) that begins with
    /// one slash.
    package init?(_ text: String?) {
        guard let text, text.utf8.count <= Self.longest, text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"),
            text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "<") })
        else { return nil }
        self.text = text
    }

    package static let home = LocalPath(unchecked: "/")

    private init(unchecked text: String) { self.text = text }
}
