import Foundation
import KinoraKernel

/// One digest for each segment of pictures, which stands for the length, the place of showing and every bit of each, in decoding order.
///
/// Taken of a chunk when its encoder has just ended and again of the finished track, it tells whether every picture arrived. That finds
/// what decoding does not: most flipped bits decode to something. Reading blocks.
package enum SegmentSeals {
    /// The seals of a file's pictures as an encoder wrote them.
    /// - Parameter lengths: pictures in each segment; together they are all of the track.
    /// - Parameter isOurs: whether each picture must also have the form that our encoders give it (`PictureForm`).
    package static func of(_ track: MP4Track, lengths: [Int], at rate: FrameRate, isOurs: Bool) throws -> [Digest] {
        let places = try PictureOrder(of: track, at: rate).places
        let total = lengths.reduce(0, +)
        guard total == track.samples.count else { throw PackagingProblem.frames(expected: total, found: track.samples.count) }
        let form = isOurs ? try PictureForm(of: track.sampleEntry) : nil
        var first = 0
        return try lengths.map { length in
            defer { first += length }
            var seal = Seal()
            for index in first..<first + length {
                let sample = track.samples[index]
                let bytes = try track.file.read(at: sample.offset, count: Int(sample.size))
                if let form, !form.isWhole(bytes, isSync: sample.isSync) {
                    throw PackagingProblem.other(track.file.path, "picture \(index) is not whole")
                }
                seal.add(bytes[...], place: Int(places[index]) - Int(places[first]))
            }
            return seal.finish()
        }
    }

    /// The seals of a finished track.
    /// - Parameter perFrame: ticks that a picture lasts.
    package static func of(_ track: TrackFile, in file: RandomAccessFile, perFrame: Int64) throws -> [Digest] {
        var position = track.indexEnd
        return try track.segments.map { segment in
            try Task.checkCancellation()
            let bytes = try file.read(at: position, count: Int(segment.size))
            position += segment.size
            let samples = try FragmentReader(bytes, path: file.path).samples
            let ahead = samples.first?.compositionOffset ?? 0
            var seal = Seal()
            for (index, sample) in samples.enumerated() {
                seal.add(bytes[sample.range], place: index + Int((sample.compositionOffset - ahead) / max(1, perFrame)))
            }
            return seal.finish()
        }
    }

    private struct Seal {
        private var stream = DigestStream()

        mutating func add(_ bytes: ArraySlice<UInt8>, place: Int) {
            stream.add(FourCC(UInt32(truncatingIfNeeded: bytes.count)).bytes)
            stream.add(FourCC(UInt32(truncatingIfNeeded: place)).bytes)
            bytes.withUnsafeBytes { stream.add($0) }
        }

        func finish() -> Digest { stream.finish() }
    }
}
