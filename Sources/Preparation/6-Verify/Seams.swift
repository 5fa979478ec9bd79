import Foundation
import KinoraMedia

/// The segments of a track at which chunks begin and end: where encoders started, stopped and were joined. Blocks.
struct Seams: Sendable {
    let plan: Plan

    /// Their numbers.
    var segments: [Int] {
        var first = 0
        return plan.chunks.flatMap { chunk in
            defer { first += chunk.segments.count }
            return Set([first, first + chunk.segments.count - 1]).sorted()
        }
    }

    /// Pictures in them.
    var frames: Int { segments.reduce(0) { $0 + plan.segments[$1] } }

    /// Writes a file with these segments alone, which can be decoded like the track.
    func write(_ rendition: VideoRendition, of folder: String, to path: String) throws {
        try FileTree.remove(path)
        try TrackExcerpt.write(segments, of: rendition.track, in: try RandomAccessFile(path: "\(folder)/\(rendition.path)"), to: path)
    }
}
