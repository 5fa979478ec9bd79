import KinoraDocuments
import KinoraKernel

/// What a scan found, with what is needed to act upon it.
struct ScanPlan: Sendable {
    struct Step: Sendable {
        var finding: ScanReport.Finding
        /// The file; nil for what is missing.
        var video: LibraryWalk.Video?
        /// The content's fingerprint.
        var source: String?
        /// The source as it was known before.
        var known: Stored<Source>?
        /// What stood at this path before, when its content was replaced.
        var replaced: Stored<Source>?
        /// The copy that takes the place of a file that is gone.
        var promoted: String?
        /// The copy that was known at this path before.
        var staleCopy: String?
        /// Where the content of a copy lies already.
        var original: FilePath?
        /// The names' reading, corrected by the folder's other files.
        var understanding: Understanding?
        var part: PartPlace?
        /// For what is missing: the film in several files that its file is a part of now.
        var successor: String?
        /// What lies around the video; nil for files that are not taken.
        var surroundings: Surroundings?
        /// Whether the subtitles beside a known video are others than before.
        var hasOtherSubtitles = false
        var trouble: FileTrouble?

        var isExtra: Bool { understanding?.kind == .extra }
    }

    var report: ScanReport
    var steps: [Step] = []
    /// Names of copies whose files are gone.
    var lostCopies: [String] = []
    /// Sources whose place another content took that is prepared by now.
    var outdated: [Stored<Source>] = []
    var fileSystem = ""
    var sightings: Sightings

    private static let tornReason =
        "Other parts of this film are gone; what was prepared plays on. Bring them back, or rename what is left to have it taken for a film."

    mutating func add(_ step: Step) {
        steps.append(step)
        var item = ScanReport.Item(finding: step.finding, path: step.video?.path.text ?? step.known?.value.path ?? "")
        item.source = step.source
        if let former = step.known?.value.path, former != item.path { item.formerPath = former }
        item.readsAs = step.understanding.map { $0.summary(step.part) }
        item.parts = step.video?.parts?.map(\.path)
        if let parts = step.video?.parts { item.readsAs = item.readsAs.map { "\($0) in \(parts.count) parts" } }
        item.isHeldBack = step.part?.reason != nil
        item.reason =
            step.trouble?.sentence ?? step.original.map { "It has the same content as \($0.text)." } ?? step.part?.reason
            ?? step.understanding.flatMap { $0.isUnsure ? "Check the name: " + $0.readings.joined(separator: " ") : nil }
        if step.finding == .torn { item.reason = Self.tornReason }
        report.items.append(item)
    }
}
