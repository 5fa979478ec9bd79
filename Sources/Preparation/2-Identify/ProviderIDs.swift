/// Names at providers in a file's or folder's name: `[tmdbid-1]`, `{imdb-tt0000001}`, `(tvdb=5)`, or a bare `tt0000001`.
package struct ProviderIDs {
    var ids: [String: String] = [:]
    /// What they take of the name, brackets included.
    var places: [Range<Int>] = []

    private static let providers: [String: String] = [
        "imdb": "imdb", "imdbid": "imdb", "tmdb": "tmdb", "tmdbid": "tmdb", "tvdb": "tvdb", "tvdbid": "tvdb", "anidb": "anidb",
        "anidbid": "anidb",
        "tvmaze": "tvmaze", "tvmazeid": "tvmaze",
    ]

    init(in name: Name) {
        for (index, word) in name.words.enumerated() {
            if let provider = Self.providers[word.text] {
                note(provider, at: index, in: name)
            } else if Self.isFilmNumber(word.text) {
                noteBare(index, in: name)
            }
        }
    }

    /// In brackets that match, with `-` or `=` behind the provider. A blank value is no id, but no title either.
    private mutating func note(_ provider: String, at index: Int, in name: Name) {
        let word = name.words[index]
        guard let bracket = word.bracket, let close = name.brackets[bracket].close, name.brackets[bracket].open + 1 == word.start,
            word.end < name.bytes.count, name.bytes[word.end] == Byte.dash || name.bytes[word.end] == UInt8(ascii: "=")
        else { return }
        places.append(name.brackets[bracket].open..<(close + 1))
        let value = name.bytes[(word.end + 1)..<close]
        guard !value.isEmpty, value.allSatisfy({ Byte.isDigit($0) || Byte.isLetter($0) }), ids[provider] == nil else { return }
        ids[provider] = String(decoding: value, as: UTF8.self)
    }

    private mutating func noteBare(_ index: Int, in name: Name) {
        let word = name.words[index]
        if index > 0, Self.providers[name.words[index - 1].text] != nil { return }
        var place = word.start..<word.end
        if let bracket = word.bracket, let close = name.brackets[bracket].close, name.words(inBracket: bracket).count == 1 {
            place = name.brackets[bracket].open..<(close + 1)
        }
        places.append(place)
        if ids["imdb"] == nil { ids["imdb"] = word.text }
    }

    /// Whether a provider's name or an id is made of letters and digits alone.
    static func isPlain(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && text.utf8.allSatisfy { Byte.isLetter($0) || Byte.isDigit($0) }
    }

    /// What somebody wrote as an id: `tt0000001`, `tmdb-27205`, `27205`, or the address of a page that holds it. Nil for anything else.
    package static func written(_ text: String) -> [String: String]? {
        let words = text.lowercased().split(whereSeparator: { !$0.isASCII || !($0.isLetter || $0.isNumber) }).map(String.init)
        if let film = words.first(where: isFilmNumber) { return ["imdb": film] }
        let isTVDB = words.contains { $0.hasPrefix("tvdb") || $0 == "thetvdb" }
        guard let number = words.first(where: { (1...12).contains($0.utf8.count) && $0.utf8.allSatisfy(Byte.isDigit) }) else { return nil }
        return [isTVDB ? "tvdb" : "tmdb": number]
    }

    /// IMDb's form: `tt` and at least seven digits.
    static func isFilmNumber(_ text: String) -> Bool {
        let bytes = text.utf8
        return (9...12).contains(bytes.count) && text.hasPrefix("tt") && bytes.dropFirst(2).allSatisfy(Byte.isDigit)
    }

    /// Plex' tag `{edition-Final Cut}`.
    static func editionTag(in name: Name) -> (edition: String, place: Range<Int>)? {
        for word in name.words where word.text == "edition" {
            guard let bracket = word.bracket, let close = name.brackets[bracket].close,
                name.bytes[name.brackets[bracket].open] == UInt8(ascii: "{"),
                name.brackets[bracket].open + 1 == word.start, word.end < close, name.bytes[word.end] == Byte.dash
            else { continue }
            let value = String(decoding: name.bytes[(word.end + 1)..<close], as: UTF8.self)
            return (value, name.brackets[bracket].open..<(close + 1))
        }
        return nil
    }
}
