/// Phrases that name a film's edition: `Director's Cut`, `Extended`, `25th Anniversary Edition`, `Special Edition Remastered`.
enum EditionPhrase {
    /// How many words from a place on name an edition; 0 where none begins.
    static func length(at index: Int, in name: Name) -> Int {
        var end = index
        while true {
            let length = single(at: end, in: name)
            guard length > 0, end == index || isOneRun(index, end, in: name) else { return end - index }
            end += length
        }
    }

    private static func isOneRun(_ start: Int, _ next: Int, in name: Name) -> Bool {
        name.words[start].bracket == name.words[next].bracket && !name.gap(before: next).contains(.bracket)
    }

    private static func single(at index: Int, in name: Name) -> Int {
        let words = name.words
        guard index < words.count else { return 0 }
        func word(_ offset: Int) -> String { index + offset < words.count ? words[index + offset].text : "" }
        let first = plain(word(0))
        if first == "open" && word(1) == "matte" || first == "fan" && word(1) == "edit" { return 2 }
        if first == "4k", ["remaster", "remastered", "restored", "restoration"].contains(word(1)) { return 2 }
        if first == "criterion" { return word(1) == "collection" || word(1) == "edition" ? 2 : 1 }
        // A run of adjectives, perhaps with a noun; an adjective that says little alone needs the noun.
        var length = 0
        var standsAlone = false
        while length < 4 {
            let text = plain(word(length))
            if alone.contains(text) {
                standsAlone = true
            } else if !(needingNoun.contains(text) || length == 0 && isOrdinal(text) && plain(word(1)) == "anniversary") {
                break
            }
            length += 1
        }
        guard length > 0 else { return 0 }
        if nouns.contains(word(length)) { return length + 1 }
        if standsAlone {
            while length > 0, !alone.contains(plain(word(length - 1))) { length -= 1 }
            return length
        }
        return 0
    }

    /// Without apostrophes, straight or curly.
    private static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "'") || $0 >= 128 }) else { return text }
        return text.filter { $0 != "'" && $0 != "’" && $0 != "`" }
    }

    private static func isOrdinal(_ text: String) -> Bool {
        guard let first = text.utf8.first, Byte.isDigit(first) else { return false }
        let rest = text.drop(while: { $0.isNumber })
        return rest.isEmpty || ["th", "st", "nd", "rd"].contains(String(rest))
    }

    private static let alone: Set<String> = [
        "extended", "unrated", "uncut", "remastered", "remaster", "restored", "imax", "theatrical", "despecialized", "despecialised",
        "redux",
        "fanedit", "2in1", "3in1", "4in1", "directors", "workprint", "rescored", "recut",
    ]
    private static let needingNoun: Set<String> = [
        "director", "special", "final", "assembly", "collectors", "collector", "anniversary", "ultimate", "rogue", "producers",
        "international",
        "alternate", "alternative", "deluxe", "limited", "diamond", "signature", "imperial", "original", "complete", "festival", "long",
        "longer", "short", "hunter", "definitive", "platinum", "gold", "golden", "royal", "european", "american", "us", "uk", "tv",
        "television",
        "broadcast", "digital", "legacy", "premium", "super", "duper", "integral", "black", "chrome", "unrated",
    ]
    static let nouns: Set<String> = ["cut", "edition", "version", "edit", "restoration", "release"]
}
