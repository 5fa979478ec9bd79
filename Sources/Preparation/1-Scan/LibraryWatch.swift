import KinoraDocuments
import KinoraKernel
import Logging

/// Scans the libraries at start, whenever something changes in them, and by the clock; and acts upon what changed. Runs until its task is
/// cancelled.
///
/// 1. A library whose changes are heard of (`FolderWatch`) is scanned as soon as something changes, and rarely by the clock; another one
///    after each pause.
/// 2. Many changes become one scan: it begins when a moment has passed, and takes a fifth of the time at most.
/// 3. A library with files that still grow or are being replaced, or that could not be scanned, is looked at after each pause until all is well.
/// 4. At the times of the rescan rule, everything is scanned whatever was heard.
package struct LibraryWatch: Sendable {
    private let scans: [LibraryScan]
    private let intake: Intake
    /// A correction that the owner wrote by hand may concern any library.
    private let corrections: [FilePath]
    private let pause: Duration
    private let rule: RescanRule?
    private let time: any TimeSource
    private let logger: Logger

    /// - Parameters:
    ///   - corrections: see `Intake`.
    ///   - pause: the time between the end of one round and the beginning of the next, where changes are not heard of.
    ///   - settle, takesExtras: see `LibraryScan`.
    package init(
        _ libraries: [Library], store: any DocumentStore, time: any TimeSource, order: OriginOrder = OriginOrder(),
        corrections: Corrections? = nil, pause: Duration = .seconds(30), settle: Duration = .seconds(30), takesExtras: Bool = true,
        rule: RescanRule? = nil, logger: Logger
    ) {
        scans = libraries.map { LibraryScan($0, store: store, time: time, settle: settle, takesExtras: takesExtras) }
        intake = Intake(store: store, time: time, order: order, corrections: corrections)
        self.corrections = corrections.map { [FilePath(bytes: Array($0.folder.utf8))] } ?? []
        self.pause = pause
        self.rule = rule
        self.time = time
        self.logger = logger
    }

    /// Everything that has to be prepared in a store for scanning, jobs and titles not counted.
    package static let schemas = LibraryScan.schemas

    /// How much rarer a library is scanned by the clock when its changes are heard of.
    private static let rarity = 30
    /// How long changes are gathered before a scan.
    private static let calm = Duration.milliseconds(300)

    package func run() async throws {
        let watch = FolderWatch(scans.map(\.library.folder) + corrections)
        try await watch.listening(logger) { wakes in try await rounds(watch, wakes) }
    }

    private func rounds(_ watch: FolderWatch, _ wakes: Wakes) async throws {
        var memories = [LibraryMemory](repeating: LibraryMemory(), count: scans.count)
        var due = Set(scans.indices)
        var rescan = rule?.next(after: time.now)
        while true {
            try await watch.renewed()
            let begin = ContinuousClock.now
            for index in due.sorted() {
                await round(scans[index], &memories[index])
                try Task.checkCancellation()
                tellSilence(watch.silence(of: index), of: scans[index].library, &memories[index])
                memories[index].next = .now + (watch.isHeard(index) && memories[index].isCalm ? pause * Self.rarity : pause)
            }
            let rest = max(due.isEmpty ? .zero : Self.calm, begin.duration(to: .now) * 4)
            due = try await nextDue(memories, &rescan, wakes, rest: rest)
        }
    }

    /// Waits until a library is due.
    private func nextDue(
        _ memories: [LibraryMemory], _ rescan: inout Moment?, _ wakes: Wakes, rest: Duration
    ) async throws -> Set<Int> {
        let first = memories.map(\.next).min() ?? .now + pause
        let byRule = rescan.map { max(.zero, $0.since(time.now)) } ?? Self.longest
        var changed = try await wakes.wait(atMost: max(.zero, min(ContinuousClock.now.duration(to: first), byRule, Self.longest)))
        if !changed.isEmpty {
            try await Task.sleep(for: rest)
            changed.formUnion(try await wakes.wait(atMost: .zero))
        }
        if let last = changed.max(), last >= scans.count { return Set(scans.indices) }
        if let moment = rescan, time.now >= moment {
            rescan = rule?.next(after: time.now)
            logger.debug("Everything is looked at again, as the rule says")
            return Set(scans.indices)
        }
        return changed.union(memories.indices.filter { memories[$0].next <= .now })
    }

    /// The computer may sleep, and its clock be put right: the rule's time is looked at again and again.
    private static let longest = Duration.seconds(600)

    /// One library; a failure is logged and leaves the others alone.
    private func round(_ scan: LibraryScan, _ memory: inout LibraryMemory) async {
        do {
            let report = try await intake.scan(scan, &memory.sightings)
            tell(report, &memory)
            memory.failure = nil
            memory.isCalm = report.refusal == nil && !report.hasChanges && report.count(.growing) == 0 && report.replaced == 0
        } catch is CancellationError {
            return
        } catch {
            let sentence = (error as? any Complaint)?.sentence ?? "The library could not be scanned."
            if memory.failure != sentence {
                logger.error(
                    "\(sentence)", metadata: ["library": "\(scan.library.path.onOneLine())", "cause": "\("\(error)".onOneLine())"])
            }
            memory.failure = sentence
            memory.isCalm = false
        }
    }

    /// What one library's last round was like, so that the log tells news alone.
    private struct LibraryMemory {
        var sightings = Sightings()
        var failure: String?
        var refusal: String?
        var notes: Set<String> = []
        var isFirst = true
        var silence: FolderWatch.Silence?
        /// Whether nothing grows, waits for its successor, or went wrong.
        var isCalm = false
        /// When it is scanned by the clock.
        var next = ContinuousClock.now
    }

    private func tellSilence(_ silence: FolderWatch.Silence?, of library: Library, _ memory: inout LibraryMemory) {
        if silence != memory.silence, let sentence = silence?.sentence(library.path, every: pause.inSeconds) {
            logger.notice("\(sentence)")
        }
        memory.silence = silence
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
