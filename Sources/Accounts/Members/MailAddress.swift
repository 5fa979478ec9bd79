import Foundation

/// An address for mail, as far as it must be understood to compare it and to write to it (RFC 5321 section 4.1.2; quoted local parts and
/// address literals are left out).
package struct MailAddress: Hashable, Sendable {
    package static let longest = 254
    private static let longestLocalPart = 64

    /// In lower case: people write their own address now this way, now that.
    package let text: String

    /// Nil where it is none.
    package init?(_ text: String?) {
        guard let text else { return nil }
        let plain = text.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping.lowercased()
        guard plain.utf8.count <= Self.longest else { return nil }
        let parts = plain.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocalPart(parts[0]), Self.isDomain(parts[1]) else { return nil }
        self.text = plain
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        guard (1...longestLocalPart).contains(text.utf8.count) else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.unicodeScalars.allSatisfy { isWordScalar($0) || "!#$%&'*+/=?^_`{|}~".unicodeScalars.contains($0) }
        }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-" && label.unicodeScalars.allSatisfy(isWordScalar)
        }
    }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
