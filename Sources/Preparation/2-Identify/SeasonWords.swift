/// The words for season and episode in the languages that folders are named in.
enum SeasonWords {
    static let season: Set<String> = [
        "season", "seasons", "series", "saison", "staffel", "stagione", "temporada", "seizoen", "säsong", "sasong", "sæson", "sesong",
        "kausi",
        "sezon", "sezona", "sezóna", "sezonul", "séria", "série", "serie", "seria", "сезон", "シーズン", "시즌", "évad", "sezonas", "sezoni",
    ]
    static let episode: Set<String> = [
        "episode", "episodes", "ep", "eps", "e", "folge", "episodio", "épisode", "episódio", "capitulo", "capítulo", "cap", "aflevering",
        "avsnitt", "afsnit", "jakso", "odcinek", "epizoda", "epizod", "díl", "серия", "эпизод", "第", "話", "화",
    ]
    static let specials: Set<String> = ["specials", "special", "spezial", "speciale", "especiales", "spéciaux", "specialer"]

    /// A season's number at a word: `Season 2`, `Season2`, `2nd Season`, `3.Staffel`; and how many words it takes.
    static func season(at index: Int, in name: Name) -> (number: Int, length: Int)? {
        let words = name.words
        guard index < words.count else { return nil }
        let word = words[index]
        let next: Name.Word? = index + 1 < words.count ? words[index + 1] : nil
        if season.contains(word.text), let next, let number = next.number, next.digits <= 4, isNear(index + 1, in: name) {
            return (number, 2)
        }
        if let (letters, number) = name.lettersAndNumber(index), season.contains(letters) { return (number, 1) }
        if let next, season.contains(next.text), let number = ordinal(word), isNear(index + 1, in: name) {
            // `3 Season 2`: the number behind the word counts.
            let isFollowed = index + 2 < words.count && words[index + 2].number != nil && !name.hasSpacedDash(before: index + 2)
            return isFollowed ? nil : (number, 2)
        }
        return nil
    }

    private static func isNear(_ index: Int, in name: Name) -> Bool {
        let gap = name.gap(before: index)
        return gap.isSubset(of: [.space, .dot, .underscore, .dash]) && !name.hasSpacedDash(before: index) || gap == [.space, .bracket]
    }

    private static func ordinal(_ word: Name.Word) -> Int? {
        if let number = word.number, word.digits <= 2 { return number }
        let digits = word.text.prefix(while: { $0.isASCII && $0.isNumber })
        guard (1...2).contains(digits.utf8.count),
            ["st", "nd", "rd", "th", "ª", "º", "a", "e", "ème", "eme"].contains(String(word.text.dropFirst(digits.count)))
        else { return nil }
        return Int(digits)
    }

    /// The number of the bare form `S02`.
    static func short(at index: Int, in name: Name) -> Int? {
        guard let (letters, number) = name.lettersAndNumber(index), letters == "s" else { return nil }
        return number
    }
}
