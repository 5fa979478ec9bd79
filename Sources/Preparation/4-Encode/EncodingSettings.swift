/// What decides how a film is cut and encoded. A plan keeps the settings it was made with; other settings make another plan.
package struct EncodingSettings: Codable, Hashable, Sendable {
    /// Length of a segment, to whole pictures; every segment begins with a picture that nothing before it is needed for.
    package var segmentSeconds: Double
    /// How much of the film one command encodes, to whole segments: what a killed worker loses at most.
    package var chunkSeconds: Double
    /// Lines of the largest picture that is made.
    package var tallest: Int
    /// x264's constant rate factor: lower is better and larger. 23 means VMAF 93 to 95 with the preset `faster`. Samples of the film may
    /// change it (`LadderChoice`).
    package var quality: Int
    /// Whether samples decide about renditions and quality.
    package var takesSamples: Bool
    /// x264's preset. `faster` needs 4 % more bits than `medium` and 30 % less time.
    package var preset: String
    /// Whether films get AV1 renditions beside those in H.264.
    package var makesAV1: Bool
    /// SVT-AV1's constant rate factor. 32 with the preset 8 has the VMAF of x264's 23 with `faster`.
    package var qualityInAV1: Int
    /// SVT-AV1's preset. 8 takes 2.8 times as long as x264's `faster`; 9 needs a seventh more bits for the same VMAF.
    package var presetInAV1: Int
    /// Bits per second of a stereo track.
    package var audioBitRate: Int
    /// Bits per second of a track in 5.1.
    package var surroundBitRate: Int
    /// Whether films with six channels and more keep 5.1 beside the stereo track.
    package var keepsSurround: Bool
    /// Whether pictures that browsers can show already are kept as they are.
    package var keepsWebReady: Bool

    package init(
        segmentSeconds: Double = 4, chunkSeconds: Double = 60, tallest: Int = 1080, quality: Int = 23, takesSamples: Bool = true,
        preset: String = "faster", makesAV1: Bool = false, qualityInAV1: Int = 32, presetInAV1: Int = 8,
        audioBitRate: Int = 128_000, surroundBitRate: Int = 320_000, keepsSurround: Bool = true, keepsWebReady: Bool = true
    ) {
        self.segmentSeconds = segmentSeconds
        self.chunkSeconds = chunkSeconds
        self.tallest = tallest
        self.quality = quality
        self.takesSamples = takesSamples
        self.preset = preset
        self.makesAV1 = makesAV1
        self.qualityInAV1 = qualityInAV1
        self.presetInAV1 = presetInAV1
        self.audioBitRate = audioBitRate
        self.surroundBitRate = surroundBitRate
        self.keepsSurround = keepsSurround
        self.keepsWebReady = keepsWebReady
    }
}
