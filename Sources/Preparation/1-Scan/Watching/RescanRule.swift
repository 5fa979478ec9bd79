import Foundation
import KinoraKernel

/// When everything is looked at again, whatever was heard: five fields as crontab(5) has them.
///
///     minute hour day-of-month month day-of-week        30 4 * * *     every day at half past four
///
/// A field is `*`, a number, a range `1-5`, a step `*/15` or `8-18/2`, or several of these with commas; months and days also by the first
/// three letters of their English names, Sunday as 0 or 7. If day of month and day of week are both restricted, either will do.
///
/// Times are those of a clock on a wall: one that does not exist on the night when clocks go forward comes as much later as the clock was
/// put forward, and one that exists twice comes once.
package struct RescanRule: Hashable, Sendable {
    private let minutes: Set<Int>
    private let hours: Set<Int>
    private let days: Set<Int>
    private let months: Set<Int>
    private let weekdays: Set<Int>
    private let needsBoth: Bool
    private let zone: TimeZone

    /// - Throws: `RescanFault`.
    package init(_ text: String, in zone: TimeZone) throws {
        let fields = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        guard fields.count == 5 else { throw RescanFault(text: text, problem: "it has \(fields.count) fields instead of five") }
        minutes = try Self.field(fields[0], 0...59, "minute", text)
        hours = try Self.field(fields[1], 0...23, "hour", text)
        days = try Self.field(fields[2], 1...31, "day of the month", text)
        months = try Self.field(fields[3], 1...12, "month", text, names: Self.monthNames)
        weekdays = Set(try Self.field(fields[4], 0...7, "day of the week", text, names: Self.dayNames).map { $0 % 7 })
        needsBoth = fields[2].hasPrefix("*") || fields[4].hasPrefix("*")
        self.zone = zone
        guard days.contains(where: { day in months.contains { day <= Self.longest[$0 - 1] } }) || !needsBoth else {
            throw RescanFault(text: text, problem: "no month has such a day")
        }
    }

    private static let monthNames = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    ]
    private static let dayNames = ["sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6]
    private static let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// The next moment that is later. A 29 February may be eight years away.
    package func next(after moment: Moment) -> Moment? {
        let today = day(of: moment)
        for day in today...(today + Self.farthest) where matches(day) {
            for hour in hours.sorted() {
                for minute in minutes.sorted() {
                    let candidate = self.moment(day: day, second: hour * 3600 + minute * 60)
                    if candidate > moment { return candidate }
                }
            }
        }
        return nil
    }

    /// Days that are looked ahead.
    private static let farthest = 8 * 366 + 1

    private func matches(_ day: Int) -> Bool {
        let date = CivilDate(Moment(milliseconds: Int64(day) * 86_400_000))
        guard months.contains(date.month) else { return false }
        let isDay = days.contains(date.day)
        // 1 January 1970 was a Thursday.
        let isWeekday = weekdays.contains(((day + 4) % 7 + 7) % 7)
        return needsBoth ? isDay && isWeekday : isDay || isWeekday
    }

    /// Days since 1970 by the wall.
    private func day(of moment: Moment) -> Int {
        let local = moment.milliseconds + Int64(zone.secondsFromGMT(for: moment.date)) * 1000
        return Int((Double(local) / 86_400_000).rounded(.down))
    }

    /// The first moment at which the wall shows it.
    private func moment(day: Int, second: Int) -> Moment {
        let local = (Int64(day) * 86_400 + Int64(second)) * 1000
        func offset(_ utc: Int64) -> Int64 { Int64(zone.secondsFromGMT(for: Moment(milliseconds: utc).date)) * 1000 }
        // The zone's distances from UTC a day before and after are those between which it can change.
        let before = offset(local - 36 * 3_600_000)
        let candidates = [before, offset(local + 36 * 3_600_000)].map { local - $0 }.filter { $0 + offset($0) == local }
        return Moment(milliseconds: candidates.min() ?? local - before)
    }

    // MARK: - Fields

    private static func field(
        _ field: String, _ range: ClosedRange<Int>, _ name: String, _ text: String, names: [String: Int] = [:]
    ) throws -> Set<Int> {
        func fault(_ part: some StringProtocol) -> RescanFault {
            RescanFault(text: text, problem: "“\(part)” is no \(name) from \(range.lowerBound) to \(range.upperBound)")
        }
        func number(_ word: Substring) throws -> Int {
            if let named = names[String(word)] { return named }
            guard word.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(word), range.contains(number) else {
                throw fault(word)
            }
            return number
        }
        var all: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard (1...2).contains(halves.count) else { throw fault(part) }
            let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
            let (first, last): (Int, Int)
            switch ends.count {
            case 1 where halves[0] == "*": (first, last) = (range.lowerBound, range.upperBound)
            case 1:
                first = try number(ends[0])
                last = halves.count == 2 ? range.upperBound : first
            case 2: (first, last) = (try number(ends[0]), try number(ends[1]))
            default: throw fault(part)
            }
            let step = halves.count == 2 ? Int(halves[1]) ?? 0 : 1
            guard first <= last, step > 0, halves.count == 1 || halves[1].utf8.allSatisfy({ (48...57).contains($0) }) else {
                throw fault(part)
            }
            all.formUnion(stride(from: first, through: last, by: step))
        }
        return all
    }
}
