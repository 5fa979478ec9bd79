import Foundation

/// Does this binary know the world's time zones? Without them the hours for encoding would be wrong.
struct TimeZoneCheck: Sendable {
    func finding() -> Finding {
        for name in ["Europe/Berlin", "America/New_York", "Asia/Kolkata"] where TimeZone(identifier: name) == nil {
            return .broken("time zones", "\(name) is unknown", do: "Install the time zone data with: apt-get install tzdata")
        }
        return .fine("time zones", "known; this machine is in \(TimeZone.current.identifier)")
    }
}
