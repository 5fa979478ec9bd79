import KinoraDocuments

/// The words of all titles, and of everybody who made them.
struct SearchWords: Sendable {
    /// By the titles' places among the entries.
    let titles: WordList
    /// By the people's places in `people`.
    let names: WordList
    let people: [Somebody]

    struct Somebody: Sendable {
        var key: String
        var name: String
        /// Places among the entries.
        var titles: [Int32]
    }

    /// How much a word says where it stands.
    private static let inTitle: Float = 4
    private static let inOriginalTitle: Float = 3
    private static let inGenre: Float = 1

    init(_ entries: [TitleEntry]) {
        var words: [String: [WordList.Place]] = [:]
        var numbers: [String: Int] = [:]
        var people: [Somebody] = []
        for (place, entry) in entries.enumerated() {
            var weights: [String: Float] = [:]
            for genre in entry.genres { for word in FoldedWords.of(genre) { weights[word] = Self.inGenre } }
            for word in entry.originalTitle.split(separator: " ") { weights[String(word)] = Self.inOriginalTitle }
            for word in entry.title.split(separator: " ") { weights[String(word)] = Self.inTitle }
            for (word, weight) in weights { words[word, default: []].append(.init(number: Int32(place), weight: weight)) }
            for maker in entry.makers {
                let number = numbers[maker.key] ?? people.count
                if number == people.count {
                    numbers[maker.key] = number
                    people.append(Somebody(key: maker.key, name: maker.name, titles: []))
                }
                people[number].titles.append(Int32(place))
            }
        }
        var names: [String: [WordList.Place]] = [:]
        for (number, somebody) in people.enumerated() {
            for word in Set(FoldedWords.of(somebody.name)) { names[word, default: []].append(.init(number: Int32(number), weight: 1)) }
        }
        self.people = people
        titles = WordList(words)
        self.names = WordList(names)
    }
}
