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
            let outlook = try await house.outlook()
            try await house.close()
            if json { return try Output.json(reports) }
            Output.line(([JobTable(reports).text] + outlook).joined(separator: "\n"))
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
        @OptionGroup var choice: JobsOrAll
        func run() async throws {
            if choice.all { return try await choice.everything("Everything is paused.") { try await $0.pauseAll() } }
            try await choice.each(verb: "Paused") { try await $0.pause($1) }
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let paused jobs go on.")
        @OptionGroup var choice: JobsOrAll
        func run() async throws {
            if choice.all { return try await choice.everything("Preparation goes on.") { try await $0.resumeAll() } }
            try await choice.each(verb: "Resumed") { try await $0.resume($1) }
        }
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
        try await common.each(ids, verb: verb, act)
    }
}

/// The jobs that a command is about, or all work whatever the queue holds.
struct JobsOrAll: ParsableArguments {
    @Flag(name: .long, help: "All work, of today and of later, until it is resumed with --all.")
    var all = false

    @Argument(help: "The jobs' ids, or the beginnings of them.")
    var ids: [String] = []

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if all == !ids.isEmpty { throw ValidationError("Name one or more jobs, or say --all.") }
    }

    func each(verb: String, _ act: (JobQueue, JobID) async throws -> Void) async throws {
        try await common.each(ids, verb: verb, act)
    }

    func everything(_ said: String, _ act: (Manners) async throws -> Void) async throws {
        let house = try await House.open(common.flags)
        try await act(house.manners)
        try await house.close()
        Output.line(said)
    }
}

extension CommonOptions {
    fileprivate func each(_ ids: [String], verb: String, _ act: (JobQueue, JobID) async throws -> Void) async throws {
        let house = try await House.open(flags)
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
