import Foundation
import KinoraKernel

/// Writes one CMAF track file (ISO/IEC 23000-19): the header, room for the segment index, the segments as they come, then the index.
///
/// The room is exact because the number of segments is known before the first: 40 bytes and 12 for each. What cannot be finished is
/// discarded, or gone on with later; a file that was finished is on the disk when `finish` returns. Not for two threads at once.
final class CMAFWriter {
    private let header: CMAFHeader
    private let headerSize: Int64
    private let indexSize: Int64
    private let segmentCount: Int
    private let output: OutputFile
    private(set) var segments: [TrackFile.Segment] = []

    init(path: String, header: CMAFHeader, segmentCount: Int) throws {
        let bytes = header.bytes
        try Self.check(header, segmentCount)
        self.header = header
        self.segmentCount = segmentCount
        headerSize = Int64(bytes.count)
        indexSize = Self.indexSize(segmentCount)
        output = try OutputFile(path: path)
        try output.append(bytes)
        try output.append([UInt8](repeating: 0, count: Int(indexSize)))
    }

    /// Goes on with a file that holds some segments already; whatever follows them is cut off.
    init(resuming path: String, header: CMAFHeader, segmentCount: Int, segments: [TrackFile.Segment]) throws {
        let bytes = header.bytes
        try Self.check(header, segmentCount)
        self.header = header
        self.segmentCount = segmentCount
        self.segments = segments
        headerSize = Int64(bytes.count)
        indexSize = Self.indexSize(segmentCount)
        guard try RandomAccessFile(path: path).read(at: 0, count: bytes.count) == bytes else {
            throw MediaFileProblem.damaged(path, "it begins otherwise than what was written")
        }
        output = try OutputFile(resuming: path, size: segments.reduce(headerSize + indexSize) { $0 + $1.size })
    }

    private static func check(_ header: CMAFHeader, _ segmentCount: Int) throws {
        guard (1...PresentationTimeline.segmentLimit).contains(segmentCount), UInt32(exactly: header.timescale) != nil else {
            throw PackagingProblem.timeline("it has too many segments or too fine a clock")
        }
    }

    private static func indexSize(_ segmentCount: Int) -> Int64 { 40 + 12 * Int64(segmentCount) }

    /// Where the header and the room for the index end, in bytes.
    var places: (headerEnd: Int64, indexEnd: Int64) { (headerSize, headerSize + indexSize) }

    /// Copies a segment's samples. Checks for cancellation first.
    func write(_ segment: CMAFSegment) throws {
        try Task.checkCancellation()
        guard segments.count < segmentCount else { throw PackagingProblem.timeline("it has more segments than were announced") }
        let media = segment.samples.reduce(Int64(0)) { $0 + Int64($1.size) }
        let fragment = MovieFragment(segment: segment, sequence: UInt32(segments.count + 1), header: header)
        // The index has 31 bits for a segment's size.
        guard media + Int64(fragment.bytes.count) < 1 << 31 - 8 else {
            throw PackagingProblem.timeline("a segment is larger than two gigabytes")
        }
        let start = fragment.bytes + FourCC(UInt32(media + 8)).bytes + ("mdat" as FourCC).bytes
        try output.append(start)
        try copy(segment.samples)
        let firstPicture = header.kind == .video ? segment.samples.first.map { Int64(start.count) + Int64($0.size) } : nil
        segments.append(
            TrackFile.Segment(size: Int64(start.count) + media, duration: segment.duration, firstPictureEnd: firstPicture))
    }

    /// Writes the index, waits until everything is on the disk, and reads the file back for its digest.
    func finish(earliestPresentation: Int64) throws -> TrackFile {
        guard segments.count == segmentCount else { throw PackagingProblem.timeline("it has fewer segments than were announced") }
        let index = SegmentIndex(timescale: header.timescale, earliestPresentation: earliestPresentation, segments: segments)
        try output.overwrite(index.bytes, at: headerSize)
        let size = try output.close()
        return TrackFile(
            size: size, headerEnd: headerSize, indexEnd: headerSize + indexSize, timescale: header.timescale, segments: segments,
            averageBandwidth: Bandwidth.average(of: segments, timescale: header.timescale),
            peakBandwidth: Bandwidth.peak(of: segments, timescale: header.timescale),
            digest: try RandomAccessFile(path: output.path).digest())
    }

    /// Waits until all segments so far are on the disk.
    func settle() throws {
        try output.settle()
    }

    func discard() {
        output.discard()
    }

    /// Neighbours in one file are read together.
    private func copy(_ samples: [CMAFSample]) throws {
        var index = 0
        while index < samples.count {
            let first = samples[index]
            var end = first.offset + Int64(first.size)
            index += 1
            while index < samples.count, samples[index].file === first.file, samples[index].offset == end {
                end += Int64(samples[index].size)
                index += 1
            }
            try output.copy(first.offset..<end, of: first.file)
        }
    }
}
