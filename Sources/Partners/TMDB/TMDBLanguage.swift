import KinoraKernel

/// The language in which TMDB is asked: `de`, `pt-BR`.
struct TMDBLanguage: Hashable, Sendable {
    let tag: String
    let language: String
    /// Whose age ratings count first (ISO 3166-1).
    let countries: [String]

    init(_ text: String) {
        tag = LanguageTag(text).isKnown ? LanguageTag(text).tag : "en"
        let parts = tag.split(separator: "-").map(String.init)
        language = parts[0]
        let own = parts.dropFirst().first { $0.count == 2 } ?? Self.homes[language] ?? language.uppercased()
        countries = [own] + ["US", "GB"].filter { $0 != own }
    }

    /// `null` stands for pictures without words.
    var forPictures: String { language == "en" ? "en,null" : "\(language),en,null" }

    /// Languages that are not called like the country they are most spoken in.
    private static let homes = [
        "en": "US", "ja": "JP", "ko": "KR", "zh": "CN", "sv": "SE", "da": "DK", "cs": "CZ", "el": "GR", "uk": "UA", "he": "IL", "et": "EE",
        "sl": "SI", "nb": "NO", "nn": "NO", "hi": "IN", "ar": "SA", "fa": "IR", "vi": "VN",
    ]
}
