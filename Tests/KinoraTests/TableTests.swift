import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@testable import Kinora

@Suite("Tables for a terminal")
struct TableTests {
    private func report(_ items: String, videos: Int, unchanged: Int = 0, refusal: String? = nil) throws -> ScanReport {
        let refused = refusal.map { "\"refusal\": \"\($0)\"," } ?? ""
        let json = """
            {"library": "/films", "kind": "mixed", \(refused) "items": [\(items)], "unchanged": \(unchanged), "videos": \(videos),
             "replaced": 0, "notes": ["Link a.mkv: it leads nowhere."]}
            """
        return try JSONDecoder().decode(ScanReport.self, from: Data(json.utf8))
    }

    @Test("what would be done stands under headings, each with its reason, and later parts are not among what is prepared")
    func scan() throws {
        let report = try report(
            #"{"finding": "new", "path": "A/A cd1.avi", "readsAs": "A [Part 1 of 2]", "isHeldBack": false},"#
                + #"{"finding": "new", "path": "A/A cd2.avi", "readsAs": "A [Part 2 of 2]", "isHeldBack": true, "reason": "Join them."},"#
                + #"{"finding": "unusable", "path": "E.mkv", "readsAs": "E", "isHeldBack": false, "reason": "The file is empty."},"#
                + #"{"finding": "moved", "path": "new.mkv", "formerPath": "old.mkv", "readsAs": "new", "isHeldBack": false}"#,
            videos: 124, unchanged: 120)

        let expected = """
            /films  (films and series)
              124 videos, 120 known and unchanged, 1 to prepare

              To prepare (1)
                A [Part 1 of 2]  A/A cd1.avi

              Not prepared (1)
                A [Part 2 of 2]  A/A cd2.avi
                    Join them.

              Unusable (1)
                E  E.mkv
                    The file is empty.

              Moved or renamed (1)
                new  new.mkv
                    It was old.mkv.

              Notes
                Link a.mkv: it leads nowhere.
            """
        #expect(ScanTable(report).text == expected)
    }

    @Test("nothing hostile reaches the terminal, and no line is endless")
    func hostile() throws {
        let path = "\\u001b[31m" + String(repeating: "x", count: 5000) + "\\nline"
        let report = try report(#"{"finding": "new", "path": "\#(path)", "readsAs": "\#(path)", "isHeldBack": false}"#, videos: 1)
        let lines = ScanTable(report).text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count < 400 && !$0.contains("\u{1B}") })
        #expect(lines.count == 6)
    }

    @Test("an empty library, one in which all is known, and one that seems lost say so")
    func short() throws {
        #expect(ScanTable(try report("", videos: 0)).text.contains("There are no videos in it."))
        #expect(ScanTable(try report("", videos: 3, unchanged: 3)).text.contains("3 videos, 3 known and unchanged, nothing to do"))
        let lost = try report("", videos: 0, refusal: "The folder is empty.")
        #expect(ScanTable(lost).text == "/films  (films and series)\n\n  Nothing would be changed. The folder is empty.")
    }

    private func job(_ label: String, _ state: Job.State, _ change: (inout Job) -> Void = { _ in }) -> JobReport {
        var job = Job(source: label, library: "/films", path: "\(label).mkv", label: label, state: state)
        change(&job)
        let moment = Moment(milliseconds: 0)
        return JobReport(Stored(id: "0123456789", etag: ETag(rawValue: "1"), createdAt: moment, updatedAt: moment, value: job))
    }

    @Test("jobs stand by state, running ones with their progress, failed ones with file and reason")
    func jobs() {
        let running = job("A", .running) { job in
            job.progress = 0.42
            job.secondsLeft = 200
        }
        let table = JobTable([running, job("B", .waiting), job("C", .failed) { $0.reason = "It is damaged." }, job("D", .done)])

        let expected = """
            1 running, 1 waiting, 1 failed, 1 done

            Running
              01234567  42 % encode  A, 3 min left

            Waiting
              01234567  B

            Failed; a corrected file is tried again by itself, anything else with: kinora jobs retry ID
              01234567  C
                        C.mkv
                        It is damaged.

            Done
              01234567  D
            """
        #expect(table.text == expected)
        #expect(JobTable([]).text == "Nothing to prepare.")
    }
}
