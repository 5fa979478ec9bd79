import KinoraKernel
import Logging

/// Goes through the inbox whenever something changes in it, and by the clock. Runs until its task is cancelled.
package struct InboxWatch: Sendable {
    private let inbox: Inbox
    private let pause: Duration
    private let logger: Logger

    /// - Parameter pause: the time between the end of one round and the beginning of the next.
    package init(_ inbox: Inbox, pause: Duration, logger: Logger) {
        self.inbox = inbox
        self.pause = pause
        self.logger = logger
    }

    package func run() async throws {
        let watch = FolderWatch([inbox.folder])
        try await watch.listening(logger) { wakes in
            var sightings = Sightings()
            var told: Set<String> = []
            while true {
                try await watch.renewed()
                told = await round(&sightings, told)
                try Task.checkCancellation()
                try await Task.sleep(for: Self.calm)
                // Films that were prepared meanwhile are moved after the pause at the latest.
                _ = try await wakes.wait(atMost: pause)
            }
        }
    }

    /// How long changes are gathered before a round; what a round itself moves is among them.
    private static let calm = Duration.milliseconds(500)

    /// - Parameter told: what the log says already.
    /// - Returns: what it says now.
    private func round(_ sightings: inout Sightings, _ told: Set<String>) async -> Set<String> {
        do {
            let report = try await inbox.round(&sightings)
            for line in report.lines { logger.info("\(line)") }
            let notes = Set([report.refusal].compactMap { $0 } + report.notes.prefix(Self.mostNotes))
            for note in notes.subtracting(told).sorted() { logger.warning("\(note.onOneLine())") }
            return notes
        } catch is CancellationError {
            return told
        } catch {
            let sentence = (error as? any Complaint)?.sentence ?? "The inbox could not be looked at (\("\(error)".onOneLine(atMost: 200)))."
            if !told.contains(sentence) { logger.error("\(sentence)") }
            return [sentence]
        }
    }

    private static let mostNotes = 100
}

extension InboxReport {
    /// What was done, a line for each file.
    package var lines: [String] {
        items.map { item in
            let line =
                item.reason.map { "\(item.file) cannot be used and is in unprocessed/ now: \($0)" }
                ?? "\(item.file) is in the library now: \(item.place)"
            return line.onOneLine()
        }
    }
}
