/// A key for a provider. Printing it shows nothing.
package struct PartnerKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let text: String

    /// Nil where it holds what no key has.
    package init?(_ text: String) {
        guard (1...2000).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.text = text
    }

    /// The same for secrets that are sent encoded, and so may hold spaces (RFC 6749 appendix A.2).
    package init?(secret text: String) {
        guard (1...2000).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        self.text = text
    }

    package var description: String { "(key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
