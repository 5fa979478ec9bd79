import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Acts upon what a scan found: titles are described, jobs are queued, and what is known of the sources is brought up to date.
///
/// For each file the source's own document is written last. So whoever is killed in between begins again at the next scan, and every step
/// can be repeated.
package struct Intake: Sendable {
    let editor: CatalogueEditor
    let queue: JobQueue
    private let describer: Describer
    private let descriptions: Descriptions
    let time: any TimeSource
    private let corrections: Corrections?
    private let corrector: @Sendable (Corrections, Library) -> Corrector

    /// - Parameters:
    ///   - order: whose word counts when titles are described.
    ///   - corrections: what the owner said of single files; nil where nobody can.
    package init(
        store: any DocumentStore, time: any TimeSource, order: OriginOrder = OriginOrder(), corrections: Corrections? = nil
    ) {
        self.corrections = corrections
        corrector = { Corrector($0, libraries: [$1], store: store, time: time, order: order) }
        editor = CatalogueEditor(store: store, time: time)
        queue = JobQueue(store: store, time: time)
        descriptions = Descriptions(store: store, editor: editor, order: order)
        describer = Describer(editor: editor, descriptions: descriptions)
        self.time = time
    }

    /// Scans a library and does what follows from it.
    /// - Parameter sightings: what former scans saw growing; brought up to date.
    /// - Returns: what was done; a file that could not be dealt with is among the notes and does not stop the others.
    package func scan(
        _ scan: LibraryScan, _ sightings: inout Sightings, acceptingLoss: Bool = false
    ) async throws -> ScanReport {
        var plan = try await scan.plan(sightings, acceptingLoss: acceptingLoss)
        sightings = plan.sightings
        guard plan.report.refusal == nil else { return plan.report }
        try await remember(plan.fileSystem, of: scan)
        let known = try await troubledJobs(of: scan.library)
        var still: Set<String> = []
        let corrected = try await corrections?.all() ?? Corrections.Found()
        var described = DescribeMemory()
        // Extras last, when the titles that they belong to stand.
        for step in plan.steps.filter({ !$0.isExtra }) + plan.steps.filter(\.isExtra) {
            try Task.checkCancellation()
            if step.finding == .unusable, let video = step.video { still.insert(Self.troubledName(scan.library, video.path)) }
            do {
                let notes = try await apply(step, scan, known, corrected, &described)
                plan.report.notes += notes
            } catch let error as StoreError {
                throw error
            } catch let error as any Complaint {
                plan.report.notes.append("\(step.video?.path.text ?? ""): \(error.sentence)")
            }
        }
        for source in plan.outdated { try await retire(source, scan) }
        try await settleExtras(after: plan, scan)
        for copy in plan.lostCopies { _ = try await scan.copies.delete(copy) }
        for job in known.values where !still.contains(job.value.source) && !isGrowing(job.value, plan) {
            _ = try await queue.records.delete(job.id)
        }
        if let corrections { plan.report.notes += try await corrector(corrections, scan.library).settle(scan.library, corrected) }
        try await editor.reconcile()
        return plan.report
    }

    private func remember(_ fileSystem: String, of scan: LibraryScan) async throws {
        let name = LibraryState.name(of: scan.library)
        guard try await scan.states.read(name)?.value.fileSystem != fileSystem else { return }
        let path = scan.library.path
        try await scan.states.change(name, startingFrom: LibraryState(path: path, fileSystem: fileSystem)) { $0.fileSystem = fileSystem }
    }

    // MARK: - One file

    private func apply(
        _ step: ScanPlan.Step, _ scan: LibraryScan, _ troubled: [String: Stored<Job>], _ corrected: Corrections.Found,
        _ described: inout DescribeMemory
    ) async throws -> [String] {
        switch step.finding {
        case .new, .moved, .replaced, .returned, .touched, .described: return try await take(step, scan, corrected, &described)
        case .subtitled: try await noteSubtitles(step, scan)
        case .copied: try await noteCopy(step, scan)
        case .missing: if let source = step.known { try await lose(source, scan, replacedBy: step.successor) }
        case .unusable: try await refuse(step, scan, troubled)
        case .growing, .extra, .torn: break
        }
        return []
    }

    private func take(
        _ step: ScanPlan.Step, _ scan: LibraryScan, _ corrected: Corrections.Found, _ described: inout DescribeMemory
    ) async throws -> [String] {
        guard let video = step.video, let name = step.source, let names = step.understanding else { return [] }
        let kept = corrected.kept[name]
        if kept == nil, let extra = names.extra?.shown, names.kind == .extra {
            try await take(extra, step, scan)
            return []
        }
        let understanding = kept.map { $0.correction.applied(to: names) } ?? names
        let version = understanding.versionName(step.part)
        let outcome = try await describer.describe(
            understanding, version: version, video: video.path, in: scan.library, source: name, year: CivilDate(time.now).year,
            correction: kept?.correction.facts, isCorrected: kept != nil, &described)
        let library = scan.library.path
        try await queue.add(job(step, video, name, scan, label: outcome.label), anew: ![.new, .moved, .described].contains(step.finding))
        if let replaced = step.replaced { try await lose(replaced, scan, replacedBy: name) }
        if step.known?.value.missingSince != nil { try await editor.mark(source: name, missingSince: nil) }
        let fresh = Source(library: library, path: video.path.text, size: video.size, modified: video.modified)
        let parts = video.parts
        try await scan.sources.change(name, startingFrom: fresh) { source in
            source.library = library
            source.path = video.path.text
            source.size = video.size
            source.modified = video.modified
            source.parts = parts
            source.missingSince = nil
            source.replacedBy = nil
            source.version = version
            source.isExtra = nil
            source.surroundings = step.surroundings
            source.note(understanding, outcome, kept?.mark)
        }
        if step.hasOtherSubtitles { try await renewTexts(of: name) }
        for copy in [step.promoted, step.staleCopy].compactMap({ $0 }) { _ = try await scan.copies.delete(copy) }
        return outcome.notes.map { "\(video.path.text): \($0)" }
    }

    /// A film that lacks a part is a job that has failed already.
    private func job(_ step: ScanPlan.Step, _ video: LibraryWalk.Video, _ source: String, _ scan: LibraryScan, label: String) -> Job {
        let name = label + (step.part?.label.map { ", \($0)" } ?? "")
        var job = Job(
            source: source, library: scan.library.path, path: video.path.text, label: name, size: video.size,
            parts: video.parts?.map(\.path))
        if let explanation = step.part?.explanation {
            job.state = .failed
            job.stage = .identify
            job.say([explanation])
            job.finishedAt = time.now
        }
        return job
    }

    /// What waits to be prepared gets the subtitles by itself; those of what is prepared are made anew in their own time (`TextErrand`).
    private func noteSubtitles(_ step: ScanPlan.Step, _ scan: LibraryScan) async throws {
        guard let name = step.source, let surroundings = step.surroundings else { return }
        try await renewTexts(of: name)
        try await scan.sources.change(name) { $0.surroundings = surroundings }
        // Again, for an errand that looked between the two.
        try await renewTexts(of: name)
    }

    private func renewTexts(of source: String) async throws {
        try await descriptions.note(.source(source)) { $0.wait(for: .texts) }
    }

    private func noteCopy(_ step: ScanPlan.Step, _ scan: LibraryScan) async throws {
        guard let video = step.video, let source = step.source else { return }
        let copy = SourceCopy(
            library: scan.library.path, path: video.path.text, size: video.size, modified: video.modified, source: source)
        try await scan.copies.change(SourceCopy.name(library: copy.library, path: copy.path), startingFrom: copy) { $0 = copy }
    }

    /// Marks a source missing and keeps it. Work that was not begun is taken back; what was prepared plays on.
    func lose(_ source: Stored<Source>, _ scan: LibraryScan, replacedBy successor: String? = nil) async throws {
        let moment = source.value.missingSince ?? time.now
        try await editor.mark(source: source.id, missingSince: moment)
        if let job = try await queue.records.first(.equal("source", .string(source.id))),
            [.waiting, .failed, .cancelled, .paused].contains(job.value.state)
        {
            do {
                _ = try await queue.records.delete(job.id, ifMatch: job.etag)
            } catch StoreError.changed {
                // A worker took it meanwhile; it finds the file gone by itself.
            }
        }
        try await scan.sources.change(source.id) { source in
            source.missingSince = moment
            source.replacedBy = successor
        }
    }

    /// Takes what was replaced out of its title, now that what replaced it can be watched. Its package stays for a while; should the
    /// content come back, a new job finds it at once.
    private func retire(_ source: Stored<Source>, _ scan: LibraryScan) async throws {
        try await editor.retire(source.id)
        if let job = try await queue.records.first(.and([.equal("source", .string(source.id)), .equal("state", "done")])) {
            _ = try await queue.records.delete(job.id)
        }
        try await scan.sources.change(source.id) { $0.replacedBy = nil }
    }

    // MARK: - Files that cannot be used

    private func refuse(_ step: ScanPlan.Step, _ scan: LibraryScan, _ known: [String: Stored<Job>]) async throws {
        guard let video = step.video, let trouble = step.trouble else { return }
        let name = Self.troubledName(scan.library, video.path)
        if let job = known[name]?.value, job.reason == trouble.sentence, job.explained != nil { return }
        let label = step.understanding?.summary ?? video.path.text
        var job = Job(source: name, library: scan.library.path, path: video.path.text, label: label, state: .failed, stage: .scan)
        job.say([trouble.explanation])
        job.finishedAt = time.now
        try await queue.add(job)
    }

    /// The jobs that stand for files of a library without a fingerprint.
    private func troubledJobs(of library: Library) async throws -> [String: Stored<Job>] {
        let filter: Filter = .and([
            .equal("library", .string(library.path)), .atLeast("source", .string(Self.prefix)), .lessThan("source", .string("path.")),
        ])
        let jobs = try await queue.records.find(Query(filter))
        return Dictionary(jobs.map { ($0.value.source, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let prefix = "path-"

    /// See `Job.source`.
    static func troubledName(_ library: Library, _ path: FilePath) -> String {
        prefix + String(Digest(of: library.folder.bytes + [0] + path.bytes).hex.prefix(32))
    }

    private func isGrowing(_ job: Job, _ plan: ScanPlan) -> Bool {
        plan.steps.contains { $0.finding == .growing && $0.video?.path.text == job.path }
    }
}
