import Foundation
import KinoraKernel

/// Tells moments as a clock and a calendar on a wall in one time zone do.
package struct WallClock: Hashable, Sendable {
    package let zone: TimeZone

    package init(_ zone: TimeZone) {
        self.zone = zone
    }

    /// `22:00` for the same day, `Mon 22:00` for the next six, `2026-12-24 22:00` beyond.
    package func text(_ moment: Moment, seenFrom now: Moment) -> String {
        let reading = time(moment)
        switch day(moment) - day(now) {
        case 0: return reading
        case 1...6: return "\(Self.weekdays[weekday(moment)]) \(reading)"
        default: return "\(date(moment)) \(reading)"
        }
    }

    /// Hours and minutes.
    package func time(_ moment: Moment) -> String {
        let minute = (local(moment) % 86_400 + 86_400) % 86_400 / 60
        return "\(Self.two(minute / 60)):\(Self.two(minute % 60))"
    }

    /// How many days later a moment is than another by the calendar.
    package func days(from now: Moment, to moment: Moment) -> Int { day(moment) - day(now) }

    func date(_ moment: Moment) -> String {
        let date = CivilDate(Moment(milliseconds: Int64(local(moment)) * 1000))
        return "\(date.year)-\(Self.two(date.month))-\(Self.two(date.day))"
    }

    /// 0 for Monday.
    func weekday(_ moment: Moment) -> Int { ((day(moment) + 3) % 7 + 7) % 7 }

    /// Days since 1 January 1970, a Thursday.
    private func day(_ moment: Moment) -> Int { Int((Double(local(moment)) / 86_400).rounded(.down)) }

    /// Seconds since 1970 as the wall counts them.
    private func local(_ moment: Moment) -> Int {
        Int((Double(moment.milliseconds) / 1000).rounded(.down)) + zone.secondsFromGMT(for: moment.date)
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
