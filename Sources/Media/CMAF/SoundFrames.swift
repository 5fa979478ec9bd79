import KinoraKernel

/// The frames of a sound on their exact grid.
struct SoundFrames {
    /// Length of one frame in ticks of the track.
    let length: Int64
    /// When the first frame begins, relative to the film's first moment: negative by the priming.
    let start: Int64
    let count: Int
    let timescale: Int64

    /// Throws when frames are missing or of different lengths; the last may be short.
    init(of track: MP4Track) throws {
        guard track.kind == .audio, let first = track.samples.first else {
            throw PackagingProblem.other(track.file.path, "it has no sound")
        }
        guard track.edits.isSimple else { throw PackagingProblem.other(track.file.path, "its sound is cut into pieces by an edit list") }
        length = Int64(first.duration)
        start = track.edits.startDelay - track.edits.mediaTime
        count = track.samples.count
        timescale = track.timescale
        guard length > 0, length <= track.timescale else {
            throw PackagingProblem.other(track.file.path, "its sound frames have no plausible length")
        }
        for (index, sample) in track.samples.enumerated() {
            let drift = sample.decodeTime - Int64(index) * length
            guard drift.magnitude * 2 < length.magnitude, sample.compositionOffset == 0 else {
                throw PackagingProblem.other(track.file.path, "its sound has gaps; encode it in one pass")
            }
        }
    }

    /// The first frame of each segment. Behind the last video boundary, sound that goes on is cut at the usual length, so that no
    /// segment is longer than one and a half of it; boundaries before the sound begins are left out.
    func segmentStarts(for timeline: PresentationTimeline) -> [Int] {
        let (videoScale, perFrame) = timeline.frameRate.ticks
        let usual = max(1, zip(timeline.segmentStarts.dropFirst(), timeline.segmentStarts).map { $0 - $1 }.max() ?? timeline.frameCount)
        let end = start + Int64(count) * length
        var starts = [0]
        func add(_ picture: Int) {
            let ticks = Int128(picture) * Int128(perFrame) * Int128(timescale)
            let frame = Ticks.divideUp(ticks - Int128(start) * Int128(videoScale), Int128(length) * Int128(videoScale))
            if frame > Int64(starts[starts.count - 1]), frame < Int64(count) { starts.append(Int(frame)) }
        }
        for picture in timeline.segmentStarts.dropFirst() { add(picture) }
        var picture = (timeline.segmentStarts.last ?? 0) + usual
        let half = Ticks.rescale(Int64(usual) * perFrame / 2, from: videoScale, to: timescale)
        while Ticks.rescale(Int64(picture) * perFrame, from: videoScale, to: timescale) + half < end,
            starts.count < PresentationTimeline.segmentLimit
        {
            add(picture)
            picture += usual
        }
        return starts
    }
}
