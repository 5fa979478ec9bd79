import Foundation
import KinoraKernel

/// A date and a time as a clock on a wall shows them.
package struct WallTime: Hashable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int

    /// As fields of forms send them: `2026-12-24` and `20:00` (HTML, “valid date string”, “valid time string”).
    package init?(date: String, time: String) {
        guard let date = date.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/), let time = time.wholeMatch(of: /(\d{2}):(\d{2})(:\d{2})?/),
            let year = Int(date.1), let month = Int(date.2), let day = Int(date.3), let hour = Int(time.1), let minute = Int(time.2),
            (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        (self.year, self.month, self.day, self.hour, self.minute) = (year, month, day, hour, minute)
    }

    /// When it is so late. In the night in which clocks go back, an hour that comes twice means the first; in the one in which they go forward,
    /// an hour that is left out never comes, and there is no such moment: nil, as for the 31st of November.
    package func moment(in zone: TimeZone) -> Moment? {
        // Read as if the wall had no zone, then moved by each of the distances that hold around that day.
        guard let plain = plainSeconds else { return nil }
        let around = [-86_400, 86_400].map { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(plain + $0))) }
        let moments = Set(around).map { plain - $0 }.sorted()
        let fitting = moments.first { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) == plain - $0 }
        return fitting.map { Moment(milliseconds: Int64($0) * 1000) }
    }

    /// Seconds since 1970 of the same reading in UTC; nil where the calendar has no such day.
    private var plainSeconds: Int? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(year: year, month: month, day: day, hour: hour, minute: minute)
        guard components.isValidDate(in: calendar), let date = calendar.date(from: components) else { return nil }
        return Int(date.timeIntervalSince1970)
    }
}
