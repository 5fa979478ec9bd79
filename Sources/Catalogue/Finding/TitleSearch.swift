import KinoraDocuments

/// A search among the titles of a book: every word must stand in a title, in its original title, among its genres, or in the name of
/// somebody who made it; its beginning is enough. Where nothing is found, words that look like the wanted ones are taken instead.
struct TitleSearch {
    private let book: TitleBook
    private let words: SearchWords
    private let audience: Audience

    /// Names of people with fewer letters lead to no titles: too many begin like that.
    private static let shortestName = 3
    /// A mistyped word is taken for so many others at most.
    private static let mostMeant = 12
    /// How much a word says that stands in a name.
    private static let inName: Float = 1

    struct Findings {
        /// The best first.
        var titles: [TitleEntry] = []
        /// The best first.
        var people: [FoundPerson] = []
        /// What was looked for instead of what was typed; nil where that was found.
        var correction: String?
    }

    init(_ book: TitleBook, for audience: Audience) {
        self.book = book
        words = book.words
        self.audience = audience
    }

    /// - Parameter text: words beyond `mostWords` are not looked for.
    func find(_ text: String, mostTitles: Int, mostPeople: Int) -> Findings {
        let wanted = Array(FoldedWords.of(text).prefix(Self.mostWords))
        guard !wanted.isEmpty else { return Findings() }
        let exact = wanted.map { Meaning(words: words.titles.beginning(with: $0), names: words.names.beginning(with: $0)) }
        var findings = collect(exact, wanted, mostTitles, mostPeople)
        guard findings.titles.isEmpty && findings.people.isEmpty else { return findings }
        // Words that were found stay what they are, unless all were found, though never together.
        let areAllKnown = !exact.contains(where: \.isEmpty)
        let meant = zip(wanted, exact).map { word, known in
            if !known.isEmpty && !areAllKnown { return known }
            return Meaning(
                words: known.words + words.titles.like(word).prefix(Self.mostMeant),
                names: known.names + words.names.like(word).prefix(Self.mostMeant))
        }
        findings = collect(meant, wanted, mostTitles, mostPeople)
        return findings
    }

    static let mostWords = 12

    /// What a word may mean.
    private struct Meaning {
        var words: [WordList.Match]
        var names: [WordList.Match]

        var isEmpty: Bool { words.isEmpty && names.isEmpty }
    }

    private struct Score {
        var value: Float
        var meant: [String]
    }

    private func collect(_ meanings: [Meaning], _ wanted: [String], _ mostTitles: Int, _ mostPeople: Int) -> Findings {
        var findings = Findings()
        let titles = best(meanings.map(titleScores))
        let whole = wanted.joined(separator: " ")
        let ranked = titles.map { place, score -> (entry: TitleEntry, score: Float, meant: [String]) in
            let entry = book.entries[Int(place)]
            return (entry, score.value + Self.bonus(entry, whole), score.meant)
        }.filter { $0.entry.isSeen(by: audience) }.sorted { left, right in
            if left.score != right.score { return left.score > right.score }
            return left.entry.sortTitle == right.entry.sortTitle
                ? left.entry.id < right.entry.id : left.entry.sortTitle < right.entry.sortTitle
        }
        findings.titles = ranked.prefix(mostTitles).map(\.entry)
        let people = best(meanings.map(nameScores)).compactMap { number, score -> (FoundPerson, Float, [String])? in
            let somebody = words.people[Int(number)]
            let seen = somebody.titles.count { book.entries[Int($0)].isSeen(by: audience) }
            guard seen > 0 else { return nil }
            return (FoundPerson(id: PersonName.id(of: somebody.key), name: somebody.name, titles: seen), score.value, score.meant)
        }.sorted { ($1.1, $1.0.titles, $0.0.name) < ($0.1, $0.0.titles, $1.0.name) }
        findings.people = people.prefix(mostPeople).map(\.0)
        let meant = ranked.first?.meant ?? people.first?.2 ?? wanted
        findings.correction = zip(meant, wanted).allSatisfy { $0.hasPrefix($1) } ? nil : meant.joined(separator: " ")
        return findings
    }

    /// Whoever meets every meaning, with the sum of what each says.
    private func best(_ scores: [[Int32: (Float, String)]]) -> [Int32: Score] {
        guard let first = scores.first else { return [:] }
        var found = first.mapValues { Score(value: $0.0, meant: [$0.1]) }
        for next in scores.dropFirst() {
            found = found.reduce(into: [:]) { kept, one in
                guard let more = next[one.key] else { return }
                kept[one.key] = Score(value: one.value.value + more.0, meant: one.value.meant + [more.1])
            }
        }
        return found
    }

    private func titleScores(_ meaning: Meaning) -> [Int32: (Float, String)] {
        var scores: [Int32: (Float, String)] = [:]
        func add(_ place: Int32, _ value: Float, _ word: String) {
            if value > scores[place]?.0 ?? 0 { scores[place] = (value, word) }
        }
        for match in meaning.words { for place in match.places { add(place.number, place.weight * match.likeness, match.word) } }
        for match in meaning.names where match.word.count >= Self.shortestName {
            for somebody in match.places {
                for title in words.people[Int(somebody.number)].titles { add(title, Self.inName * match.likeness, match.word) }
            }
        }
        return scores
    }

    private func nameScores(_ meaning: Meaning) -> [Int32: (Float, String)] {
        var scores: [Int32: (Float, String)] = [:]
        for match in meaning.names {
            for place in match.places where match.likeness > scores[place.number]?.0 ?? 0 {
                scores[place.number] = (match.likeness, match.word)
            }
        }
        return scores
    }

    /// The very title goes first, then titles that begin like that.
    private static func bonus(_ entry: TitleEntry, _ whole: String) -> Float {
        if entry.title == whole || entry.sortTitle == whole { return 10 }
        return entry.title.utf8.starts(with: whole.utf8) || entry.sortTitle.utf8.starts(with: whole.utf8) ? 5 : 0
    }
}
