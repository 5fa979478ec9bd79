import KinoraKernel

/// The countries whose age ratings are known.
package enum AgeCountries {
    /// The country as it is kept; nil for one that nothing is known of.
    package static func known(_ text: String) -> String? { AgeSystem.of(text.uppercased())?.country }

    /// The country of a language: the one that the tag names, else the one where it is spoken above all. English and others that are at home
    /// in many have none.
    package static func home(of language: LanguageTag) -> String? {
        let parts = language.tag.split(separator: "-").map(String.init)
        if let region = parts.dropFirst().first(where: { $0.count == 2 }) { return known(region) }
        return parts.first.flatMap { homes[$0] }
    }

    private static let homes = [
        "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "nl": "NL", "sv": "SE", "da": "DK", "nb": "NO", "nn": "NO", "no": "NO", "fi": "FI",
        "is": "IS", "pl": "PL", "cs": "CZ", "sk": "SK", "hu": "HU", "ro": "RO", "bg": "BG", "el": "GR", "ru": "RU", "tr": "TR", "pt": "PT",
        "ja": "JP", "ko": "KR", "hi": "IN", "th": "TH", "id": "ID", "he": "IL",
    ]
}
