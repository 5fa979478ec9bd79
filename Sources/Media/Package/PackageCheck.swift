import Foundation
import KinoraKernel

/// Compares a package's folder with its contents, before it is published or when a disk is doubted. Reading blocks.
package enum PackageCheck {
    /// Throws a `PackageProblem` at the first difference: a file that is missing, is no plain file, has another size, or (when media are
    /// read to the end) another digest; manifests that do not follow from the contents; an index that does not describe its file;
    /// renditions whose segments do not begin together; tracks that do not last as long as the film.
    package static func run(_ contents: PackageContents, in folder: String, readingMedia: Bool) throws {
        let id = try contents.id()
        for (path, bytes) in try PackageText.files(of: contents) {
            guard try RandomAccessFile(path: "\(folder)/\(path)").holds(bytes) else { throw PackageProblem.damaged(id, path: path) }
        }
        for (path, track) in contents.video.map({ ($0.path, $0.track) }) + contents.audio.map({ ($0.path, $0.track) }) {
            let file = try RandomAccessFile(path: "\(folder)/\(path)")
            guard file.size == track.size, try describes(track, file) else { throw PackageProblem.damaged(id, path: path) }
            if readingMedia, try file.digest() != track.digest { throw PackageProblem.damaged(id, path: path) }
        }
        let small =
            contents.text.map { ($0.path, $0.size, $0.digest) }
            + ([contents.still].compactMap(\.self) + (contents.thumbnails?.sheets ?? [])).map { ($0.path, $0.size, $0.digest) }
        for (path, size, digest) in small {
            let file = try RandomAccessFile(path: "\(folder)/\(path)")
            guard file.size == size, try file.digest() == digest else { throw PackageProblem.damaged(id, path: path) }
        }
        try checkTimes(contents, id)
    }

    /// The index says what the contents say, and the segments fill the file behind it.
    private static func describes(_ track: TrackFile, _ file: RandomAccessFile) throws -> Bool {
        let (index, place) = try SegmentIndex.read(from: file)
        return place.start == track.headerEnd && place.end == track.indexEnd && index.timescale == track.timescale
            && index.segments.map(\.size) == track.segments.map(\.size) && index.segments.map(\.duration) == track.segments.map(\.duration)
            && track.segments.reduce(track.indexEnd) { $0 + $1.size } == track.size
    }

    private static func checkTimes(_ contents: PackageContents, _ id: PackageID) throws {
        guard let first = contents.video.first else { return }
        for rendition in contents.video {
            let isAligned = starts(rendition.track) == starts(first.track)
            guard isAligned, abs(length(rendition.track) - contents.duration) <= 1 else {
                throw PackageProblem.times(id, path: rendition.path)
            }
        }
        // Sound may end a little before or after the picture, but not by a whole segment.
        let longest = first.track.segments.map { Ticks.rescale($0.duration, from: first.track.timescale, to: 1000) }.max() ?? 0
        for rendition in contents.audio where abs(length(rendition.track) - contents.duration) > longest {
            throw PackageProblem.times(id, path: rendition.path)
        }
    }

    /// In milliseconds.
    private static func length(_ track: TrackFile) -> Int64 {
        Ticks.rescale(track.segments.reduce(0) { $0 + $1.duration }, from: max(1, track.timescale), to: 1000)
    }

    /// When each segment begins, in microseconds.
    private static func starts(_ track: TrackFile) -> [Int64] {
        var time: Int64 = 0
        return track.segments.map { segment in
            defer { time += segment.duration }
            return Ticks.rescale(time, from: max(1, track.timescale), to: 1_000_000)
        }
    }
}

extension RandomAccessFile {
    fileprivate func holds(_ bytes: Data) throws -> Bool {
        try size == Int64(bytes.count) && Data(read(at: 0, count: bytes.count)) == bytes
    }
}
