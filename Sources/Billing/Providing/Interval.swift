import Foundation
import KinoraKernel

/// How often something is paid: every month, every two weeks.
package struct Interval: Hashable, Sendable, Codable, CustomStringConvertible {
    package enum Unit: String, Codable, Hashable, Sendable, CaseIterable { case day, week, month, year }

    package let unit: Unit
    package let count: Int

    /// No interval is longer than a year: what providers take.
    package static func most(_ unit: Unit) -> Int {
        switch unit {
        case .day: 365
        case .week: 52
        case .month: 12
        case .year: 1
        }
    }

    /// Nil for less than one and for more than a year.
    package init?(_ count: Int, _ unit: Unit) {
        guard (1...Self.most(unit)).contains(count) else { return nil }
        self.unit = unit
        self.count = count
    }

    package static let month = Interval(known: 1, .month)
    package static let year = Interval(known: 1, .year)

    private init(known count: Int, _ unit: Unit) {
        self.unit = unit
        self.count = count
    }

    /// The end of so many intervals from a moment on, by the calendar in UTC; the 31st of a month ends in a shorter one on its last day.
    package func end(from moment: Moment, times: Int = 1) -> Moment {
        let component: Calendar.Component =
            switch unit {
            case .day: .day
            case .week: .weekOfYear
            case .month: .month
            case .year: .year
            }
        guard let date = Self.calendar.date(byAdding: component, value: count * times, to: moment.date) else {
            preconditionFailure("The calendar knows no such day.")
        }
        return Moment(date)
    }

    /// The end of one interval of a run of them: what a short month cut comes back to the day on which the run began (31 January, 28 February,
    /// 31 March).
    package func end(from moment: Moment, inRunSince beginning: Moment) -> Moment {
        let plain = end(from: moment)
        let day = Self.day(beginning)
        guard unit == .month || unit == .year, Self.day(moment) < day, Self.day(moment) == Self.daysOfMonth(moment) else { return plain }
        return plain + .seconds(max(0, min(day, Self.daysOfMonth(plain)) - Self.day(plain)) * 86_400)
    }

    private static var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }

    private static func day(_ moment: Moment) -> Int { calendar.component(.day, from: moment.date) }

    private static func daysOfMonth(_ moment: Moment) -> Int { calendar.range(of: .day, in: .month, for: moment.date)?.count ?? 31 }

    package var description: String { "\(count) \(unit.rawValue)" }

    private enum CodingKeys: String, CodingKey { case unit, count }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let (count, unit) = (try container.decode(Int.self, forKey: .count), try container.decode(Unit.self, forKey: .unit))
        guard let interval = Interval(count, unit) else {
            throw DecodingError.dataCorruptedError(forKey: .count, in: container, debugDescription: "no interval from one to a year")
        }
        self = interval
    }
}
