import KinoraDocuments
import KinoraKernel
import Logging

/// Scans the libraries at start and then again and again, and acts upon what changed. Runs until its task is cancelled.
package struct LibraryWatch: Sendable {
    private let scans: [LibraryScan]
    private let intake: Intake
    private let pause: Duration
    private let logger: Logger

    /// - Parameters:
    ///   - corrections: see `Intake`.
    ///   - pause: the time between the end of one round and the beginning of the next.
    ///   - settle: see `LibraryScan`.
    package init(
        _ libraries: [Library], store: any DocumentStore, time: any TimeSource, order: OriginOrder = OriginOrder(),
        corrections: Corrections? = nil, pause: Duration = .seconds(30),
        settle: Duration = .seconds(30), logger: Logger
    ) {
        scans = libraries.map { LibraryScan($0, store: store, time: time, settle: settle) }
        intake = Intake(store: store, time: time, order: order, corrections: corrections)
        self.pause = pause
        self.logger = logger
    }

    /// Everything that has to be prepared in a store for scanning, jobs and titles not counted.
    package static let schemas = LibraryScan.schemas

    package func run() async throws {
        var memories = [LibraryMemory](repeating: LibraryMemory(), count: scans.count)
        while true {
            for index in scans.indices { await round(scans[index], &memories[index]) }
            try Task.checkCancellation()
            try await Task.sleep(for: pause)
        }
    }

    /// One library; a failure is logged and leaves the others alone.
    private func round(_ scan: LibraryScan, _ memory: inout LibraryMemory) async {
        do {
            let report = try await intake.scan(scan, &memory.sightings)
            tell(report, &memory)
            memory.failure = nil
        } catch is CancellationError {
            return
        } catch {
            let sentence = (error as? any Complaint)?.sentence ?? "The library could not be scanned."
            if memory.failure != sentence {
                logger.error(
                    "\(sentence)", metadata: ["library": "\(scan.library.path.onOneLine())", "cause": "\("\(error)".onOneLine())"])
            }
            memory.failure = sentence
        }
    }

    /// What one library's last round was like, so that the log tells news alone.
    private struct LibraryMemory {
        var sightings = Sightings()
        var failure: String?
        var refusal: String?
        var notes: Set<String> = []
        var isFirst = true
    }

    private func tell(_ report: ScanReport, _ memory: inout LibraryMemory) {
        let place: Logger.Metadata = ["library": "\(report.library.onOneLine())"]
        if let refusal = report.refusal {
            if memory.refusal != refusal { logger.warning("Nothing was changed: \(refusal)", metadata: place) }
            memory.refusal = refusal
            return
        }
        memory.refusal = nil
        if report.hasChanges || memory.isFirst { logger.info("Scanned: \(report.summary)", metadata: place) }
        memory.isFirst = false
        let unusable = report.items.filter { $0.finding == .unusable }.map { "\($0.path): \($0.reason ?? "")" }
        let notes = Set(report.notes + unusable)
        for note in notes.subtracting(memory.notes).sorted().prefix(Self.mostNotes) {
            logger.warning("\(note.onOneLine())", metadata: place)
        }
        memory.notes = notes
    }

    /// How many notes of one scan are logged.
    private static let mostNotes = 100
}
