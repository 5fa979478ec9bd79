/// The words for season and episode in the languages that folders are named in.
enum SeasonWords {
    static let season: Set<String> = [
        "season", "seasons", "series", "saison", "staffel", "stagione", "temporada", "seizoen", "säsong", "sasong", "sæson", "sesong",
        "kausi",
        "sezon", "sezona", "sezóna", "sezonul", "séria", "série", "serie", "seria", "сезон", "シーズン", "시즌", "évad", "sezonas", "sezoni",
        "säsongen", "sæsonen", "sesongen", "mùa", "musim", "الموسم", "موسم", "فصل", "עונה", "σεζόν", "κύκλος", "ฤดูกาล", "hooaeg",
        "þáttaröð",
        "denboraldia", "сезона", "सीज़न", "सीजन",
    ]
    static let episode: Set<String> = [
        "episode", "episodes", "ep", "eps", "e", "folge", "episodio", "épisode", "episódio", "capitulo", "capítulo", "cap", "aflevering",
        "avsnitt", "afsnit", "jakso", "odcinek", "epizoda", "epizod", "díl", "серия", "эпизод", "серія", "第", "話", "화",
        "bölüm", "epizód", "rész", "episod", "episodul", "επεισόδιο", "פרק", "الحلقة", "حلقة", "ตอน", "tập", "епизод", "epizode", "sērija",
    ]
    /// Words that stand behind the episode's number.
    static let countedEpisodes: Set<String> = ["серия", "серія", "bölüm", "rész", "화", "話", "集"]
    static let specials: Set<String> = ["specials", "special", "spezial", "speciale", "especiales", "spéciaux", "specialer"]

    /// A season's number at a word: `Season 2`, `Season2`, `2nd Season`, `3.Staffel`; and how many words it takes.
    static func season(at index: Int, in name: Name) -> (number: Int, length: Int)? {
        let words = name.words
        guard index < words.count else { return nil }
        let word = words[index]
        if let number = CountedWord.season(word) { return (number, 1) }
        let next: Name.Word? = index + 1 < words.count ? words[index + 1] : nil
        if season.contains(word.text), let next, let number = next.number, next.digits <= 4, isNear(index + 1, in: name) {
            return (number, 2)
        }
        if let (letters, number) = name.lettersAndNumber(index), season.contains(letters) { return (number, 1) }
        if word.text == "season" || word.text == "series", let next, let number = spelled[next.text], isNear(index + 1, in: name) {
            return (number, 2)
        }
        // `3-й сезон`: the ending of an ordinal number stands between them.
        if let next, ordinalEndings.contains(next.text), name.gap(before: index + 1) == .dash, index + 2 < words.count,
            season.contains(words[index + 2].text), let number = ordinal(word), isNear(index + 2, in: name)
        {
            return (number, 3)
        }
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

    private static let spelled: [String: Int] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
        "twelve": 12,
    ]

    private static let ordinalEndings: Set<String> = ["й", "я", "ый", "ой", "ий", "ая", "th", "st", "nd", "rd", "e", "a"]

    private static func ordinal(_ word: Name.Word) -> Int? {
        if let number = word.number, word.digits <= 2 { return number }
        let digits = word.text.prefix(while: { $0.isASCII && $0.isNumber })
        guard (1...2).contains(digits.utf8.count),
            ["st", "nd", "rd", "th", "ª", "º", "a", "e", "ème", "eme", ":a", ":e", "й", "я"].contains(
                String(word.text.dropFirst(digits.count)))
        else { return nil }
        return Int(digits)
    }

    /// The number of the bare form `S02`.
    static func short(at index: Int, in name: Name) -> Int? {
        guard let (letters, number) = name.lettersAndNumber(index), letters == "s" else { return nil }
        return number
    }
}
