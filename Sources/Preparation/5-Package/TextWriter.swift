import Foundation
import KinoraKernel
import KinoraMedia

/// Writes the subtitles of a package as WebVTT. Blocks.
struct TextWriter: Sendable {
    let folder: String
    /// The package's presentation offset, in 90 kHz ticks.
    let offset: Int64

    struct Outcome: Sendable {
        var tracks: [TextTrack] = []
        var notes: [Explanation] = []
        /// Those among them that are about files beside the film.
        var besideNotes: [Explanation] = []

        fileprivate mutating func leaveOut(_ text: SourceText, _ reason: Explanation) {
            let note: Explanation =
                "The subtitles \(TextStage.name(text.label, text.language)) are left out: \(reason.onOneLine(atMost: 150))"
            notes.append(note)
            if !text.isFromInside { besideNotes.append(note) }
        }
    }

    /// Of several default tracks the first stays one; a subtitle that cannot be read is left out.
    /// - Parameters:
    ///   - kept: tracks that stand already and come first.
    ///   - duration: the film's, in milliseconds.
    func write(_ texts: [SourceText], behind kept: [TextTrack] = [], duration: Int64) throws -> Outcome {
        var outcome = Outcome(tracks: kept)
        var names = TrackNames(prefix: "t-")
        for track in kept { _ = names.next(for: track.language) }
        for text in texts.prefix(max(0, PlannedText.most - kept.count)) {
            do {
                guard let subtitles = try Self.read(text, duration: duration) else {
                    outcome.leaveOut(text, "cannot be read")
                    continue
                }
                var track = try write(subtitles, text, named: names.next(for: text.language))
                if outcome.tracks.contains(where: \.isDefault) { track.isDefault = false }
                outcome.tracks.append(track)
            } catch let problem as SubtitleProblem {
                outcome.leaveOut(text, problem.explanation)
            }
        }
        return outcome
    }

    /// Nil when it cannot be read. What is said in only some files of a film in several is worth showing.
    private static func read(_ text: SourceText, duration: Int64) throws -> Subtitles? {
        var read: [Subtitles.Stretch] = []
        var problem: SubtitleProblem?
        for piece in text.pieces {
            guard let bytes = piece.bytes() else { continue }
            do {
                let subtitles = try Subtitles(bytes, language: text.language, duration: piece.place?.length ?? duration)
                guard let place = piece.place else { return subtitles }
                read.append(Subtitles.Stretch(subtitles: subtitles, start: place.start, length: place.length))
            } catch let found as SubtitleProblem {
                problem = found
            }
        }
        if let problem, read.isEmpty { throw problem }
        return read.isEmpty ? nil : Subtitles(joining: read)
    }

    private func write(_ subtitles: Subtitles, _ text: SourceText, named name: String) throws -> TextTrack {
        let path = "text/\(name).vtt"
        let data = subtitles.webVTT(presentationOffset: offset)
        try FileTree.makeFolder("\(folder)/text")
        try FileTree.write(data, to: "\(folder)/\(path)")
        return TextTrack(
            name: name, path: path, language: text.language, label: text.label, isForced: text.isForced,
            isForHearingImpaired: text.isForHearingImpaired, isDefault: text.isDefault, isFromInside: text.isFromInside,
            size: Int64(data.count),
            digest: Digest(of: data))
    }
}
