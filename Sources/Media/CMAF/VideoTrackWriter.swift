import Foundation
import KinoraKernel

/// Writes one video rendition of a package from one or more MP4 files that follow each other, such as chunks of a minute.
///
/// The timeline is known before, so room for the segment index is left at the front and every segment is written once, as soon as its
/// last picture has come. Memory holds the tables of one chunk and the list of one segment's pictures, never media.
/// Pictures are stamped anew on the exact grid of the frame rate. Writing blocks: keep it off the cooperative pool.
package struct VideoTrackWriter {
    private let writer: CMAFWriter
    private let timeline: PresentationTimeline
    private let entry: [UInt8]
    private let codec: String
    private let width: Int
    private let height: Int
    private let packedLanguage: UInt16
    /// Decode times run this many frames ahead of the shared offset.
    private let reorderDepth: Int
    private var waiting: [CMAFSample] = []
    private var segment = 0
    private var appended = 0

    /// Begins the file, which must not exist yet, for tracks that are coded like `first`, the first of them or all.
    package init(to path: String, timeline: PresentationTimeline, like first: MP4Track) throws {
        let entry = try first.sampleEntry.cleaned()
        let (timescale, perFrame) = timeline.frameRate.ticks
        let depth = try PictureOrder(of: first, at: timeline.frameRate).reorderDepth
        self.entry = entry
        self.timeline = timeline
        reorderDepth = depth
        codec = try first.sampleEntry.codec()
        (width, height) = (first.sampleEntry.width, first.sampleEntry.height)
        packedLanguage = first.packedLanguage
        guard Self.offset(of: timeline) >= Int64(depth) * perFrame else {
            throw PackagingProblem.timeline("its offset is shorter than the time that pictures are decoded ahead")
        }
        let header = CMAFHeader(
            kind: .video, timescale: timescale, duration: Int64(timeline.frameCount) * perFrame, sampleEntry: entry,
            sampleDuration: perFrame, width: width, height: height, packedLanguage: packedLanguage)
        writer = try CMAFWriter(path: path, header: header, segmentCount: timeline.segmentStarts.count)
    }

    /// Goes on where a draft ends; what the file holds beyond it is cut off. The bytes in the end are those of an undisturbed writer.
    package init(resuming draft: VideoDraft, at path: String, timeline: PresentationTimeline) throws {
        entry = [UInt8](draft.sampleEntry)
        self.timeline = timeline
        reorderDepth = draft.reorderDepth
        (codec, width, height, packedLanguage) = (draft.codec, draft.width, draft.height, draft.packedLanguage)
        let (timescale, perFrame) = timeline.frameRate.ticks
        let header = CMAFHeader(
            kind: .video, timescale: timescale, duration: Int64(timeline.frameCount) * perFrame, sampleEntry: entry,
            sampleDuration: perFrame, width: width, height: height, packedLanguage: packedLanguage)
        segment = draft.segments.count
        appended = draft.pictures
        writer = try CMAFWriter(
            resuming: path, header: header, segmentCount: timeline.segmentStarts.count, segments: draft.segments)
        guard segment == timeline.segmentStarts.count ? appended == timeline.frameCount : appended == timeline.segmentStarts[segment]
        else { throw PackagingProblem.timeline("what is written does not end with a segment") }
    }

    /// What is written so far; it is on the disk when this returns. Throws within a segment.
    package func draft() throws -> VideoDraft {
        guard waiting.isEmpty else { throw PackagingProblem.timeline("what is written does not end with a segment") }
        try writer.settle()
        let (headerEnd, indexEnd) = writer.places
        return VideoDraft(
            codec: codec, width: width, height: height, frameRate: timeline.frameRate, pictures: appended, headerEnd: headerEnd,
            indexEnd: indexEnd, timescale: timeline.frameRate.ticks.timescale, segments: writer.segments, sampleEntry: Data(entry),
            packedLanguage: packedLanguage, reorderDepth: reorderDepth)
    }

    /// Adds the pictures of the next file; their samples are copied, or noted and copied when their segment is complete.
    package mutating func append(_ track: MP4Track) throws {
        try append(track, in: [track.samples.indices]) { _ in }
    }

    /// Adds a file in stretches that follow each other; the first begins with the first picture that is missing.
    /// - Parameter after: called behind each stretch.
    package mutating func append(_ track: MP4Track, in stretches: [Range<Int>], after: (VideoTrackWriter) throws -> Void) throws {
        guard try track.sampleEntry.cleaned() == entry else { throw PackagingProblem.differs(track.file.path) }
        let order = try PictureOrder(of: track, at: timeline.frameRate)
        guard order.reorderDepth <= reorderDepth else { throw PackagingProblem.differs(track.file.path) }
        let shift = appended - (stretches.first?.lowerBound ?? 0)
        for stretch in stretches {
            guard stretch.lowerBound + shift == appended, stretch.upperBound <= track.samples.count else {
                throw PackagingProblem.timeline("a part of it does not follow the part before")
            }
            for index in stretch {
                let frame = shift + index
                guard frame < timeline.frameCount else {
                    throw PackagingProblem.frames(expected: timeline.frameCount, found: shift + track.samples.count)
                }
                let sample = track.samples[index]
                let delay = Int64(Int(order.places[index]) - index + reorderDepth) * timeline.frameRate.ticks.perFrame
                waiting.append(
                    CMAFSample(
                        file: track.file, offset: sample.offset, size: sample.size, compositionOffset: delay, isSync: sample.isSync))
                if frame + 1 == end(of: segment) { try writeSegment() }
            }
            appended = shift + stretch.upperBound
            try after(self)
        }
    }

    /// Writes the index and gets the file onto the disk; the caller renames it. Throws when pictures are missing.
    package mutating func finish() throws -> VideoRendition.Written {
        guard appended == timeline.frameCount else { throw PackagingProblem.frames(expected: timeline.frameCount, found: appended) }
        let track = try writer.finish(earliestPresentation: Self.offset(of: timeline))
        return VideoRendition.Written(codec: codec, width: width, height: height, frameRate: timeline.frameRate, track: track)
    }

    /// Closes and deletes what was written.
    package func discard() {
        writer.discard()
    }

    private func end(of segment: Int) -> Int {
        segment + 1 < timeline.segmentStarts.count ? timeline.segmentStarts[segment + 1] : timeline.frameCount
    }

    /// In ticks of the track.
    private static func offset(of timeline: PresentationTimeline) -> Int64 {
        Ticks.rescale(timeline.offset, from: 90_000, to: timeline.frameRate.ticks.timescale)
    }

    private mutating func writeSegment() throws {
        let start = timeline.segmentStarts[segment]
        try checkCleanStart(at: start)
        let perFrame = timeline.frameRate.ticks.perFrame
        try writer.write(
            CMAFSegment(
                decodeTime: Self.offset(of: timeline) + Int64(start - reorderDepth) * perFrame,
                duration: Int64(waiting.count) * perFrame, samples: waiting))
        waiting.removeAll(keepingCapacity: true)
        segment += 1
    }

    /// A segment is SAP type 1 (ISO/IEC 14496-12 annex I): begins with a sync sample, and its own pictures are shown in its time only.
    private func checkCleanStart(at start: Int) throws {
        guard let first = waiting.first else { return }
        let perFrame = timeline.frameRate.ticks.perFrame
        guard first.isSync, first.compositionOffset == Int64(reorderDepth) * perFrame else {
            throw PackagingProblem.noCleanStart(first.file.path, frame: start)
        }
        for (index, sample) in waiting.enumerated() {
            let place = index - reorderDepth + Int(sample.compositionOffset / perFrame)
            guard place >= 0 else { throw PackagingProblem.noCleanStart(sample.file.path, frame: start) }
            guard place < waiting.count else { throw PackagingProblem.noCleanStart(sample.file.path, frame: start + waiting.count) }
        }
    }
}
