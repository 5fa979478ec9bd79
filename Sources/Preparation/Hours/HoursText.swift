/// One rule of `Hours` as its owner writes it: days, a space, times. Without days it holds on each of them.
struct HoursText {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    private static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// In minutes since the beginning of Monday; what reaches over midnight is in two pieces.
    /// - Throws: `HoursFault`.
    func ranges() throws -> [Range<Int>] {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        switch words.count {
        case 1: return try times(words[0]).flatMap { time in (0..<7).flatMap { pieces($0, time) } }
        case 2:
            let days = try days(words[0])
            return try times(words[1]).flatMap { time in days.flatMap { pieces($0, time) } }
        default: throw fault("it needs days, a space and times")
        }
    }

    private func pieces(_ day: Int, _ time: (from: Int, to: Int)) -> [Range<Int>] {
        let start = day * Hours.minutesOfDay
        if time.to > time.from { return [start + time.from..<start + time.to] }
        let next = (day + 1) % 7 * Hours.minutesOfDay
        let evening = start + time.from..<start + Hours.minutesOfDay
        return time.to == 0 ? [evening] : [evening, next..<next + time.to]
    }

    // MARK: - Days

    private func days(_ word: String) throws -> [Int] {
        try word.split(separator: ",", omittingEmptySubsequences: false).flatMap { part in
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count <= 2 else { throw fault("“\(part)” is not a day or two") }
            let first = try day(ends[0])
            guard ends.count == 2 else { return [first] }
            let last = try day(ends[1])
            return (0...(last - first + 7) % 7).map { (first + $0) % 7 }
        }
    }

    /// The English name or its beginning, three letters at least.
    private func day(_ word: Substring) throws -> Int {
        guard word.count >= 3, let day = Self.days.firstIndex(where: { $0.hasPrefix(word) }) else {
            throw fault("“\(word)” is no day; days are Mon, Tue, Wed, Thu, Fri, Sat, Sun")
        }
        return day
    }

    // MARK: - Times

    private func times(_ word: String) throws -> [(from: Int, to: Int)] {
        try word.split(separator: ",", omittingEmptySubsequences: false).map { part in
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2 else { throw fault("“\(part)” is no time; write 22:00-06:00") }
            let from = try minute(ends[0])
            let to = try minute(ends[1])
            guard from < Hours.minutesOfDay else { throw fault("a time cannot begin at 24:00; write 00:00") }
            guard from != to else { throw fault("\(part) is no time at all; for a whole day write 00:00-24:00") }
            return (from, to)
        }
    }

    private func minute(_ text: Substring) throws -> Int {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2, let hour = number(parts[0]),
            let minute = number(parts[1]), minute < 60, hour * 60 + minute <= Hours.minutesOfDay
        else { throw fault("“\(text)” is no time of day; write 22:00, and 24:00 for the day's end") }
        return hour * 60 + minute
    }

    private func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }

    private func fault(_ problem: String) -> HoursFault { HoursFault(text: text, problem: problem) }
}
