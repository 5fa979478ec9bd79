import Foundation

/// The wall clock of a zone of the tz database; Bolt 4 tells moments by it.
struct ZoneClock {
    private let zone: TimeZone

    /// - Throws: `BoltFault.malformed` for a zone that is not known here.
    init(_ name: String) throws {
        guard let zone = TimeZone(identifier: name) else { throw BoltFault.malformed("it names a time zone that is not known") }
        self.zone = zone
    }

    private func offset(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    func wall(_ utc: Int64) -> Int64 { utc &+ offset(at: utc) }

    /// Of an hour that comes twice the first is meant; of one that does not come, what the clock showed before it was set.
    func utc(_ wall: Int64) -> Int64 {
        let before = offset(at: wall &- 86_400)
        let guess = wall &- before
        return offset(at: guess) == before ? guess : wall &- offset(at: guess)
    }
}
