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

        /// The word of a match, of those of titles and then those of names.
        func word(at match: Int) -> String { match < words.count ? words[match].word : names[match - words.count].word }
    }

    /// What the titles, or the people, get for one word: by their places.
    private struct Scores {
        /// 0 for whoever has no such word.
        private var values: [Float]
        /// Which match it was, of those of the meaning.
        private var matches: [Int32]
        private(set) var met: [Int32] = []

        init(count: Int) {
            values = Array(repeating: 0, count: count)
            matches = Array(repeating: 0, count: count)
        }

        subscript(place: Int32) -> Float { values[Int(place)] }

        func match(of place: Int32) -> Int { Int(matches[Int(place)]) }

        /// Of several matches the one counts that says most; of equals the first.
        mutating func add(_ place: Int32, _ value: Float, match: Int) {
            let known = values[Int(place)]
            guard value > known else { return }
            if known == 0 { met.append(place) }
            values[Int(place)] = value
            matches[Int(place)] = Int32(match)
        }
    }

    private struct Hit {
        var place: Int32
        var score: Float
    }

    private func collect(_ meanings: [Meaning], _ wanted: [String], _ mostTitles: Int, _ mostPeople: Int) -> Findings {
        var findings = Findings()
        let titleScores = meanings.map(titleScores)
        let whole = wanted.joined(separator: " ")
        let titles = Self.inAll(titleScores).lazy.filter { book.entries[Int($0.place)].isSeen(by: audience) }
            .map { Hit(place: $0.place, score: $0.score + Self.bonus(book.entries[Int($0.place)], whole)) }
            .first(max(1, mostTitles), by: precedes)
        findings.titles = titles.prefix(mostTitles).map { book.entries[Int($0.place)] }
        let nameScores = meanings.map(nameScores)
        let people = Self.inAll(nameScores).lazy.map { (hit: $0, titles: seenTitles(of: $0.place)) }.filter { $0.titles > 0 }
            .first(max(1, mostPeople)) { left, right in
                if left.hit.score != right.hit.score { return left.hit.score > right.hit.score }
                if left.titles != right.titles { return left.titles > right.titles }
                return words.people[Int(left.hit.place)].name < words.people[Int(right.hit.place)].name
            }
        findings.people = people.prefix(mostPeople).map { hit, titles in
            let somebody = words.people[Int(hit.place)]
            return FoundPerson(id: PersonName.id(of: somebody.key), name: somebody.name, titles: titles)
        }
        let meant =
            titles.first.map { title in
                zip(meanings, titleScores).map { $0.word(at: $1.match(of: title.place)) }
            } ?? people.first.map { one in
                zip(meanings, nameScores).map { $0.names[$1.match(of: one.hit.place)].word }
            } ?? wanted
        findings.correction = zip(meant, wanted).allSatisfy { $0.hasPrefix($1) } ? nil : meant.joined(separator: " ")
        return findings
    }

    private func precedes(_ left: Hit, _ right: Hit) -> Bool {
        if left.score != right.score { return left.score > right.score }
        let (one, other) = (book.entries[Int(left.place)], book.entries[Int(right.place)])
        return one.sortTitle == other.sortTitle ? one.id < other.id : one.sortTitle < other.sortTitle
    }

    /// How many titles of somebody the audience may see.
    private func seenTitles(of person: Int32) -> Int {
        words.people[Int(person)].titles.count { book.entries[Int($0)].isSeen(by: audience) }
    }

    /// Whoever meets every meaning, with the sum of what each says.
    private static func inAll(_ scores: [Scores]) -> [Hit] {
        guard let first = scores.first else { return [] }
        return first.met.compactMap { place in
            var sum: Float = 0
            for one in scores {
                guard one[place] > 0 else { return nil }
                sum += one[place]
            }
            return Hit(place: place, score: sum)
        }
    }

    private func titleScores(_ meaning: Meaning) -> Scores {
        var scores = Scores(count: book.entries.count)
        for (number, match) in meaning.words.enumerated() {
            for place in match.places { scores.add(place.number, place.weight * match.likeness, match: number) }
        }
        for (number, match) in meaning.names.enumerated() where match.word.count >= Self.shortestName {
            for somebody in match.places {
                for title in words.people[Int(somebody.number)].titles {
                    scores.add(title, Self.inName * match.likeness, match: meaning.words.count + number)
                }
            }
        }
        return scores
    }

    private func nameScores(_ meaning: Meaning) -> Scores {
        var scores = Scores(count: words.people.count)
        for (number, match) in meaning.names.enumerated() {
            for place in match.places { scores.add(place.number, match.likeness, match: number) }
        }
        return scores
    }

    /// The very title goes first, then titles that begin like that.
    private static func bonus(_ entry: TitleEntry, _ whole: String) -> Float {
        if entry.title == whole || entry.sortTitle == whole { return 10 }
        return entry.title.utf8.starts(with: whole.utf8) || entry.sortTitle.utf8.starts(with: whole.utf8) ? 5 : 0
    }
}

extension Sequence {
    /// The first in an order, in it; the rest is not sorted. Of equals the one that comes first.
    fileprivate func first(_ count: Int, by precedes: (Element, Element) -> Bool) -> [Element] {
        var best: [Element] = []
        best.reserveCapacity(count + 1)
        for element in self {
            if best.count == count {
                guard precedes(element, best[count - 1]) else { continue }
                best.removeLast()
            }
            var (low, high) = (0, best.count)
            while low < high {
                let middle = (low + high) / 2
                if precedes(element, best[middle]) { high = middle } else { low = middle + 1 }
            }
            best.insert(element, at: low)
        }
        return best
    }
}
