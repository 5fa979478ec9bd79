import Foundation
import KinoraKernel

/// Writes one sound of a package from an MP4 file that was encoded in one pass, priming included.
///
/// Segments begin at the sound frame at or directly after each video boundary. The first audible sample is stamped with the timeline's
/// offset, so the priming before it lies ahead of the presentation. Writing blocks: keep it off the cooperative pool.
package struct AudioTrackWriter {
    /// When a sound begins and ends, in seconds of the film: it begins before it by its priming.
    /// - Throws: `PackagingProblem` when it has gaps.
    package static func extent(of track: MP4Track) throws -> (start: Double, end: Double) {
        let frames = try SoundFrames(of: track)
        let scale = Double(max(1, frames.timescale))
        return (Double(frames.start) / scale, Double(frames.start + Int64(frames.count) * frames.length) / scale)
    }

    /// Writes the whole file, which must not exist yet, and gets it onto the disk; the caller renames it.
    package static func write(_ track: MP4Track, to path: String, timeline: PresentationTimeline) throws -> AudioRendition.Written {
        let frames = try SoundFrames(of: track)
        let starts = frames.segmentStarts(for: timeline)
        let firstDecodeTime = Ticks.rescale(timeline.offset, from: 90_000, to: track.timescale) + frames.start
        guard firstDecodeTime >= 0 else { throw PackagingProblem.timeline("its offset is shorter than the priming of a sound") }
        let entry = track.sampleEntry
        let header = CMAFHeader(
            kind: .audio, timescale: track.timescale, duration: Int64(track.samples.count) * frames.length,
            sampleEntry: try entry.cleaned(),
            sampleDuration: frames.length, width: 0, height: 0, packedLanguage: track.packedLanguage)
        let codec = try entry.codec()
        let channels = try entry.trueChannels()
        let writer = try CMAFWriter(path: path, header: header, segmentCount: starts.count)
        do {
            for (index, start) in starts.enumerated() {
                let end = index + 1 < starts.count ? starts[index + 1] : track.samples.count
                try writer.write(
                    CMAFSegment(
                        decodeTime: firstDecodeTime + Int64(start) * frames.length, duration: Int64(end - start) * frames.length,
                        samples: track.samples[start..<end].map {
                            CMAFSample(file: track.file, offset: $0.offset, size: $0.size, compositionOffset: 0, isSync: true)
                        }))
            }
            let file = try writer.finish(earliestPresentation: firstDecodeTime)
            return AudioRendition.Written(
                codec: codec, channels: channels, sampleRate: entry.sampleRate > 0 ? entry.sampleRate : Int(track.timescale), track: file)
        } catch {
            writer.discard()
            throw error
        }
    }
}
