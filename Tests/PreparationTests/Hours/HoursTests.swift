import Foundation
import KinoraKernel
import Testing

@testable import KinoraPreparation

@Suite("The hours in which encoding may run", .timeLimit(.minutes(10)))
struct HoursTests {
    /// A moment by its UTC reading, `2026-03-29 01:00`.
    private func utc(_ text: String) throws -> Moment {
        let style = Date.ISO8601FormatStyle()
        return Moment(try style.parse(text.replacing(" ", with: "T") + ":00Z"))
    }

    private func hours(_ texts: String..., zone: String = "Europe/Berlin") throws -> Hours {
        try Hours(texts, in: try #require(TimeZone(identifier: zone)))
    }

    @Test("Each day has its own, and what ends before it begins ends on the next day")
    func week() throws {
        let hours = try hours("Mon-Fri 22:00-06:00", "Sat,Sun 00:00-24:00", zone: "UTC")
        // 2 November 2026 is a Monday.
        #expect(try !hours.contains(utc("2026-11-02 05:59")))
        #expect(try !hours.contains(utc("2026-11-02 21:59")))
        #expect(try hours.contains(utc("2026-11-02 22:00")))
        #expect(try hours.contains(utc("2026-11-03 05:59")))
        #expect(try !hours.contains(utc("2026-11-03 06:00")))
        // Friday's night runs into Saturday, and Sunday ends at midnight.
        #expect(try hours.nextClosing(after: utc("2026-11-06 23:00")) == utc("2026-11-09 00:00"))
        #expect(try hours.nextOpening(after: utc("2026-11-09 00:00")) == utc("2026-11-09 22:00"))
        #expect(try hours.nextOpening(after: utc("2026-11-07 12:00")) == utc("2026-11-07 12:00"))
        #expect(try hours.openTime(between: utc("2026-11-02 00:00"), utc("2026-11-09 00:00")) == .seconds((5 * 8 + 48 - 6) * 3600))
    }

    @Test("Without days they hold on each day; several times and rules may stand together")
    func forms() throws {
        #expect(try hours("1:00-02:00,03:00-04:00", zone: "UTC").ranges.count == 14)
        #expect(try hours("00:00-24:00").isAlwaysOpen)
        #expect(try hours("12:00-12:01", "Monday 00:00-24:00", zone: "UTC").ranges.count == 7)
        #expect(try hours("FRI-mon 20:00-21:00", zone: "UTC").ranges.count == 4)
        #expect(try hours("Sun 23:00-01:00", zone: "UTC").ranges == [0..<60, 9 * 1440 - 2 * 1440 - 60..<7 * 1440])
        #expect(try hours("00:00-24:00").nextClosing(after: utc("2026-11-06 23:00")) == nil)
    }

    @Test("The clocks go forward: the hour that does not exist is not waited for")
    func forward() throws {
        // Berlin, 29 March 2026: 01:59:59 is followed by 03:00:00, at 01:00 UTC.
        let night = try hours("02:00-03:00")
        #expect(try night.nextOpening(after: utc("2026-03-28 12:00")) == utc("2026-03-30 00:00"))
        #expect(try night.openTime(between: utc("2026-03-28 12:00"), utc("2026-03-29 12:00")) == .zero)

        // What begins in the evening ends by the clock, an hour earlier than on other nights.
        let whole = try hours("22:00-06:00")
        #expect(try whole.nextClosing(after: utc("2026-03-28 22:00")) == utc("2026-03-29 04:00"))
        #expect(try whole.openTime(between: utc("2026-03-28 20:00"), utc("2026-03-29 10:00")) == .seconds(7 * 3600))

        // The jump leads out of what began before it, and into what began in the hour that was left out.
        let edge = try hours("01:30-02:30")
        #expect(try edge.nextClosing(after: utc("2026-03-29 00:45")) == utc("2026-03-29 01:00"))
        let into = try hours("02:30-04:00")
        #expect(try into.nextOpening(after: utc("2026-03-29 00:45")) == utc("2026-03-29 01:00"))
        #expect(try into.nextClosing(after: utc("2026-03-29 00:45")) == utc("2026-03-29 02:00"))
    }

    @Test("The clocks go back: the hour that exists twice counts twice")
    func back() throws {
        // Berlin, 25 October 2026: 02:59:59 is followed by 02:00:00, at 01:00 UTC.
        let night = try hours("02:00-03:00")
        #expect(try night.nextOpening(after: utc("2026-10-24 12:00")) == utc("2026-10-25 00:00"))
        #expect(try night.nextClosing(after: utc("2026-10-25 00:00")) == utc("2026-10-25 02:00"))
        #expect(try hours("22:00-06:00").openTime(between: utc("2026-10-24 18:00"), utc("2026-10-25 12:00")) == .seconds(9 * 3600))

        // Half of it: open, closed, open, closed.
        let half = try hours("02:00-02:30")
        #expect(try half.nextClosing(after: utc("2026-10-25 00:00")) == utc("2026-10-25 00:30"))
        #expect(try half.nextOpening(after: utc("2026-10-25 00:30")) == utc("2026-10-25 01:00"))
        #expect(try half.nextClosing(after: utc("2026-10-25 01:00")) == utc("2026-10-25 01:30"))
        #expect(try half.openTime(between: utc("2026-10-24 18:00"), utc("2026-10-25 12:00")) == .seconds(3600))
    }

    @Test(
        "Every zone keeps its own clock: half hours, quarter hours, jumps of half an hour, a day that does not exist",
        arguments: [
            ("Asia/Kolkata", "2026-06-01 16:30", "2026-06-02 00:30"), ("Asia/Kathmandu", "2026-06-01 16:15", "2026-06-02 00:15"),
            ("America/New_York", "2026-11-01 02:00", "2026-11-01 11:00"), ("Australia/Lord_Howe", "2026-04-04 11:00", "2026-04-04 19:30"),
            ("Australia/Sydney", "2026-10-03 12:00", "2026-10-03 19:00"), ("Asia/Tokyo", "2026-06-01 13:00", "2026-06-01 21:00"),
            ("Pacific/Apia", "2011-12-30 08:00", "2011-12-30 16:00"), ("America/St_Johns", "2026-03-08 01:30", "2026-03-08 08:30"),
        ])
    func zones(zone: String, opens: String, closes: String) throws {
        let hours = try hours("22:00-06:00", zone: zone)
        let (opens, closes) = (try utc(opens), try utc(closes))
        #expect(!hours.contains(opens - .milliseconds(1)) && hours.contains(opens))
        #expect(hours.nextOpening(after: opens - .seconds(3600)) == opens)
        #expect(hours.nextClosing(after: opens) == closes)
        #expect(!hours.contains(closes) && hours.contains(closes - .milliseconds(1)))
        #expect(hours.openTime(between: opens - .seconds(3600), closes + .seconds(3600)) == closes.since(opens))
    }

    @Test("Minute by minute over the nights when clocks change, every answer agrees with the calendar's")
    func calendar() throws {
        for (zone, day) in [
            ("Europe/Berlin", "2026-03-28 12:00"), ("Europe/Berlin", "2026-10-24 12:00"), ("Australia/Lord_Howe", "2026-04-04 00:00"),
            ("America/New_York", "2026-03-07 18:00"),
        ] {
            let hours = try hours("Sat 21:10-02:20", "Sun 02:40-03:15", zone: zone)
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = hours.zone
            func isOpen(_ moment: Moment) throws -> Bool {
                let parts = calendar.dateComponents([.weekday, .hour, .minute], from: moment.date)
                let minute = try #require(parts.hour) * 60 + #require(parts.minute)
                switch parts.weekday {
                case 7: return minute >= 21 * 60 + 10
                case 1: return minute < 140 || (160..<195).contains(minute)
                default: return false
                }
            }
            let start = try utc(day)
            var open = 0
            var last = try isOpen(start)
            var edge = start
            for minute in 0..<36 * 60 {
                let moment = start + .seconds(minute * 60)
                let state = try isOpen(moment)
                #expect(hours.contains(moment) == state, "\(zone) \(moment.iso8601)")
                if state != last {
                    #expect((state ? hours.nextOpening(after: edge) : hours.nextClosing(after: edge)) == moment)
                    (edge, last) = (moment, state)
                }
                open += state ? 1 : 0
            }
            #expect(hours.openTime(between: start, start + .seconds(36 * 3600)) == .seconds(open * 60))
        }
    }

    @Test("So much work takes until then, across nights; what lies beyond the horizon is not told")
    func ahead() throws {
        let hours = try hours("22:00-06:00", zone: "UTC")
        let noon = try utc("2026-11-02 12:00")
        #expect(try hours.moment(afterOpen: .seconds(3600), from: noon, within: .seconds(86_400)) == utc("2026-11-02 23:00"))
        #expect(try hours.moment(afterOpen: .seconds(9 * 3600), from: noon, within: .seconds(7 * 86_400)) == utc("2026-11-03 23:00"))
        #expect(try hours.moment(afterOpen: .seconds(8 * 3600), from: noon, within: .seconds(7 * 86_400)) == utc("2026-11-03 06:00"))
        #expect(hours.moment(afterOpen: .seconds(800 * 3600), from: noon, within: .seconds(7 * 86_400)) == nil)
        let always = try self.hours("00:00-24:00")
        #expect(always.moment(afterOpen: .seconds(3600), from: noon, within: .seconds(86_400)) == noon + .seconds(3600))
    }

    @Test(
        "What is wrong is said with what would do",
        arguments: [
            ("Mon-Fri", "“mon” is no time of day"), ("Foo 22:00-06:00", "“foo” is no day"), ("Mo 22:00-06:00", "“mo” is no day"),
            ("Mon 25:00-06:00", "“25:00” is no time of day"), ("Mon 22:60-23:00", "“22:60” is no time of day"),
            ("Mon 22:00-24:01", "“24:01”"), ("Mon 24:00-06:00", "begin at 24:00"), ("Mon 22:00-22:00", "whole day"),
            ("Mon 22-06", "“22”"), ("Mon - Fri 22:00-06:00", "days, a space and times"), ("", "days, a space and times"),
            ("Mon-Tue-Wed 22:00-06:00", "a day or two"), ("Mon, 22:00-06:00", "“” is no day"), ("Mon +2:00-06:00", "“+2:00”"),
            ("Mon 22:00-06:00,", "“” is no time"), ("٢٢:00-23:00", "no time of day"),
        ])
    func faults(text: String, word: String) throws {
        let fault = #expect(throws: HoursFault.self) { try hours(text) }
        #expect(fault?.sentence.contains(word) == true, "\(fault?.sentence ?? "")")
        #expect(fault?.sentence.contains("Mon-Fri 22:00-06:00") == true)
    }

    @Test("No rule at all is a fault too")
    func nothing() {
        #expect(throws: HoursFault.self) { try Hours([], in: .gmt) }
    }
}
