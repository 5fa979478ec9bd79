import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Trailers and other extras: they are placed with their title, and wait behind films and episodes to be prepared.
extension Intake {
    func take(_ extra: ExtraKind, _ step: ScanPlan.Step, _ scan: LibraryScan) async throws {
        guard let video = step.video, let name = step.source, let understanding = step.understanding else { return }
        try await place(extra, video.path, source: name, size: video.size, scan, anew: ![.new, .moved, .described].contains(step.finding))
        if let replaced = step.replaced { try await lose(replaced, scan, replacedBy: name) }
        if step.known?.value.missingSince != nil { try await editor.mark(source: name, missingSince: nil) }
        let library = scan.library.path
        let fresh = Source(library: library, path: video.path.text, size: video.size, modified: video.modified)
        try await scan.sources.change(name, startingFrom: fresh) { source in
            source.library = library
            source.path = video.path.text
            source.size = video.size
            source.modified = video.modified
            source.missingSince = nil
            source.replacedBy = nil
            source.version = nil
            source.isExtra = true
            source.surroundings = step.surroundings
            source.readsAs = understanding.summary.onOneLine()
            (source.doubts, source.explainedDoubts, source.isUnsure, source.correction) = (nil, nil, nil, nil)
        }
        for copy in [step.promoted, step.staleCopy].compactMap({ $0 }) { _ = try await scan.copies.delete(copy) }
    }

    /// Extras that are as they were, but whose folder has other titles than before.
    func settleExtras(after plan: ScanPlan, _ scan: LibraryScan) async throws {
        let changed = homes(changedBy: plan)
        guard !changed.isEmpty else { return }
        let done = Set(plan.steps.compactMap(\.source))
        let reader = NameReader(year: CivilDate(time.now).year)
        let known: Filter = .and([.equal("isExtra", true), .equal("library", .string(scan.library.path)), .equal("missingSince", .null)])
        for try await source in scan.sources.all(known) where !done.contains(source.id) {
            let path = FilePath(text: source.value.path)
            guard changed.contains(ExtraNames.home(of: path)),
                let extra = reader.read(path, libraryKind: scan.library.kind).extra?.shown
            else { continue }
            try await place(extra, path, source: source.id, size: source.value.size, scan, anew: false)
        }
    }

    /// The folders of titles that came, went or moved, and all folders above them.
    private func homes(changedBy plan: ScanPlan) -> Set<FilePath> {
        let findings: [ScanReport.Finding] = [.new, .moved, .replaced, .returned, .described, .missing]
        var homes: Set<FilePath> = []
        for step in plan.steps where findings.contains(step.finding) && step.known?.value.isExtra != true && !step.isExtra {
            for path in [step.video?.path, step.known.map({ FilePath(text: $0.value.path) })].compactMap({ $0 }) {
                var folder = path.folder
                while homes.insert(folder).inserted, !folder.bytes.isEmpty { folder = folder.folder }
            }
        }
        return homes
    }

    private func place(
        _ extra: ExtraKind, _ path: FilePath, source: String, size: Int64, _ scan: LibraryScan, anew: Bool
    ) async throws {
        let kind = extra.rawValue.replacing("_", with: " ")
        var job = Job(source: source, library: scan.library.path, path: path.text, label: "\(path.text): \(kind)", size: size)
        job.isExtra = true
        if let found = try await ExtraPlacing(store: editor.extras.store).find(path, in: scan.library) {
            try await editor.place(extra: extra, named: found.name, of: found.home, source: source)
            job.label = "\(found.label): \(found.name ?? kind)"
        } else {
            try await editor.withdraw(extra: source)
            job.state = .failed
            job.stage = .identify
            job.say([Self.homeless])
            job.finishedAt = time.now
        }
        try await queue.add(job, anew: anew)
    }

    private static let homeless: Explanation =
        "It is an extra, and it is not plain of which title. Put it into the folder of its film or series, or name it like its film’s file: “Title (Year)-trailer”."
}
