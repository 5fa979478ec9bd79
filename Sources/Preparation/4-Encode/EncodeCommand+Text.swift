extension EncodeCommand {
    /// Writes subtitle streams down as text files, their times counted from the film's beginning.
    /// - Parameter outputs: a path for each track, in their order.
    package static func texts(_ tracks: [PlannedText], of plan: Plan, source: String, outputs: [String]) -> EncodeCommand {
        let shift = plan.origin > 0 ? ["-itsoffset", seconds(-plan.origin)] : []
        var arguments = preamble + shift + input(source)
        for (track, path) in zip(tracks, outputs) {
            let codec = track.isCopied ? "copy" : "srt"
            let form = track.form == .vtt ? "webvtt" : track.form.rawValue
            arguments += ["-map", "0:\(track.stream)", "-c:s", codec, "-map_metadata", "-1", "-f", form, file(path)]
        }
        return EncodeCommand(arguments: arguments, outputs: outputs, isQuiet: true)
    }
}
