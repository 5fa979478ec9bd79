extension EncodeCommand {
    /// Encodes all sound tracks in one pass: AAC-LC in stereo, exactly as long as the film, gaps filled with silence.
    /// - Parameter outputs: a path for each track of the plan, in its order.
    package static func sound(of plan: Plan, source: String, outputs: [String]) -> EncodeCommand {
        let length = seconds(plan.duration)
        let shift = plan.origin > 0 ? "asetpts=PTS-\(seconds(plan.origin))/TB," : ""
        let filter = "\(shift)aresample=48000:async=1000:first_pts=0,apad=whole_dur=\(length),aformat=channel_layouts=stereo"
        var arguments = preamble + input(source, threads: 1)
        for (track, path) in zip(plan.audio, outputs) {
            arguments += ["-map", "0:\(track.stream)", "-af", filter, "-t", length, "-c:a", "aac"]
            arguments += ["-b:a", String(plan.settings.audioBitRate), "-threads", "1"] + plain + ["-flags:a", "+bitexact", "-f", "mp4"]
            arguments.append(file(path))
        }
        return EncodeCommand(arguments: arguments, outputs: outputs)
    }
}
