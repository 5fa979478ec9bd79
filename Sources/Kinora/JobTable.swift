import KinoraKernel
import KinoraPreparation

/// The queue for a terminal: how much there is of what, then the jobs by state, with the file and the reason where something is to be done.
struct JobTable {
    private let reports: [JobReport]

    /// - Parameter reports: in the order of their states.
    init(_ reports: [JobReport]) {
        self.reports = reports
    }

    var text: String {
        if reports.isEmpty { return "Nothing to prepare." }
        let sections = Self.sections.map { section in (section.heading, reports.filter { $0.state == section.state.rawValue }) }
            .filter { !$0.1.isEmpty }
        var lines = [sections.map { "\($0.1.count) \($0.1[0].state)" }.joined(separator: ", ")]
        for (heading, jobs) in sections { lines += ["", heading] + jobs.flatMap(Self.lines) }
        return lines.joined(separator: "\n")
    }

    private static let sections: [(state: Job.State, heading: String)] = [
        (.running, "Running"),
        (.waiting, "Waiting"),
        (.paused, "Paused; go on with: kinora jobs resume ID"),
        (.failed, "Failed; a corrected file is tried again by itself, anything else with: kinora jobs retry ID"),
        (.cancelled, "Cancelled"),
        (.done, "Done"),
    ]

    private static func lines(_ job: JobReport) -> [String] {
        var first = "  \(job.id.prefix(8))  "
        if job.state == "running" || job.progress > 0 && ["waiting", "paused"].contains(job.state) {
            first += "\(Int((job.progress * 100).rounded(.down))) % \(job.stage)  "
        }
        first += job.label.onOneLine(atMost: 120)
        if let left = job.secondsLeft, job.state == "running" { first += ", \(spoken(left)) left" }
        let indent = String(repeating: " ", count: 12)
        var lines = [first]
        if job.state == "failed" { lines.append(indent + job.path.onOneLine(atMost: 200)) }
        if let reason = job.reason { lines.append(indent + reason.onOneLine()) }
        return lines
    }

    private static func spoken(_ seconds: Double) -> String {
        let whole = Int(max(0, min(seconds, 1e9)).rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}
