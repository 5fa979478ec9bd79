import Foundation
import KinoraKernel
import KinoraMedia

/// Everything that is going to be made of a source, decided before the first picture is encoded.
///
/// A plan is kept beside the work (`plan.json`). A job that is taken up again follows the plan it began with, as long as source and
/// settings are the same; so chunks made before and after an interruption fit together.
package struct Plan: Codable, Hashable, Sendable {
    /// Grows when commands change in a way that chunks made before do not fit.
    package var form: Int
    package var stamp: SourceStamp
    package var settings: EncodingSettings
    package var rate: FrameRate
    /// Pictures in the film.
    package var frames: Int
    /// When the film begins, in seconds behind the container's start.
    package var origin: Double
    package var picture: PlannedPicture
    /// As viewers see it.
    package var size: PictureSize
    /// The largest first; those in AV1 behind those in H.264.
    package var rungs: [Rung]
    /// Why these, and in which quality.
    package var ladder: LadderDecision
    package var chunks: [Chunk]
    /// The files of a film in several, in their order; nil for one file.
    package var parts: [PlannedPart]?
    /// The default track first.
    package var audio: [PlannedAudio]
    package var text: [PlannedText]
    /// What the owner should know, in whole sentences.
    package var notes: [Explanation]
    /// Nil where the film has none.
    package var chapters: [Chapter]?

    package static let currentForm = 4

    /// Seconds.
    package var duration: Double { Double(frames * Int(rate.denominator)) / Double(rate.numerator) }
    package var segments: [Int] { chunks.flatMap(\.segments) }
    package var encodedRungs: [Rung] { rungs.filter { !$0.isCopied } }
    /// Those that are made first and that everybody can play.
    package var leadingRungs: [Rung] { rungs.filter { $0.coding == .h264 } }
    package func encodedRungs(in coding: PictureCoding) -> [Rung] { encodedRungs.filter { $0.coding == coding } }
    package var copiedRung: Rung? { rungs.first(where: \.isCopied) }

    /// Gives up sounds that cannot be decoded; the film is worth watching without them.
    package mutating func leaveOut(_ unfit: [PlannedAudio]) {
        guard !unfit.isEmpty else { return }
        audio.removeAll { track in unfit.contains { $0.name == track.name } }
        // What is left in 5.1 alone comes behind what everybody can hear.
        let places = audio.indices.sorted { (audio[$0].layout == .stereo ? 0 : 1, $0) < (audio[$1].layout == .stereo ? 0 : 1, $1) }
        if let first = places.first, !audio.contains(where: \.isDefault) { audio[first].isDefault = true }
        if let first = audio.firstIndex(where: \.isDefault) { audio.insert(audio.remove(at: first), at: 0) }
        let names = unfit.map { TextStage.name($0.label, $0.language) }.joined(separator: ", ")
        notes.append(
            audio.isEmpty
                ? "The sound cannot be decoded; the film was prepared without sound."
                : "Some sound cannot be decoded and is left out: \(names.onOneLine(atMost: 150)).")
    }

    /// Adds AV1 renditions where they pay, and says so.
    mutating func addAV1() {
        let more = Ladder.inAV1(beside: rungs)
        rungs += more
        ladder.reasons.append(
            more.isEmpty
                ? "There is no AV1: the renditions are too small or too cheap for it to pay."
                : "In AV1 as well: \(more.map(\.name).joined(separator: ", ")).")
    }

    /// The rate factor of AV1's encoder: two steps of it are as much as one of x264's.
    var qualityInAV1: Int { min(63, max(1, settings.qualityInAV1 + 2 * (ladder.quality - settings.quality))) }

    package func fits(_ stamp: SourceStamp, _ settings: EncodingSettings) -> Bool {
        form == Plan.currentForm && self.stamp == stamp && self.settings == settings
    }
}
