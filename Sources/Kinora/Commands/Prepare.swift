import ArgumentParser
import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import ServiceLifecycle
import UnixSignals

struct Prepare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prepare films for streaming: a worker on the queue.",
        discussion: """
            Without --once it watches the libraries and works until it is stopped. With files, only these are prepared; they must lie in a library.
            """)

    @Flag(name: .long, help: "Look at the libraries once, and end when the queue is empty.")
    var once = false

    @Flag(name: .long, help: "With --once: the known files of a library that are gone were removed on purpose, even if it is empty now.")
    var acceptMissing = false

    @Argument(help: "Files to prepare, and no others.")
    var files: [String] = []

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if acceptMissing, !once { throw ValidationError("--accept-missing needs --once.") }
    }

    func run() async throws {
        let house = try await House.open(common.flags)
        let isOneRound = once || !files.isEmpty
        let services = isOneRound ? [house.preparingOnce(files: files, acceptingLoss: acceptMissing)] : house.preparationServices()
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: house.logger("kinora")))
        try await group.run()
        try await house.close()
    }
}

/// Work that comes to its end by itself, and is stopped with the house.
private struct OneRound: Service {
    let work: @Sendable () async throws -> Void

    func run() async throws { try await cancelWhenGracefulShutdown(work) }
}

extension House {
    /// Scans every library and empties the queue, or prepares some files alone. One that is stopped before throws `CancellationError`.
    /// - Parameter acceptingLoss: whether the owner confirms that everything known may be gone.
    func preparingOnce(files: [String], acceptingLoss: Bool) -> any Service {
        OneRound {
            try await prepareOnce(files: files, acceptingLoss: acceptingLoss)
            try Task.checkCancellation()
        }
    }

    private func prepareOnce(files: [String], acceptingLoss: Bool) async throws {
        let wanted = try files.map(place)
        for library in libraries where files.isEmpty || wanted.contains(where: { $0.library == library.path }) {
            var sightings = Sightings()
            let report = try await intake.scan(scan(of: library), &sightings, acceptingLoss: acceptingLoss)
            if let refusal = report.refusal { Output.note("\(library.path.onOneLine()): Nothing was changed. \(refusal)") }
            for note in report.notes { Output.note(note.onOneLine()) }
        }
        if files.isEmpty { try await emptyInbox() }
        try await worker.run(once: true, only: files.isEmpty ? nil : try await jobs(of: wanted))
        if files.isEmpty, try await emptyInbox(), let target = inbox?.target {
            var sightings = Sightings()
            _ = try await intake.scan(scan(of: target), &sightings)
        }
        try await describeErrands.runOnce()
        guard let providers = providerErrands else { return }
        try await providers.runOnce()
        try await describeErrands.runOnce()
    }

    private func jobs(of places: [(library: String, path: String)]) async throws -> [JobID] {
        var jobs: [JobID] = []
        for place in places {
            let here: Filter = .and([.equal("library", .string(place.library)), .equal("path", .string(place.path))])
            guard let job = try await queue.records.first(here) else {
                throw SettingsFailure(sentence: "\(place.path.onOneLine()) is no film that can be prepared; `kinora scan` tells why.")
            }
            jobs.append(JobID(job.id))
        }
        return jobs
    }

    /// The library a file lies in, and its path below it.
    private func place(of file: String) throws -> (library: String, path: String) {
        let path = FilePath(bytes: Array(URL(fileURLWithPath: file).standardizedFileURL.path.utf8)).text
        guard let library = libraries.first(where: { path.hasPrefix($0.path + "/") }) else {
            throw SettingsFailure(sentence: "\(file.onOneLine()) lies in no library. Name its folder with --library.")
        }
        return (library.path, String(path.dropFirst(library.path.count + 1)))
    }
}
