/// What tells a season and episodes in a name: `S01E02`, `1x02`, `Season 1 Episode 2`, `E02`.
struct EpisodeMark: Hashable {
    enum Form: Int, Comparable {
        /// `E02`, `Episode 2`: the season stands elsewhere.
        case episodeOnly
        /// `Season 1 Episode 2`.
        case words
        /// `1x02`.
        case cross
        /// `S01E02`.
        case letters

        static func < (left: Form, right: Form) -> Bool { left.rawValue < right.rawValue }
    }

    var form: Form
    var season: Int?
    /// As written: two numbers are a range, more are a list.
    var numbers: [Int]
    /// The words it takes.
    var words: Range<Int>
    /// The numbers did not ascend, so only the first counts.
    var isOdd = false

    /// Two numbers are the ends of a range; more are a list.
    var episodes: [Int] {
        guard numbers.count == 2, numbers[1] - numbers[0] < Self.longestRange else { return numbers }
        return Array(numbers[0]...numbers[1])
    }

    private static let longestRange = 200

    /// The strongest mark of a name; of equals, the first.
    static func find(in name: Name) -> EpisodeMark? {
        var best: EpisodeMark?
        for index in name.words.indices {
            guard let mark = mark(at: index, in: name) else { continue }
            if let known = best, known.form >= mark.form { continue }
            best = mark
            if mark.form == .letters { break }
        }
        return best
    }

    private static func mark(at index: Int, in name: Name) -> EpisodeMark? {
        guard let head = MarkWord(name.bytes, name.words[index]) else { return worded(at: index, in: name) }
        switch head.kind {
        case .full(let form):
            return continued(EpisodeMark(form: form, season: head.season, numbers: head.episodes, words: index..<(index + 1)), in: name)
        case .seasonOnly:
            return split(head, at: index, in: name)
        case .episodeOnly:
            return continued(EpisodeMark(form: .episodeOnly, season: nil, numbers: head.episodes, words: index..<(index + 1)), in: name)
        case .crossOnly:
            return nil
        }
    }

    /// `S01 E02`, `S01.E02`, `S01 - E02`, `S01 Episode 2`.
    private static func split(_ head: MarkWord, at index: Int, in name: Name) -> EpisodeMark? {
        let next = index + 1
        guard next < name.words.count, !name.gap(before: next).contains(.other) else { return nil }
        if let tail = MarkWord(name.bytes, name.words[next]), tail.kind == .episodeOnly {
            return continued(EpisodeMark(form: .letters, season: head.season, numbers: tail.episodes, words: index..<(next + 1)), in: name)
        }
        if SeasonWords.episode.contains(name.words[next].text), let number = plainNumber(next + 1, in: name) {
            return continued(EpisodeMark(form: .letters, season: head.season, numbers: [number], words: index..<(next + 2)), in: name)
        }
        return nil
    }

    /// `Season 1 Episode 2`, `Episode 2`, `2nd Season - 12`.
    private static func worded(at index: Int, in name: Name) -> EpisodeMark? {
        if let (season, length) = SeasonWords.season(at: index, in: name) {
            let next = index + length
            guard next < name.words.count else { return nil }
            if let (number, length) = episodeWord(at: next, in: name) {
                return continued(EpisodeMark(form: .words, season: season, numbers: [number], words: index..<(next + length)), in: name)
            }
            if name.hasSpacedDash(before: next), let number = plainNumber(next, in: name), !NoiseWords.isChannels(next, in: name) {
                return continued(EpisodeMark(form: .words, season: season, numbers: [number], words: index..<(next + 1)), in: name)
            }
            return nil
        }
        guard let (number, length) = episodeWord(at: index, in: name) else { return nil }
        return continued(EpisodeMark(form: .episodeOnly, season: nil, numbers: [number], words: index..<(index + length)), in: name)
    }

    private static func episodeWord(at index: Int, in name: Name) -> (number: Int, length: Int)? {
        if let number = CountedWord.episode(name.words[index]) { return (number, 1) }
        // `5 серия`: the word behind the number, where only a few languages put it.
        if index + 1 < name.words.count, SeasonWords.countedEpisodes.contains(name.words[index + 1].text),
            let number = plainNumber(index, in: name), name.gap(before: index + 1).isSubset(of: [.space, .dot])
        {
            return (number, 2)
        }
        if SeasonWords.episode.contains(name.words[index].text), let number = plainNumber(index + 1, in: name),
            name.gap(before: index + 1).isSubset(of: [.space, .dot, .underscore, .dash]), !name.hasSpacedDash(before: index + 1)
        {
            return (number, 2)
        }
        if let (letters, number) = name.lettersAndNumber(index), SeasonWords.episode.contains(letters) { return (number, 1) }
        return nil
    }

    private static func plainNumber(_ index: Int, in name: Name) -> Int? {
        guard index < name.words.count, name.words[index].digits <= 4 else { return nil }
        return name.words[index].number
    }

    /// Takes the further numbers of a file with several episodes.
    private static func continued(_ mark: EpisodeMark, in name: Name) -> EpisodeMark {
        var mark = mark
        var index = mark.words.upperBound
        while index < name.words.count, let more = further(at: index, after: mark, in: name) {
            mark.numbers += more
            index += 1
        }
        let bare = index
        if zip(mark.numbers, mark.numbers.dropFirst()).contains(where: { $0 >= $1 }) {
            mark.numbers = [mark.numbers[0]]
            mark.isOdd = true
        }
        mark.words = mark.words.lowerBound..<bare
        return mark
    }

    private static func further(at index: Int, after mark: EpisodeMark, in name: Name) -> [Int]? {
        let word = name.words[index]
        let gap = name.gap(before: index)
        guard !gap.contains(.bracket) else { return nil }
        if let next = MarkWord(name.bytes, word) {
            switch next.kind {
            case .full: return mark.season != nil && next.season == mark.season ? next.episodes : nil
            case .episodeOnly, .crossOnly: return next.episodes
            case .seasonOnly: return nil
            }
        }
        // A bare number continues only behind a single dash, and never as a resolution.
        guard name.bytes[name.words[index - 1].end..<word.start].elementsEqual([Byte.dash]), let number = word.number,
            (1...3).contains(word.digits),
            let last = mark.numbers.last, number > last, ![240, 360, 480, 540, 576, 720].contains(number),
            !NoiseWords.isChannels(index, in: name)
        else { return nil }
        return [number]
    }
}
