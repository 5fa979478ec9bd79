import Foundation

/// A language as BCP 47 names it (`en`, `pt-BR`, `und` for unknown). Files often say `eng` or `ger`: those are folded to two letters.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
    package let tag: String

    /// From any of: BCP 47, ISO 639-1, ISO 639-2/B or /T. Empty or unreadable text becomes `und`.
    package init(_ text: String) {
        let parts = text.trimmingCharacters(in: .whitespaces).split(whereSeparator: { $0 == "-" || $0 == "_" })
        guard let first = parts.first, (2...3).contains(first.count), first.allSatisfy({ $0.isASCII && $0.isLetter }) else {
            tag = "und"
            return
        }
        let lowered = first.lowercased()
        let language = Self.twoLetters[lowered] ?? lowered
        let rest = parts.dropFirst().prefix(2).map { $0.count == 2 ? $0.uppercased() : $0.capitalized }
        let plain = rest.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
        tag = ([language] + (plain ? rest : [])).joined(separator: "-")
    }

    package static let undetermined = LanguageTag("und")

    package var isKnown: Bool { tag != "und" && tag != "zxx" && tag != "mul" }

    package var description: String { tag }

    /// The language's own name for itself (`Deutsch`), for menus. The tag itself where it is unknown.
    package var endonym: String {
        guard isKnown else { return tag }
        let name = Locale(identifier: tag).localizedString(forIdentifier: tag)
        return name.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? tag
    }

    /// ISO 639-2/B and /T to ISO 639-1, for the languages that have a two-letter code and are met in film files.
    private static let twoLetters: [String: String] = [
        "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it", "por": "pt", "dut": "nl", "nld": "nl",
        "swe": "sv", "dan": "da", "nor": "no", "nob": "nb", "nno": "nn", "fin": "fi", "ice": "is", "isl": "is", "pol": "pl", "cze": "cs",
        "ces": "cs", "slo": "sk", "slk": "sk", "slv": "sl", "hrv": "hr", "srp": "sr", "bos": "bs", "mac": "mk", "mkd": "mk", "bul": "bg",
        "rum": "ro", "ron": "ro", "hun": "hu", "gre": "el", "ell": "el", "tur": "tr", "rus": "ru", "ukr": "uk", "bel": "be", "est": "et",
        "lav": "lv", "lit": "lt", "alb": "sq", "sqi": "sq", "arm": "hy", "hye": "hy", "geo": "ka", "kat": "ka", "heb": "he", "ara": "ar",
        "per": "fa", "fas": "fa", "hin": "hi", "ben": "bn", "tam": "ta", "tel": "te", "mal": "ml", "kan": "kn", "mar": "mr", "pan": "pa",
        "urd": "ur", "tha": "th", "vie": "vi", "ind": "id", "may": "ms", "msa": "ms", "chi": "zh", "zho": "zh", "jpn": "ja", "kor": "ko",
        "cat": "ca", "baq": "eu", "eus": "eu", "glg": "gl", "gle": "ga", "wel": "cy", "cym": "cy", "ltz": "lb", "lat": "la", "epo": "eo",
        "afr": "af", "swa": "sw", "amh": "am", "tib": "bo", "bod": "bo", "bur": "my", "mya": "my", "mon": "mn", "nep": "ne", "sin": "si",
    ]
}

extension LanguageTag: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tag)
    }
}
