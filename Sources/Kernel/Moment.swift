import Foundation

/// A point in time: whole milliseconds since 1970, UTC.
///
/// Documents keep moments and not `Date`s, because a whole number survives SQLite, BSON, Bolt and JSON unchanged.
/// In JSON a moment is written as MongoDB's Extended JSON does: `{"$date": 1767225600000}`.
package struct Moment: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment of a date, cut to the millisecond.
    package init(_ date: Date) {
        milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded(.down))
    }

    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    package static func + (moment: Self, duration: Duration) -> Self {
        Moment(milliseconds: moment.milliseconds + duration.wholeMilliseconds)
    }

    package static func - (moment: Self, duration: Duration) -> Self {
        Moment(milliseconds: moment.milliseconds - duration.wholeMilliseconds)
    }

    /// The time that has passed between an earlier moment and this one; negative when the other is later.
    package func since(_ earlier: Self) -> Duration {
        .milliseconds(milliseconds - earlier.milliseconds)
    }

    /// ISO 8601 with milliseconds, in UTC: `2026-01-31T12:00:00.000Z`.
    package var iso8601: String {
        // A date counts in floating point, and its formatter cuts: it would be a millisecond behind now and then.
        let part = ((milliseconds % 1000) + 1000) % 1000
        let whole = Date(timeIntervalSince1970: Double((milliseconds - part) / 1000)).formatted(Date.ISO8601FormatStyle())
        return "\(whole.dropLast()).\(String(1000 + part).dropFirst())Z"
    }
}

extension Moment: Codable {
    private enum CodingKeys: String, CodingKey {
        case date = "$date"
    }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.container(keyedBy: CodingKeys.self).decode(Int64.self, forKey: .date)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(milliseconds, forKey: .date)
    }
}

extension Duration {
    /// The duration in milliseconds, cut towards zero.
    package var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// The duration in seconds, as a floating-point number for computing and showing.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
