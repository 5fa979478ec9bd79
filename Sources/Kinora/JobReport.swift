import KinoraDocuments
import KinoraKernel
import KinoraPreparation

/// A job as the command line tells it; its fields are those of `--json`.
struct JobReport: Codable, Sendable {
    var id: String
    var label: String
    var library: String
    var path: String
    var source: String
    var state: String
    var stage: String
    /// 0 … 1.
    var progress: Double
    var secondsLeft: Double?
    var attempts: Int
    var reason: String?
    /// Why the film has the renditions that it has.
    var ladder: [String]?
    /// ISO 8601, UTC.
    var createdAt: String
    var updatedAt: String
    var finishedAt: String?

    init(_ job: Stored<Job>) {
        id = job.id
        label = job.value.label
        library = job.value.library
        path = job.value.path
        source = job.value.source
        state = job.value.state.rawValue
        stage = job.value.stage.rawValue
        progress = job.value.progress
        secondsLeft = job.value.secondsLeft
        attempts = job.value.attempts
        reason = job.value.reason
        ladder = job.value.ladder
        createdAt = job.createdAt.iso8601
        updatedAt = job.updatedAt.iso8601
        finishedAt = job.value.finishedAt?.iso8601
    }

    var paragraph: String {
        [
            label, "id: \(id)", "file: \(library)/\(path)", "state: \(state), \(stage), \(Int(progress * 100)) %", "attempts: \(attempts)",
            "added: \(createdAt)", "changed: \(updatedAt)", reason.map { "reason: \($0)" },
            ladder.map { "renditions: \($0.joined(separator: " "))" },
        ]
        .compactMap { $0?.onOneLine(atMost: 2000) }.joined(separator: "\n")
    }
}

extension House {
    /// Every job, the busy ones first, then those waiting, then those that need attention, then what is done.
    func jobReports() async throws -> [JobReport] {
        let order: [Job.State] = [.running, .waiting, .paused, .failed, .cancelled, .done]
        var reports: [JobReport] = []
        for state in order {
            var page = Query(.equal("state", .string(state.rawValue)), sort: [.ascending("createdAt")])
            while true {
                let jobs = try await queue.records.find(page)
                reports += jobs.map(JobReport.init)
                guard jobs.count == page.limit else { break }
                page.skip += page.limit
            }
        }
        return reports
    }

    /// The one job whose id begins so.
    /// - Throws: `JobRefusal.noSuchJob` when there is none or more than one.
    func job(named beginning: String) async throws -> JobReport {
        if let exact = try await queue.records.read(beginning) { return JobReport(exact) }
        let found = try await jobReports().filter { !beginning.isEmpty && $0.id.hasPrefix(beginning) }
        guard let only = found.first, found.count == 1 else { throw JobRefusal.noSuchJob(beginning) }
        return only
    }
}
