import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Logging

/// Brings the subtitles of what is prepared up to date, when the files beside it have changed: within seconds, without encoding.
package struct TextErrand: Sendable {
    private let descriptions: Descriptions
    private let renewal: TextRenewal
    private let queue: JobQueue
    private let log: Logger

    package init(_ descriptions: Descriptions, renewal: TextRenewal, queue: JobQueue, log: Logger) {
        self.descriptions = descriptions
        self.renewal = renewal
        self.queue = queue
        self.log = log
    }

    /// How many films are dealt with before other errands have their turn.
    private static let mostAtOnce = 20

    /// - Returns: whether there was anything to do.
    package func run() async throws -> Bool {
        let waiting = try await descriptions.sheets.find(Query(.equal("waitsFor", .string("texts")), limit: Self.mostAtOnce))
        var did = false
        for sheet in waiting {
            try Task.checkCancellation()
            guard case .source(let source) = sheet.value.subject else { continue }
            did = try await renew(source) || did
        }
        return did
    }

    /// - Returns: false when it has to wait for a worker.
    private func renew(_ source: String) async throws -> Bool {
        let sources = Records<Source>(in: descriptions.store)
        // What is written down while this goes on is newer than what it read.
        let seen = try await sources.read(source)?.value.surroundings?.subtitles
        let job = try await queue.records.first(.equal("source", .string(source)))
        if job?.value.state == .running { return false }
        // What waits for a worker reads the subtitles when it is its turn.
        if job == nil || job?.value.state == .done { try await bringUpToDate(source) }
        try await descriptions.note(.source(source)) { $0.waitsFor.removeAll { $0 == .texts } }
        if try await sources.read(source)?.value.surroundings?.subtitles != seen {
            try await descriptions.note(.source(source)) { $0.wait(for: .texts) }
        }
        return true
    }

    private func bringUpToDate(_ source: String) async throws {
        do {
            switch try await renewal.run(source) {
            case .done(let notes): try await queue.noteSubtitles(of: source, notes)
            case .notPossible: try await queue.hintAtSubtitles(of: source)
            }
        } catch let problem as any Complaint where !(problem is StoreError) {
            log.warning("The subtitles of a film cannot be made anew: \(problem.sentence)")
            try await queue.hintAtSubtitles(of: source)
        }
    }
}
