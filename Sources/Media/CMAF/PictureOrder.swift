import KinoraKernel

/// The order in which the pictures of a track are shown, counted on the grid of a constant frame rate.
struct PictureOrder {
    /// For each sample in decoding order, the place at which it is shown, from 0.
    let places: [Int32]
    /// By how many places a picture is decoded too late at most, if decoding and showing began together.
    let reorderDepth: Int

    /// Throws unless the pictures, in whichever order they are decoded, fill the places 0, 1, 2 … once each, and every one is stamped
    /// less than a quarter of a frame away from its place. So rounded times (milliseconds of Matroska) are put right and a variable
    /// rate is refused. When the first picture is shown does not matter, unless an edit list hides it.
    init(of track: MP4Track, at frameRate: FrameRate) throws {
        guard track.kind == .video, !track.samples.isEmpty else { throw PackagingProblem.other(track.file.path, "it has no pictures") }
        let count = track.samples.count
        let first = track.samples.lazy.map(\.presentationTime).min() ?? 0
        // One frame is `period / rate` ticks of the track.
        let period = Int128(frameRate.denominator) * Int128(track.timescale)
        let rate = Int128(frameRate.numerator)
        guard track.edits.isSimple, Int128(track.edits.mediaTime - first) * rate * 4 < period else {
            throw PackagingProblem.unsteady(track.file.path)
        }
        var places: [Int32] = []
        places.reserveCapacity(count)
        var taken = [Bool](repeating: false, count: count)
        var depth = 0
        for (index, sample) in track.samples.enumerated() {
            let time = Int128(sample.presentationTime - first) * rate
            let place = (time + period / 2) / period
            guard place < Int128(count), !taken[Int(place)], (time - place * period).magnitude * 4 < period.magnitude else {
                throw PackagingProblem.unsteady(track.file.path)
            }
            taken[Int(place)] = true
            places.append(Int32(place))
            depth = max(depth, index - Int(place))
        }
        self.places = places
        reorderDepth = depth
    }

    /// The places at which a segment can begin: a sync sample before which every earlier picture was decoded, and no later one.
    func cleanStarts(of track: MP4Track) -> [Int] {
        var starts: [Int] = []
        var latest: Int32 = -1
        for (index, sample) in track.samples.enumerated() {
            if sample.isSync, Int(latest) == index - 1, Int(places[index]) == index { starts.append(index) }
            latest = max(latest, places[index])
        }
        return starts
    }
}
