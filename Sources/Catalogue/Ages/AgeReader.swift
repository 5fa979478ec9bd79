/// Reads age ratings as people and programs write them: `FSK 12`, `DE:12`, `Rated PG-13`, `12A`, `USA:R / UK:15`, `ab 12 Jahren`.
///
/// 1. A text may hold several ratings, with `/`, `|`, `;` or `,` between them.
/// 2. What stands in front names the country, or who rates. Where nothing does and the caller knows no country, a rating is taken for one of
///    the United States if it can be one, because that is how programs write them; else for the strictest that it can be.
/// 3. What is no rating of the system's own is read as a number.
/// What says nothing, or says that nobody rated the title, comes to nothing.
package enum AgeReader {
    /// Longer texts are no ratings.
    static let longest = 200
    /// The highest age that a rating names (Singapore's R21).
    static let highest = 21

    /// The strictest of what a text says; nil where it says nothing.
    package static func age(_ text: String) -> Int? { statements(text).map(\.age).max() }

    static func statements(_ text: String?, country: String? = nil) -> [AgeStatement] {
        guard let text, text.count <= longest else { return [] }
        return parts(text).compactMap { statement($0, country: country) }
    }

    /// Lower case, without accents, letters and digits only.
    static func plain(_ text: some StringProtocol) -> String { SortTitle.fold(String(text)).filter { $0 != " " } }

    /// `U/A` and `M/12` are one rating each: a stroke divides only where there is a space beside it, or a colon on both sides.
    private static func parts(_ text: String) -> [Substring] {
        let divided = text.split(whereSeparator: { $0 == "|" || $0 == ";" || $0 == "," })
        return divided.flatMap { part -> [Substring] in
            let pieces = part.split(separator: "/")
            guard pieces.count > 1 else { return [part] }
            return part.contains(" /") || part.contains("/ ") || pieces.allSatisfy({ $0.contains(":") }) ? pieces : [part]
        }
    }

    private static func statement(_ text: Substring, country: String?) -> AgeStatement? {
        var rest = text
        var system = country.flatMap(AgeSystem.of)
        var place = country
        if let colon = text.firstIndex(of: ":") {
            if let named = named(text[..<colon]) { (system, place) = (named, named.country) }
            rest = text[text.index(after: colon)...]
        }
        var words = Array(SortTitle.fold(String(rest)).split(separator: " ").flatMap(divided))
        let isSentence = words.first == "rated"
        while let word = words.first, courtesies.contains(word) { words.removeFirst() }
        if isSentence, let reason = words.firstIndex(of: "for") { words = Array(words[..<reason]) }
        // "New Zealand R16": the longest name counts.
        for count in [3, 2, 1] where count < words.count {
            guard let named = AgeSystem.byProperName(words.prefix(count).joined()) else { continue }
            (system, place) = (named, named.country)
            words.removeFirst(count)
            break
        }
        guard let age = age(words, in: system) else { return nil }
        if system == nil, AgeSystem.of("US")?.labels[words.joined()] != nil { place = "US" }
        return AgeStatement(age: age, country: place)
    }

    /// `fsk12` is two words.
    private static func divided(_ word: Substring) -> [Substring] {
        guard let digit = word.firstIndex(where: \.isNumber), AgeSystem.byProperName(String(word[..<digit])) != nil else { return [word] }
        return [word[..<digit], word[digit...]]
    }

    private static func named(_ text: Substring) -> AgeSystem? {
        let word = text.filter { $0 != " " }
        return AgeSystem.named(word.uppercased()) ?? AgeSystem.named(plain(word))
    }

    private static let courtesies: Set<Substring> = [
        "rated", "rating", "certificate", "certification", "certified", "classification", "classified", "cert", "age", "ages",
    ]
    private static let unrated: Set<String> = [
        "nr", "ur", "unrated", "notrated", "unknown", "none", "na", "notavailable", "pending", "ratingpending", "exempt", "ungepruft",
        "approved", "passed", "f",
    ]

    private static func age(_ words: [Substring], in system: AgeSystem?) -> Int? {
        let label = words.joined()
        if let age = system?.labels[label] { return age }
        guard !unrated.contains(label) else { return nil }
        if system == nil {
            if let age = AgeSystem.of("US")?.labels[label] { return age }
            if let age = AgeSystem.all.compactMap({ $0.labels[label] }).max() { return age }
        }
        return number(in: words)
    }

    /// The highest number that can be an age; `12A` and `K-16` are 12 and 16.
    private static func number(in words: [Substring]) -> Int? {
        let runs = words.flatMap { $0.split(whereSeparator: { !("0"..."9").contains($0) }) }
        return runs.filter { $0.count <= 2 }.compactMap { Int($0) }.filter { $0 <= highest }.max()
    }
}
