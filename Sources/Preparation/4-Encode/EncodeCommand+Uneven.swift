import KinoraMedia

/// Commands for sounds that one pass cannot make even.
///
/// Two things make ffmpeg begin the sound's time line again in the middle (seen with 5.1): channels that change, as between a film and the
/// advertisements of a broadcast, for then all filters are made anew; and stamps that are off by more than a millisecond where nothing has to
/// be resampled, for then the resampler is made anew. So the sound is decoded first, each piece at its time and all alike, and encoded with a
/// resampler that is there from the beginning.
extension EncodeCommand {
    /// Decodes one sound into a file of samples with stamps, in seconds of the film.
    static func decodedSound(_ track: PlannedAudio, of plan: Plan, source: String, output: String) -> EncodeCommand {
        let shift = plan.origin > 0 ? "asetpts=PTS-\(seconds(plan.origin))/TB," : ""
        let layout = "aformat=sample_fmts=s16:channel_layouts=\(track.layout.name)"
        var arguments = preamble + input(source, threads: 1) + ["-map", "0:\(track.stream)"]
        arguments += ["-af", "\(shift)aresample=48000:async=1000,\(layout),atrim=start=0", "-t", seconds(plan.duration)]
        arguments += ["-c:a", "pcm_s16le"] + plain + ["-f", "nut", file(output)]
        return EncodeCommand(arguments: arguments, outputs: [output])
    }

    /// Measures what `decodedSound` wrote; its number is 0.
    static func decodedLevel(source: String) -> EncodeCommand {
        let graph = "[0:0]\(evenTime),\(mixed(to: .stereo)),ebur128@\(levelLabel(0))=peak=true:framelog=verbose[m0]"
        let arguments = preamble.map { $0 == "error" ? "info" : $0 } + ["-copyts"] + decodedInput(source)
        return EncodeCommand(arguments: arguments + ["-filter_complex", graph, "-map", "[m0]", "-f", "null", "-"], outputs: [])
    }

    /// Encodes what `decodedSound` wrote, as `sound` does.
    static func evenSound(_ track: PlannedAudio, of plan: Plan, _ level: SoundLevel?, source: String, output: String) -> EncodeCommand {
        let length = seconds(plan.duration)
        let steps = [evenTime, mixed(to: track.layout), "apad=whole_dur=\(length)"] + corrections(track, Loudness.change(for: level))
        var arguments = preamble + ["-copyts"] + decodedInput(source)
        arguments += ["-map", "0:0", "-af", steps.joined(separator: ","), "-t", length, "-c:a", "aac"]
        arguments += ["-b:a", String(track.bitRate(plan.settings)), "-threads", "1", "-flags:a", "+bitexact"]
        return EncodeCommand(arguments: arguments + plain + ["-f", "mp4", file(output)], outputs: [output])
    }

    private static let evenTime = "aresample=48000:async=1000:first_pts=0:flags=res"

    /// A file of our own making, of a form that originals do not have.
    private static func decodedInput(_ path: String) -> [String] {
        ["-protocol_whitelist", "file,pipe", "-f", "nut", "-threads", "1", "-i", file(path)]
    }
}
