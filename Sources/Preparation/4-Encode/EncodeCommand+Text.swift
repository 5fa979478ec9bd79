extension EncodeCommand {
    /// Looks whether pictures are combed, and says on standard error how many are.
    package static func combing(of stream: VideoStream, at moment: Double, source: String) -> EncodeCommand {
        let arguments = preamble.map { $0 == "error" ? "info" : $0 } + input(source, seek: moment, threads: 1)
        return EncodeCommand(
            arguments: arguments + ["-map", "0:\(stream.index)", "-frames:v", "50", "-vf", "idet", "-f", "null", "-"], outputs: [])
    }

    /// Writes subtitle streams down as text files, their times counted from the film's beginning, in a film in
    /// several files from that of the file; all tracks are of one file.
    /// - Parameter outputs: a path for each track, in their order.
    package static func texts(_ tracks: [PlannedText], of plan: Plan, source: String, outputs: [String]) -> EncodeCommand {
        let origin = plan.pieces[tracks.first?.part ?? 0].origin
        let shift = origin > 0 ? ["-itsoffset", seconds(-origin)] : []
        var arguments = preamble + shift + input(source)
        for (track, path) in zip(tracks, outputs) {
            let codec = track.isCopied ? "copy" : "srt"
            let form = track.form == .vtt ? "webvtt" : track.form.rawValue
            arguments += ["-map", "0:\(track.stream)", "-c:s", codec, "-map_metadata", "-1", "-f", form, file(path)]
        }
        return EncodeCommand(arguments: arguments, outputs: outputs, isQuiet: true)
    }
}
