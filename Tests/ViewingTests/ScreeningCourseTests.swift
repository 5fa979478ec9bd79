import Foundation
import KinoraKernel
import Testing

@testable import KinoraViewing

@Suite("Where a screening stands")
struct ScreeningCourseTests {
    private static let start = Moment(milliseconds: 1_800_000_000_000)
    /// An hour, and half an hour.
    private static let lengths: [Int64] = [3_600_000, 1_800_000]
    private var course = ScreeningCourse(from: start)

    private func state(_ seconds: Double) -> ScreeningCourse.State {
        course.state(at: Self.start + .milliseconds(Int64(seconds * 1000)), lengths: Self.lengths)
    }

    private mutating func follow(_ wish: ScreeningCourse.Wish, at seconds: Double) {
        course.follow(wish, at: Self.start + .milliseconds(Int64(seconds * 1000)), lengths: Self.lengths)
    }

    @Test func itComesOpensPlaysAndIsOver() {
        #expect(state(-901) == .coming)
        #expect(state(-900) == .open(feature: 0, wait: 900_000))
        #expect(state(-0.5) == .open(feature: 0, wait: 500))
        #expect(state(0) == .playing(feature: 0, position: 0))
        #expect(state(3599.999) == .playing(feature: 0, position: 3_599_999))
        #expect(state(3600) == .open(feature: 1, wait: 15_000))
        #expect(state(3614) == .open(feature: 1, wait: 1000))
        #expect(state(3615) == .playing(feature: 1, position: 0))
        #expect(state(5414) == .playing(feature: 1, position: 1_799_000))
        #expect(state(5415) == .over && state(1_000_000) == .over)
        #expect(course.end(lengths: Self.lengths) == Self.start + .seconds(5415))
    }

    @Test mutating func theHostPausesAndGoesOn() {
        follow(.pause, at: 600)
        #expect(state(600) == .paused(feature: 0, position: 600_000))
        #expect(state(5000) == .paused(feature: 0, position: 600_000))
        #expect(course.end(lengths: Self.lengths) == nil)
        // Said twice, or by two hosts: once.
        follow(.pause, at: 700)
        #expect(state(701) == .paused(feature: 0, position: 600_000))
        follow(.resume, at: 1000)
        follow(.resume, at: 1100)
        #expect(state(1200) == .playing(feature: 0, position: 800_000))
    }

    @Test mutating func aPauseInTheSecondFeatureStaysThere() {
        follow(.pause, at: 3625)
        #expect(state(4000) == .paused(feature: 1, position: 10_000))
        follow(.resume, at: 4000)
        #expect(state(4010) == .playing(feature: 1, position: 20_000))
        #expect(state(4000 + 1791) == .over)
    }

    @Test mutating func theHostWindsAndNobodyLeavesTheFeature() {
        follow(.seek(1_000_000), at: 10)
        #expect(state(20) == .playing(feature: 0, position: 1_010_000))
        follow(.seek(-5), at: 30)
        #expect(state(30) == .playing(feature: 0, position: 0))
        follow(.seek(.max), at: 40)
        #expect(state(40) == .playing(feature: 0, position: 3_599_000))
        follow(.pause, at: 40)
        follow(.seek(5000), at: 50)
        #expect(state(60) == .paused(feature: 0, position: 5000))
    }

    @Test mutating func theHostBeginsEarlierAndEnds() {
        follow(.seek(5000), at: -2000)
        #expect(state(-1900) == .coming, "nothing plays that could be wound")
        follow(.begin, at: -1000)
        #expect(state(-990) == .playing(feature: 0, position: 10_000))
        follow(.begin, at: -980)
        #expect(state(-980) == .playing(feature: 0, position: 20_000), "it has begun")
        follow(.end, at: -900)
        #expect(state(-900) == .over)
        follow(.begin, at: -800)
        #expect(state(-800) == .over)
    }

    @Test mutating func theIntervalCanBeCutShort() {
        follow(.begin, at: 3605)
        #expect(state(3606) == .playing(feature: 1, position: 1000))
    }

    @Test mutating func aPauseThatNobodyEndsEndsIt() {
        follow(.pause, at: 600)
        #expect(state(600 + 6 * 3600) == .paused(feature: 0, position: 600_000))
        #expect(state(601 + 6 * 3600) == .over)
    }

    @Test func whatHasNoFeaturesIsOver() {
        #expect(course.state(at: Self.start, lengths: []) == .over)
        #expect(ScreeningCourse(from: Self.start).end(lengths: []) == nil)
    }

    // MARK: - The night when clocks change

    private static let berlin = TimeZone(identifier: "Europe/Berlin")!

    private func moment(_ date: String, _ time: String, _ zone: TimeZone = berlin) -> Moment? {
        WallTime(date: date, time: time)?.moment(in: zone)
    }

    private func utc(_ text: String) throws -> Moment {
        let date = try Date(text, strategy: .iso8601)
        return Moment(date)
    }

    @Test func timesAreMeantByTheClockOnTheWall() throws {
        #expect(try moment("2026-12-24", "20:00") == utc("2026-12-24T19:00:00Z"))
        #expect(try moment("2026-07-01", "20:00") == utc("2026-07-01T18:00:00Z"))
        #expect(try moment("2026-07-01", "20:00", .gmt) == utc("2026-07-01T20:00:00Z"))
        #expect(try moment("2026-07-01", "20:00", #require(TimeZone(identifier: "Asia/Kathmandu"))) == utc("2026-07-01T14:15:00Z"))
    }

    @Test func anHourThatIsLeftOutNeverComes() throws {
        #expect(try moment("2027-03-28", "01:59") == utc("2027-03-28T00:59:00Z"))
        #expect(moment("2027-03-28", "02:00") == nil)
        #expect(moment("2027-03-28", "02:59") == nil)
        #expect(try moment("2027-03-28", "03:00") == utc("2027-03-28T01:00:00Z"))
    }

    @Test func anHourThatComesTwiceMeansTheFirst() throws {
        #expect(try moment("2026-10-25", "01:59") == utc("2026-10-24T23:59:00Z"))
        #expect(try moment("2026-10-25", "02:30") == utc("2026-10-25T00:30:00Z"))
        #expect(try moment("2026-10-25", "03:00") == utc("2026-10-25T02:00:00Z"))
    }

    @Test func aScreeningOverThatNightRunsOnAndTheClockDoesNotMatter() throws {
        // Begins at half past one, and in that night three hours pass until half past three.
        let start = try #require(moment("2026-10-25", "01:30"))
        let end = try #require(moment("2026-10-25", "03:30"))
        #expect(end.since(start) == .seconds(3 * 3600))
        let state = ScreeningCourse(from: start).state(at: end, lengths: [4 * 3_600_000])
        #expect(state == .playing(feature: 0, position: 3 * 3_600_000))
    }

    @Test(arguments: [
        ("2026-02-29", "20:00"), ("2026-13-01", "20:00"), ("2026-11-31", "20:00"), ("2026-12-24", "24:00"), ("2026-12-24", "8:00"),
        ("24.12.2026", "20:00"), ("", ""), ("2026-12-24", "20:00\n"), ("99999-01-01", "10:00"),
    ])
    func whatIsNoTimeIsNone(date: String, time: String) {
        #expect(moment(date, time) == nil)
    }
}
