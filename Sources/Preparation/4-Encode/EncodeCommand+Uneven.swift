import KinoraMedia

/// Commands for sounds that one pass cannot make even.
///
/// Two things make ffmpeg begin the sound's time line again in the middle (seen with 5.1): channels that change, as between a film and the
/// advertisements of a broadcast, for then all filters are made anew; and stamps that are off by more than a millisecond where nothing has to
/// be resampled, for then the resampler is made anew. So the sound is decoded first, each piece at its time and all alike, and encoded with a
/// resampler that is there from the beginning.
extension EncodeCommand {
    /// Decodes one sound of one file into a file of samples with stamps, in seconds of the film or, where it has several files, of this one.
    /// - Parameters:
    ///   - stream: its number in the file.
    ///   - origin: when the film begins there, in seconds behind the container's start.
    ///   - duration: of the film in this file, in seconds.
    static func decodedSound(
        _ stream: Int, as layout: PlannedAudio.Layout, from origin: Double, lasting duration: Double, source: String, output: String
    ) -> EncodeCommand {
        let shift = origin > 0 ? "asetpts=PTS-\(seconds(origin))/TB," : ""
        let form = "aformat=sample_fmts=s16:channel_layouts=\(layout.name)"
        var arguments = preamble + input(source, threads: 1) + ["-map", "0:\(stream)"]
        arguments += ["-af", "\(shift)aresample=48000:async=1000,\(form),atrim=start=0", "-t", seconds(duration)]
        arguments += ["-c:a", "pcm_s16le"] + plain + ["-f", "nut", file(output)]
        return EncodeCommand(arguments: arguments, outputs: [output])
    }

    /// Measures what `decodedSound` wrote; its number is 0.
    /// - Parameter sources: one for each file of the film that has this sound, in their order.
    static func decodedLevel(_ track: PlannedAudio, of plan: Plan, sources: [String]) -> EncodeCommand {
        let graph = even(track, plan, as: .stereo) + ",ebur128@\(levelLabel(0))=peak=true:framelog=verbose[m0]"
        let arguments = preamble.map { $0 == "error" ? "info" : $0 } + ["-copyts"] + sources.flatMap(decodedInput)
        return EncodeCommand(arguments: arguments + ["-filter_complex", graph, "-map", "[m0]", "-f", "null", "-"], outputs: [])
    }

    /// Encodes what `decodedSound` wrote, as `sound` does.
    static func evenSound(_ track: PlannedAudio, of plan: Plan, _ level: SoundLevel?, sources: [String], output: String) -> EncodeCommand {
        let length = seconds(plan.duration)
        let steps = ["apad=whole_dur=\(length)"] + corrections(track, Loudness.change(for: level))
        var arguments = preamble + ["-copyts"] + sources.flatMap(decodedInput)
        arguments += ["-filter_complex", even(track, plan, as: track.layout) + "," + steps.joined(separator: ",") + "[a0]"]
        arguments += ["-map", "[a0]", "-t", length, "-c:a", "aac"]
        arguments += ["-b:a", String(track.bitRate(plan.settings)), "-threads", "1", "-flags:a", "+bitexact"]
        return EncodeCommand(arguments: arguments + plain + ["-f", "mp4", file(output)], outputs: [output])
    }

    /// The decoded sound on its time; of a film in several files all of them, one after the other.
    private static func even(_ track: PlannedAudio, _ plan: Plan, as layout: PlannedAudio.Layout) -> String {
        let onTime = "aresample=48000:async=1000:first_pts=0:flags=res,\(mixed(to: layout))"
        guard let pieces = track.pieces, plan.parts != nil else { return "[0:0]\(onTime)" }
        var inputs = 0
        let sounds = pieces.map { stream -> String? in
            guard stream != nil else { return nil }
            inputs += 1
            return "[\(inputs - 1):0]\(onTime)"
        }
        return joined(sounds, plan.soundLengths, "e", as: layout)
    }

    /// A file of our own making, of a form that originals do not have.
    private static func decodedInput(_ path: String) -> [String] {
        ["-protocol_whitelist", "file,pipe", "-f", "nut", "-threads", "1", "-i", file(path)]
    }
}
