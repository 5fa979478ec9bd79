import KinoraMedia

/// Whether a source's pictures can be shown by browsers as they are, so that the largest rendition need not be encoded again.
package enum CopyPolicy {
    /// H.264 level 4.2: 1080p at 60 pictures a second. What every browser and television plays.
    private static let highestLevel = 42
    private static let profiles: Set<String> = ["Baseline", "Constrained Baseline", "Main", "High"]
    /// Seconds between two places where a player can begin.
    private static let longestGap = 10.0

    /// What can be told from the header alone; only then is it worth reading the bits.
    package static func isWorthALook(_ stream: VideoStream, _ probe: Probe, _ settings: EncodingSettings) -> Bool {
        guard settings.keepsWebReady, stream.codec == "h264", profiles.contains(stream.profile), let level = stream.level else {
            return false
        }
        let size = PictureSize(of: stream)
        return level <= highestLevel && stream.pixelFormat == "yuv420p" && !stream.isInterlaced && stream.rotation == 0
            && stream.pixelAspect.width == stream.pixelAspect.height && size.width % 2 == 0 && size.height % 2 == 0
            && size.heightClass <= settings.tallest
    }

    /// The numbers of the pictures at which the stream can be cut; nil when it has to be encoded again.
    static func places(
        _ stream: VideoStream, _ survey: PacketSurvey, _ evidence: CopyEvidence, rate: FrameRate, origin: Double, probe: Probe,
        settings: EncodingSettings
    ) -> [Int]? {
        guard isWorthALook(stream, probe, settings), survey.isPlain, evidence.parameterSets <= 1 else { return nil }
        guard survey.pictures.first == origin, PictureRate.isConstant(survey, at: rate) else { return nil }
        let peak = Ladder.peakRate(PictureSize(of: stream).heightClass, at: rate)
        guard let bits = bitRate(of: stream, probe), bits <= Int64(peak) * 3 / 2 else { return nil }
        let places = evidence.cleanStarts.map { Int((($0 - origin) * rate.perSecond).rounded()) }
        guard places.first == 0 else { return nil }
        let longest = Int(longestGap * rate.perSecond)
        let ends = places.dropFirst() + [survey.pictures.count]
        guard zip(places, ends).allSatisfy({ $0 < $1 && $1 - $0 <= longest }) else { return nil }
        return places
    }

    /// Seconds by which a sound that stays may begin before the picture, and end apart from it.
    private static let soundMargin = 0.1
    /// Bits per second; more is no sound for the web.
    private static let mostSoundBits: Int64 = 330_000

    /// Whether a sound is AAC in stereo that covers the film from the first picture to the last without a gap.
    static func maySoundStay(_ stream: AudioStream, _ survey: PacketSurvey, _ probe: Probe, origin: Double, end: Double) -> Bool {
        guard stream.codec == "aac", stream.profile == "LC", stream.channels == 2, [44_100, 48_000].contains(stream.sampleRate),
            ["mov", "matroska"].contains(where: { probe.container.contains($0) }), stream.bitRate ?? 0 <= mostSoundBits,
            let extent = survey.others[stream.index]
        else { return false }
        let frame = 1024 / Double(stream.sampleRate)
        let isWhole = abs(Double(extent.packets) * frame - (extent.end - extent.start)) < 2 * frame
        return isWhole && extent.start - origin > -soundMargin && extent.start - origin < frame && extent.end > end - soundMargin
    }

    /// The stream's own, else what the file holds beside its sound.
    static func bitRate(of stream: VideoStream, _ probe: Probe) -> Int64? {
        if let stated = stream.bitRate { return stated }
        guard let duration = probe.duration, duration > 0 else { return nil }
        return Int64(Double(probe.size) * 8 / duration)
    }
}
