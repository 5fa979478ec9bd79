import Foundation
import KinoraKernel

/// Gathers the subtitles: those inside the file, written down as text, and those beside it.
///
/// A subtitle that cannot be used costs the film nothing: it is left out and the owner is told.
struct TextStage: Sendable {
    let plan: Plan
    let job: Job
    let work: WorkFolder
    let encoder: any Encoder

    struct Outcome: Sendable {
        var texts: [SourceText] = []
        var notes: [Explanation] = []
        /// Those among them that are about files beside the film.
        var besideNotes: [Explanation] = []
    }

    func run() async throws -> Outcome {
        var outcome = Outcome()
        try await extract()
        for track in plan.text {
            if FileManager.default.fileExists(atPath: work.text(track)) {
                outcome.texts.append(SourceText(track, at: work.text(track), in: plan))
            } else {
                outcome.notes.append("The subtitles \(Self.name(track.label, track.language)) in the file cannot be read and are left out.")
            }
        }
        outcome.texts = SourceText.joined(outcome.texts)
        let beside = try await Self.beside(job.files, in: job.library, places: plan.textPlaces)
        outcome.texts += beside.texts
        outcome.notes += beside.notes
        outcome.besideNotes = beside.notes
        return outcome
    }

    /// The subtitles in files of their own: those of the film, and those of each of its files where there are several.
    /// - Parameter places: where the files of a film in several begin; empty for one file.
    static func beside(_ files: [String], in library: String, places: [TextPiece.Place]) async throws -> Outcome {
        var outcome = Outcome()
        for (part, file) in files.enumerated() {
            let found = try await Companions.of(video: file, in: library).filter { $0.kind == .subtitle }
            for companion in found {
                if var text = SourceText(companion, library: library) {
                    if places.indices.contains(part) { text.move(to: places[part]) }
                    outcome.texts.append(text)
                } else if !SubtitleReport.isIndex(companion.path, among: found.map(\.path)) {
                    outcome.notes.append(SubtitleReport.note(onFile: companion.path))
                }
            }
        }
        outcome.texts = SourceText.joined(outcome.texts)
        if files.count > 1 {
            let whole = try await Companions.of(parts: files, in: library).filter { $0.kind == .subtitle }
            outcome.texts += whole.compactMap { SourceText($0, library: library) }
        }
        return outcome
    }

    static func name(_ label: String, _ language: LanguageTag) -> String {
        label.isEmpty ? "(\(language.isKnown ? language.endonym : "no language"))" : "“\(label)”"
    }

    /// All streams of a file in one pass; one by one when that fails, so that a single bad stream loses only itself.
    private func extract() async throws {
        let open = plan.text.filter { !FileManager.default.fileExists(atPath: work.text($0)) }
        for part in Set(open.map(\.part)) { try await extractAll(open.filter { $0.part == part }) }
    }

    private func extractAll(_ open: [PlannedText]) async throws {
        do {
            try await extract(open)
        } catch Trouble.toolFailed where open.count > 1 {
            for track in open {
                do {
                    try await extract([track])
                } catch Trouble.toolFailed {
                    continue
                }
            }
        } catch Trouble.toolFailed {
            return
        }
    }

    private func extract(_ tracks: [PlannedText]) async throws {
        let attempt = Identifier<TextStage>.make().rawValue.prefix(8)
        let parts = tracks.map { "\(work.text($0)).part-\(attempt)" }
        _ = try await encoder.run(.texts(tracks, of: plan, source: work.source(tracks[0].part ?? 0), outputs: parts)) { _ in }
        try await BlockingWork.run { _ in
            for (part, track) in zip(parts, tracks) { try FileTree.rename(part, to: work.text(track)) }
        }
    }
}
