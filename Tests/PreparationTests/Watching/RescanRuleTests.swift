import Foundation
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("The rule for rescans", .timeLimit(.minutes(10)))
struct RescanRuleTests {
    private func utc(_ text: String) throws -> Moment {
        Moment(try Date.ISO8601FormatStyle().parse(text.replacing(" ", with: "T") + ":00Z"))
    }

    private func next(_ rule: String, after text: String, zone: String = "UTC", count: Int = 1) throws -> [Moment] {
        let rule = try RescanRule(rule, in: try #require(TimeZone(identifier: zone)))
        var moments: [Moment] = []
        var here = try utc(text)
        for _ in 0..<count {
            here = try #require(rule.next(after: here))
            moments.append(here)
        }
        return moments
    }

    @Test(
        "It comes when its fields say",
        arguments: [
            ("30 4 * * *", "2026-11-25 04:29", ["2026-11-25 04:30", "2026-11-26 04:30"]),
            ("30 4 * * *", "2026-11-25 04:30", ["2026-11-26 04:30"]),
            ("*/20 * * * *", "2026-11-25 23:30", ["2026-11-25 23:40", "2026-11-26 00:00", "2026-11-26 00:20"]),
            ("0 8-18/5 * * *", "2026-11-25 00:00", ["2026-11-25 08:00", "2026-11-25 13:00", "2026-11-25 18:00", "2026-11-26 08:00"]),
            ("0 0 * * mon", "2026-11-25 00:00", ["2026-11-30 00:00", "2026-12-07 00:00"]),
            ("0 0 * * 7", "2026-11-25 00:00", ["2026-11-29 00:00"]), ("0 0 * * SUN-tue", "2026-11-25 00:00", ["2026-11-29 00:00"]),
            ("0 0 1 jan,jul *", "2026-11-25 00:00", ["2027-01-01 00:00", "2027-07-01 00:00"]),
            ("0 0 31 * *", "2026-11-25 00:00", ["2026-12-31 00:00", "2027-01-31 00:00", "2027-03-31 00:00"]),
            ("0 0 29 2 *", "2026-11-25 00:00", ["2028-02-29 00:00"]), ("0 0 29 2 *", "2096-03-01 00:00", ["2104-02-29 00:00"]),
            // Both days are restricted: either will do.
            ("0 0 1 * fri", "2026-11-25 00:00", ["2026-11-27 00:00", "2026-12-01 00:00", "2026-12-04 00:00"]),
            ("5/30 0 * * *", "2026-11-25 00:05", ["2026-11-25 00:35"]),
        ])
    func fields(rule: String, after: String, expected: [String]) throws {
        #expect(try next(rule, after: after, count: expected.count) == expected.map(utc))
    }

    @Test("A time that does not exist on one night comes later, one that exists twice comes once")
    func clocks() throws {
        let spring = try next("30 2 * * *", after: "2026-03-28 12:00", zone: "Europe/Berlin", count: 2)
        #expect(try spring == [utc("2026-03-29 01:30"), utc("2026-03-30 00:30")])
        let autumn = try next("30 2 * * *", after: "2026-10-24 12:00", zone: "Europe/Berlin", count: 2)
        #expect(try autumn == [utc("2026-10-25 00:30"), utc("2026-10-26 01:30")])
        #expect(try next("0 4 * * *", after: "2026-06-01 12:00", zone: "Asia/Kathmandu") == [utc("2026-06-01 22:15")])
    }

    @Test(
        "What is wrong is said",
        arguments: [
            ("30 4 * *", "4 fields"), ("", "0 fields"), ("60 4 * * *", "“60” is no minute"), ("0 24 * * *", "“24” is no hour"),
            ("0 0 0 * *", "“0” is no day of the month"), ("0 0 * 13 *", "“13” is no month"), ("0 0 * * 8", "day of the week"),
            ("x * * * *", "“x”"), ("*/0 * * * *", "“*/0”"), ("5-1 * * * *", "“5-1”"), ("1,, * * * *", "“”"), ("-1 * * * *", "“”"),
            ("1-2-3 * * * *", "“1-2-3”"), ("*/2/2 * * * *", "“*/2/2”"), ("0 0 31 2 *", "no month"), ("0 0 31 feb,apr *", "no month"),
            ("+1 * * * *", "“+1”"), ("*/+1 * * * *", "“*/+1”"),
        ])
    func faults(rule: String, word: String) {
        let fault = #expect(throws: RescanFault.self) { try RescanRule(rule, in: .gmt) }
        #expect(fault?.sentence.contains(word) == true, "\(fault?.sentence ?? "")")
    }
}
