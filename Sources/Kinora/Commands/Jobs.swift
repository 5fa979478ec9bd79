import ArgumentParser
import KinoraDocuments
import KinoraKernel
import KinoraPreparation

struct Jobs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show and steer the preparation of films.",
        subcommands: [List.self, Show.self, Pause.self, Resume.self, Retry.self, Cancel.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every job, with its progress or the reason why it failed.")

        @Flag(name: .long, help: "Print the jobs as JSON.")
        var json = false

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let house = try await House.open(common.flags)
            let reports = try await house.jobReports()
            try await house.close()
            if json { return try Output.json(reports) }
            Output.line(JobTable(reports).text)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show everything about a job.")

        @Flag(name: .long, help: "Print the job as JSON.")
        var json = false

        @Argument(help: "The job's id, or the beginning of it.")
        var id: String

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let house = try await House.open(common.flags)
            let report = try await house.job(named: id)
            try await house.close()
            if json { try Output.json(report) } else { Output.line(report.paragraph) }
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stop jobs until they are resumed; finished pieces are kept.")
        @OptionGroup var choice: JobChoice
        func run() async throws { try await choice.each(verb: "Paused") { try await $0.pause($1) } }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let paused jobs go on.")
        @OptionGroup var choice: JobChoice
        func run() async throws { try await choice.each(verb: "Resumed") { try await $0.resume($1) } }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give jobs that failed or were cancelled another chance; prepare again what is done.")
        @OptionGroup var choice: JobChoice
        func run() async throws { try await choice.each(verb: "Waiting again") { try await $0.retry($1) } }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give jobs up.")
        @OptionGroup var choice: JobChoice
        func run() async throws { try await choice.each(verb: "Cancelled") { try await $0.cancel($1) } }
    }
}

/// The jobs that a command is about.
struct JobChoice: ParsableArguments {
    @Argument(help: "The jobs' ids, or the beginnings of them.")
    var ids: [String]

    @OptionGroup var common: CommonOptions

    func each(verb: String, _ act: (JobQueue, JobID) async throws -> Void) async throws {
        let house = try await House.open(common.flags)
        // What a worker left when it was killed waits; only a worker that lives is busy.
        try await house.queue.release(ownersThat: WorkerIdentity.isDead)
        for id in ids {
            let report = try await house.job(named: id)
            try await act(house.queue, JobID(report.id))
            Output.line("\(verb): \(report.label)")
        }
        try await house.close()
    }
}
