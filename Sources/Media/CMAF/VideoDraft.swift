import Foundation
import KinoraKernel

/// A video rendition as far as it is written: enough to go on with it after an interruption, and to show its beginning meanwhile.
///
/// The bytes that it speaks of are on the disk before it is; what stands behind them in the file is of no account.
package struct VideoDraft: Codable, Hashable, Sendable {
    /// RFC 6381, such as `avc1.64001f`.
    package let codec: String
    package let width: Int
    package let height: Int
    package let frameRate: FrameRate
    /// Pictures in the segments that are written.
    package let pictures: Int
    /// As in `TrackFile`.
    package let headerEnd: Int64
    package let indexEnd: Int64
    package let timescale: Int64
    package let segments: [TrackFile.Segment]
    let sampleEntry: Data
    let packedLanguage: UInt16
    let reorderDepth: Int

    /// Length of the file as far as it counts, in bytes.
    package var size: Int64 { segments.reduce(indexEnd) { $0 + $1.size } }
}
