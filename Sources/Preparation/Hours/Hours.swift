import Foundation
import KinoraKernel

/// The hours of the week in which encoding may run.
///
/// They are read off a clock on a wall in their time zone: open exactly while it shows a time inside. So on the night when clocks go
/// forward, an hour that does not exist is not waited for, and on the night when they go back, an hour that exists twice counts twice.
package struct Hours: Hashable, Sendable {
    package let zone: TimeZone
    /// What is open, in minutes since the beginning of Monday; in order, apart from each other.
    let ranges: [Range<Int>]

    static let minutesOfDay = 24 * 60
    static let minutesOfWeek = 7 * minutesOfDay

    /// Reads what the owner wrote, one text for each rule: `Mon-Fri 22:00-06:00`, `Sat,Sun 00:00-24:00`, `01:00-05:00` for every day.
    /// A time that ends before it begins ends on the next day. What any rule opens is open.
    /// - Throws: `HoursFault`, with the text that is wrong.
    package init(_ texts: [String], in zone: TimeZone) throws {
        guard !texts.isEmpty else { throw HoursFault(text: "", problem: "there is no text in it") }
        guard texts.count <= Self.mostRules else {
            throw HoursFault(text: texts[0], problem: "there are more than \(Self.mostRules) rules")
        }
        self.zone = zone
        ranges = Self.joined(try texts.flatMap { try HoursText($0).ranges() })
    }

    private static let mostRules = 100

    package var isAlwaysOpen: Bool { ranges == [0..<Self.minutesOfWeek] }

    package func contains(_ moment: Moment) -> Bool {
        isOpen(at: local(moment, offset: offset(at: moment)))
    }

    /// The first moment from here on at which they are open: the moment itself when they are. Nil when a time is meant that never comes.
    package func nextOpening(after moment: Moment) -> Moment? {
        contains(moment) ? moment : edge(after: moment)
    }

    /// When they close, or would; nil when they never do.
    package func nextClosing(after moment: Moment) -> Moment? {
        contains(moment) ? edge(after: moment) : edge(after: moment).flatMap { edge(after: $0) }
    }

    /// How much of the time between two moments is open.
    package func openTime(between start: Moment, _ end: Moment) -> Duration {
        var sum = Int64(0)
        var here = start
        while here < end {
            let next = min(edge(after: here) ?? end, end)
            if contains(here) { sum += next.milliseconds - here.milliseconds }
            here = next
        }
        return .milliseconds(sum)
    }

    /// When so much open time has passed; nil when that is further away than one can look ahead.
    package func moment(afterOpen work: Duration, from start: Moment, within horizon: Duration) -> Moment? {
        var left = work.wholeMilliseconds
        var here = start
        while here <= start + horizon {
            let next = edge(after: here) ?? start + horizon + .milliseconds(left + 1)
            if contains(here) {
                let span = next.milliseconds - here.milliseconds
                if span >= left { return here + .milliseconds(left) }
                left -= span
            }
            here = next
        }
        return nil
    }

    // MARK: - The next change

    /// The next moment at which open becomes closed or closed open.
    ///
    /// 1. Cut time into pieces in which the zone's distance from UTC is the same; there the clock on the wall runs evenly.
    /// 2. In a piece, the next edge of the week's ranges is a subtraction away.
    /// 3. Where two pieces meet the clock jumps, and may jump over an edge.
    private func edge(after moment: Moment) -> Moment? {
        let state = contains(moment)
        var here = moment
        while here <= moment + Self.farthest {
            let end = endOfPiece(from: here)
            let next = here + .milliseconds(untilEdge(local(here, offset: offset(at: here))))
            if next < end { here = next } else { here = end }
            if contains(here) != state { return here }
        }
        return nil
    }

    /// Every rule comes round in a week; a jump of the clock may swallow it once.
    private static let farthest = Duration.seconds(15 * 86_400)
    private static let step = Duration.seconds(6 * 3600)

    /// Where the zone's distance from UTC changes next, looked for in steps that are shorter than any two changes are apart; or a step on.
    private func endOfPiece(from moment: Moment) -> Moment {
        let before = offset(at: moment)
        var low = moment.milliseconds
        var high = (moment + Self.step).milliseconds
        guard offset(at: Moment(milliseconds: high)) != before else { return Moment(milliseconds: high) }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: Moment(milliseconds: middle)) == before { low = middle } else { high = middle }
        }
        return Moment(milliseconds: high)
    }

    private func offset(at moment: Moment) -> Int64 { Int64(zone.secondsFromGMT(for: moment.date)) * 1000 }

    /// Milliseconds since the beginning of Monday, on the clock on the wall. 1 January 1970 was a Thursday.
    private func local(_ moment: Moment, offset: Int64) -> Int64 {
        let week = Int64(Self.minutesOfWeek) * 60_000
        let sinceMonday = (moment.milliseconds + offset + 3 * 86_400_000) % week
        return sinceMonday < 0 ? sinceMonday + week : sinceMonday
    }

    private func isOpen(at local: Int64) -> Bool {
        let minute = Int(local / 60_000)
        return ranges.contains { $0.contains(minute) }
    }

    private func untilEdge(_ local: Int64) -> Int64 {
        let edges = ranges.flatMap { [$0.lowerBound, $0.upperBound] } + [Self.minutesOfWeek]
        return edges.map { Int64($0) * 60_000 - local }.filter { $0 > 0 }.min() ?? 60_000
    }

    private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }
}
