import Foundation
import KinoraKernel
import KinoraPreparation

/// Does this binary know the world's time zones? Without them the hours for encoding would be wrong.
struct TimeZoneCheck: Sendable {
    let settings: Settings

    func finding() -> Finding {
        for name in ["Europe/Berlin", "America/New_York", "Asia/Kolkata"] where TimeZone(identifier: name) == nil {
            return .broken("time zones", "\(name) is unknown", do: "Install the time zone data with: apt-get install tzdata")
        }
        guard let berlin = TimeZone(identifier: "Europe/Berlin"), Self.offset(berlin, summer: true) != Self.offset(berlin, summer: false)
        else { return .broken("time zones", "summer time is unknown", do: "Install the time zone data with: apt-get install tzdata") }
        let clock = WallClock(settings.timeZone)
        let now = SystemTime().now
        let place = "known; here it is \(clock.time(now)) in \(settings.timeZone.identifier)"
        guard let hours = settings.encodeHours else { return .fine("time zones", place) }
        guard let opens = hours.nextOpening(after: now) else {
            return .warning("time zones", "\(place); the hours for encoding never come", do: "Correct the setting encode-hours.")
        }
        let next = opens == now ? "encoding may run now" : "encoding may run from \(clock.text(opens, seenFrom: now)) on"
        return .fine("time zones", "\(place); \(next)")
    }

    /// Seconds from UTC in the middle of July or January 2026.
    private static func offset(_ zone: TimeZone, summer: Bool) -> Int {
        zone.secondsFromGMT(for: Moment(milliseconds: summer ? 1_784_073_600_000 : 1_768_435_200_000).date)
    }
}
