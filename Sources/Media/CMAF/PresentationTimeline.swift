import KinoraKernel

/// When pictures are shown and where segments begin: common to every track of a package.
///
/// All tracks are written in the *shared offset form*: no edit lists, no negative composition offsets; instead the first picture and the
/// first audible sound are stamped with one and the same time, `offset`, which manifests take off again. It is the one form that
/// players with and without support for edit lists show in sync.
package struct PresentationTimeline: Codable, Hashable, Sendable {
    package let frameRate: FrameRate
    package let frameCount: Int
    /// The first picture of each segment, in the order of showing. Begins with 0 and ascends.
    package let segmentStarts: [Int]
    /// In 90 kHz ticks; see `offset(of:and:at:)`.
    package let offset: Int64

    /// A segment index counts its entries in 16 bits.
    package static let segmentLimit = 65_535

    /// Throws a `PackagingProblem` when the numbers contradict each other.
    package init(frameRate: FrameRate, frameCount: Int, segmentStarts: [Int], offset: Int64) throws {
        guard frameRate.isPlausible, (1...SampleTable.sampleLimit).contains(frameCount), (0...9_000_000).contains(offset) else {
            throw PackagingProblem.timeline("the frame rate, the number of pictures or the offset is impossible")
        }
        guard segmentStarts.first == 0, zip(segmentStarts, segmentStarts.dropFirst()).allSatisfy({ $0 < $1 }),
            segmentStarts.count <= Self.segmentLimit, segmentStarts.last.map({ $0 < frameCount }) == true
        else {
            throw PackagingProblem.timeline("the segments do not begin at ascending pictures of the film")
        }
        self.frameRate = frameRate
        self.frameCount = frameCount
        self.segmentStarts = segmentStarts
        self.offset = offset
    }

    /// Segments of the same number of pictures each; the last may be shorter.
    package static func evenStarts(every frames: Int, of frameCount: Int) -> [Int] {
        frames > 0 && frameCount > 0 ? Array(stride(from: 0, to: frameCount, by: frames)) : []
    }

    /// The pictures at which segments of a copied source can begin, in the order of showing. Throws a `PackagingProblem` when the track
    /// has no constant rate; the first is 0 in every track that can be copied.
    package static func cleanStarts(of track: MP4Track, at frameRate: FrameRate) throws -> [Int] {
        try PictureOrder(of: track, at: frameRate).cleanStarts(of: track)
    }

    /// Leaves out starts until every segment has at least so many pictures, the last excepted.
    package static func thinned(_ starts: [Int], atLeast frames: Int) -> [Int] {
        starts.reduce(into: []) { kept, start in
            if kept.last.map({ start - $0 >= frames }) ?? true { kept.append(start) }
        }
    }

    /// Length of the presentation in milliseconds, to the nearest.
    package var duration: Int64 {
        Ticks.rescale(Int64(frameCount) * frameRate.ticks.perFrame, from: frameRate.ticks.timescale, to: 1000)
    }

    /// The smallest offset with which no time becomes negative: the longest time that a picture is decoded before it is shown, or
    /// the longest priming of a sound; in 90 kHz ticks, rounded up. Each track takes the nearest of its own ticks, so that
    /// tracks differ by less than a thirtieth of a millisecond.
    ///
    /// Of a rendition in chunks one chunk is enough, if all were encoded with the same settings; later chunks that need more are refused.
    /// For a source that is copied, it must be all of it.
    package static func offset(of pictures: [MP4Track], and sounds: [MP4Track], at frameRate: FrameRate) throws -> Int64 {
        guard frameRate.isPlausible else { throw PackagingProblem.timeline("the frame rate is impossible") }
        var needed: Int64 = 0
        for track in pictures {
            let delay = Int64(try PictureOrder(of: track, at: frameRate).reorderDepth) * frameRate.ticks.perFrame
            needed = max(needed, Ticks.rescaleUp(delay, from: frameRate.ticks.timescale, to: 90_000))
        }
        for track in sounds {
            let priming = max(0, track.edits.mediaTime - track.edits.startDelay)
            needed = max(needed, Ticks.rescaleUp(priming, from: track.timescale, to: 90_000))
        }
        return needed
    }
}
