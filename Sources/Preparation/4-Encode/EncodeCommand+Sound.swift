import KinoraMedia

extension EncodeCommand {
    /// Makes all sound tracks in one pass: AAC-LC, exactly as long as the film, gaps filled with silence, at one loudness.
    /// - Parameter levels: what was measured, by the number of the stream.
    /// - Parameter outputs: a path for each track of the plan, in its order.
    package static func sound(of plan: Plan, levels: [Int: SoundLevel], source: String, outputs: [String]) -> EncodeCommand {
        let length = seconds(plan.duration)
        var arguments = preamble + input(source, threads: 1)
        for (track, path) in zip(plan.audio, outputs) {
            arguments += ["-map", "0:\(track.stream)"]
            if stays(track, levels) {
                arguments += ["-c:a", "copy", "-t", length, "-output_ts_offset", seconds(-plan.origin)]
            } else {
                arguments += ["-af", filters(track, plan, Loudness.change(for: levels[track.stream])), "-t", length, "-c:a", "aac"]
                arguments += ["-b:a", String(track.bitRate(plan.settings)), "-threads", "1", "-flags:a", "+bitexact"]
            }
            arguments += plain + ["-f", "mp4", file(path)]
        }
        return EncodeCommand(arguments: arguments, outputs: outputs)
    }

    /// Measures streams as they sound in stereo, without the gain. The numbers are said on standard error at the end.
    package static func levels(of streams: [Int], _ plan: Plan, source: String) -> EncodeCommand {
        let graph = streams.map { stream in
            "[0:\(stream)]\(onTime(plan.origin)),\(mixed(to: .stereo)),ebur128@\(levelLabel(stream))=peak=true:framelog=verbose[m\(stream)]"
        }.joined(separator: ";")
        var arguments = preamble.map { $0 == "error" ? "info" : $0 } + input(source, threads: 1) + ["-filter_complex", graph]
        for stream in streams { arguments += ["-map", "[m\(stream)]", "-t", seconds(plan.duration), "-f", "null", "-"] }
        return EncodeCommand(arguments: arguments, outputs: [])
    }

    /// What the measuring filter of a stream is called in what ffmpeg says.
    package static func levelLabel(_ stream: Int) -> String { "stream\(stream)" }

    static func stays(_ track: PlannedAudio, _ levels: [Int: SoundLevel]) -> Bool {
        track.mayStay && Loudness.isRight(levels[track.stream])
    }

    /// - Parameter origin: when the film begins, in seconds behind the container's start.
    static func onTime(_ origin: Double) -> String {
        let shift = origin > 0 ? "asetpts=PTS-\(seconds(origin))/TB," : ""
        return "\(shift)aresample=48000:async=1000:first_pts=0"
    }

    /// Floating point, so that nothing is cut off where channels add up: the centre, where speech is, is heard at -3 dB in both ears, as
    /// ITU-R BS.775 has it, instead of everything becoming quieter to make room for it.
    static func mixed(to layout: PlannedAudio.Layout) -> String {
        "aformat=sample_fmts=fltp:channel_layouts=\(layout.name)"
    }

    private static func filters(_ track: PlannedAudio, _ plan: Plan, _ change: Loudness.Change) -> String {
        let steps = [onTime(plan.origin), mixed(to: track.layout), "apad=whole_dur=\(seconds(plan.duration))"]
        return (steps + corrections(track, change)).joined(separator: ",")
    }

    /// What brings a sound to its loudness.
    static func corrections(_ track: PlannedAudio, _ change: Loudness.Change) -> [String] {
        var steps: [String] = []
        if change.gain != 0 { steps.append("volume=\(tenths(change.gain))dB:precision=float") }
        // The peaks of six channels are not measured: they may be as high as can be. True peaks lie between samples.
        let isLimited = track.layout == .stereo ? change.isLimited : change.gain > Loudness.ceiling
        guard isLimited else { return steps }
        let (rate, limit) = track.layout == .stereo ? (192_000, ceiling) : (96_000, lowCeiling)
        return steps + ["aresample=\(rate)", "alimiter=limit=\(limit):level=0:latency=1", "aresample=48000"]
    }

    /// `Loudness.ceiling` as a factor: 10^(-3/20).
    private static let ceiling = "0.707946"
    /// Of six channels peaks are looked for at twice the rate, which takes half the time, and held half a decibel lower, 10^(-3.5/20): in the
    /// end they are as high as with four times the rate.
    private static let lowCeiling = "0.668344"

    private static func tenths(_ value: Double) -> String {
        let all = Int((value * 10).rounded())
        return "\(all < 0 ? "-" : "")\(abs(all) / 10).\(abs(all) % 10)"
    }
}

extension PlannedAudio {
    func bitRate(_ settings: EncodingSettings) -> Int {
        layout == .stereo ? settings.audioBitRate : settings.surroundBitRate
    }
}
