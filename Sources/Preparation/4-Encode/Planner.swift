import KinoraKernel
import KinoraMedia

/// Decides what is made of a source, from what its probe and survey say. No file is touched.
package enum Planner {
    /// A longer film is refused; nothing real is that long.
    static let mostHours = 24
    /// Seconds without a new picture; where more pass, times are wrong, and the rest would be encoded for hours.
    private static let longestGap = 15.0 * 60
    /// Containers that write their length down, so that a missing end can be noticed.
    private static let truthful = ["matroska", "mov", "avi", "asf", "flv"]
    /// A film may begin this much later than its container, seconds: audio priming, a missing first picture.
    private static let latestStart = 0.25

    /// - Parameter evidence: for a source whose pictures may be worth keeping; nil to encode everything.
    package static func plan(
        _ probe: Probe, _ survey: PacketSurvey, evidence: CopyEvidence?, stamp: SourceStamp, settings: EncodingSettings
    ) throws -> Plan {
        guard let stream = mainPicture(of: probe) else { throw Trouble.noPicture }
        try refuse(probe, survey)
        let rate = PictureRate.shown(stream, survey)
        let origin = origin(of: survey)
        let cut = evidence.flatMap { CopyPolicy.places(stream, survey, $0, rate: rate, origin: origin, probe: probe, settings: settings) }
        let frames = cut == nil ? max(1, Int(((survey.videoEnd - origin) * rate.perSecond).rounded())) : survey.pictures.count
        guard Double(frames) / rate.perSecond <= Double(mostHours) * 3600 else { throw Trouble.tooLong(hours: mostHours) }
        let length = Int((settings.segmentSeconds * rate.perSecond).rounded())
        let segments = cut.map { Cutting.segments(of: frames, each: length, at: $0) } ?? Cutting.segments(of: frames, each: length)
        let chunks = Cutting.chunks(of: segments, each: chunkLength(frames, rate, settings)) { first in
            seek(to: origin + Double(first) / rate.perSecond, survey, probe)
        }
        var rungs = Ladder.rungs(for: PictureSize(of: stream), at: rate, tallest: settings.tallest)
        if cut != nil { rungs[0].isCopied = true }
        let end = origin + Double(frames) / rate.perSecond
        let audio = PlannedAudio.choose(from: probe.audio, surround: settings.keepsSurround) { stream in
            settings.keepsWebReady && CopyPolicy.maySoundStay(stream, survey, probe, origin: origin, end: end)
        }
        let chapters = ChapterList.tidy(probe.chapters, origin: origin, duration: end - origin)
        let text = probe.text.prefix(PlannedText.most)
        return Plan(
            form: Plan.currentForm, stamp: stamp, settings: settings, rate: rate, frames: frames, origin: origin,
            picture: PlannedPicture(stream), size: PictureSize(of: stream), rungs: rungs,
            ladder: LadderDecision(quality: settings.quality), chunks: chunks, audio: audio,
            text: text.compactMap { PlannedText($0) },
            notes: SubtitleReport.notes(on: probe.text) + notes(audio.first?.stream, survey, end: end),
            chapters: chapters.isEmpty ? nil : chapters)
    }

    /// In pictures. Short films are cut in two, so that two cores have something to do.
    static func chunkLength(_ frames: Int, _ rate: FrameRate, _ settings: EncodingSettings) -> Int {
        let wanted = Int((settings.chunkSeconds * rate.perSecond).rounded())
        let least = Int((settings.segmentSeconds * rate.perSecond).rounded())
        return frames < 2 * wanted ? max(least, min(wanted, (frames + 1) / 2)) : wanted
    }

    /// The default stream, else the largest picture.
    package static func mainPicture(of probe: Probe) -> VideoStream? {
        probe.video.max {
            ($0.isDefault ? 1 : 0, $0.width * $0.height, -$0.index) < ($1.isDefault ? 1 : 0, $1.width * $1.height, -$1.index)
        }
    }

    static func refuse(_ probe: Probe, _ survey: PacketSurvey) throws {
        guard !survey.pictures.isEmpty else { throw Trouble.damaged("it holds no pictures") }
        guard !survey.keyPictures.isEmpty else { throw Trouble.damaged("it holds no picture that decoding could begin with") }
        if let gap = zip(survey.pictures, survey.pictures.dropFirst()).map({ $1 - $0 }).max(), gap > longestGap {
            throw Trouble.damaged("in the middle of it no picture comes for \(Int(min(gap / 60, 1e6))) minutes")
        }
        let known = truthful.contains { probe.container.contains($0) }
        if known, let claimed = probe.duration, survey.end < claimed - max(min(2, claimed * 0.25), claimed * 0.01) {
            throw Trouble.incomplete(ends: survey.end, of: claimed)
        }
    }

    /// The first picture's time when it comes almost at once, so that pictures can be used as they stand; else the container's start.
    static func origin(of survey: PacketSurvey) -> Double {
        guard let first = survey.pictures.first, (0...latestStart).contains(first) else { return 0 }
        return first
    }

    /// The last picture that decoding can begin with a second or more before a moment. Transport streams have no index and are found by
    /// decode times, which run ahead of the pictures': there reading begins a little earlier still.
    static func seek(to moment: Double, _ survey: PacketSurvey, _ probe: Probe) -> Double {
        let latest = moment - 1
        guard latest > 0, let key = survey.keyPictures.last(where: { $0 <= latest }) else { return 0 }
        let early = probe.container.contains("mpeg") ? 0.5 : 0
        return max(0, key - early)
    }

    /// What happens to sound that does not end with the picture.
    static func notes(_ stream: Int?, _ survey: PacketSurvey, end: Double) -> [Explanation] {
        guard let stream, let sound = survey.others[stream] else { return [] }
        let difference = Int((sound.end - end).rounded())
        if difference > mostSilence {
            return ["The sound goes on for \(difference) seconds after the picture ends; that part is left out."]
        }
        if difference < -mostSilence { return ["The sound ends \(-difference) seconds before the picture."] }
        return []
    }

    /// Seconds by which sound and picture may end apart without a word.
    private static let mostSilence = 5
}
