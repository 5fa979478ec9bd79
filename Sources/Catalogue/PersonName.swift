import KinoraKernel

/// How names of people are compared and sorted.
package enum PersonName {
    /// What tells that two credits name the same person: the name without case, accents and punctuation. Nil where nothing is left of it.
    package static func key(_ name: String) -> String? {
        let folded = SortTitle.fold(name)
        return folded.isEmpty ? nil : folded
    }

    private static let behindFamilyNames: Set<String> = ["jr", "sr", "ii", "iii", "iv", "junior", "senior"]

    /// The last word first; what stands behind family names stays behind them.
    package static func sorted(_ name: String) -> String {
        var words = SortTitle.fold(name).split(separator: " ").map(String.init)
        guard let last = words.lastIndex(where: { !behindFamilyNames.contains($0) }), last > 0 else { return words.joined(separator: " ") }
        let family = Array(words[last...])
        words.removeSubrange(last...)
        return (family + words).joined(separator: " ")
    }

    /// The document of a person: made of the key, so that whoever comes back to the catalogue has the old name in addresses.
    package static func id(of key: String) -> PersonID {
        PersonID(String(Digest(of: Array(key.utf8)).hex.prefix(26)))
    }
}
