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
        var notes: [String] = []
    }

    func write(_ texts: [SourceText]) throws -> Outcome {
        Outcome()
    }
}
