extension EncodeCommand {
    /// Writes the key picture at or before a moment as a JPEG of at most 1280 pixels' width.
    package static func still(of source: String, at moment: Double, picture: String) -> EncodeCommand {
        var arguments = preamble + ["-skip_frame", "nokey", "-noaccurate_seek"] + input(source, seek: moment, threads: 1)
        arguments += ["-map", "0:v:0", "-frames:v", "1", "-vf", "scale=w=min(1280\\,iw):h=-2:out_range=full,format=yuvj420p"]
        arguments += [
            "-c:v", "mjpeg", "-q:v", "3", "-threads", "1", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        ]
        arguments += ["-f", "mjpeg", file(picture)]
        return EncodeCommand(arguments: arguments, outputs: [picture])
    }

    /// Writes small raw copies of the key pictures at or before some moments, all in one run: starting ffmpeg takes longer than finding
    /// such a picture. Where there is no picture, an empty file is left.
    /// - Parameters:
    ///   - form: the filters that give a copy its size and its kind of bytes.
    ///   - paths: one for each moment.
    static func miniatures(of source: String, at moments: [Double], form: String, to paths: [String]) -> EncodeCommand {
        var arguments = preamble
        for moment in moments { arguments += ["-skip_frame", "nokey", "-noaccurate_seek"] + input(source, seek: moment, threads: 1) }
        for (index, path) in paths.enumerated() {
            arguments += ["-map", "\(index):v:0", "-frames:v", "1", "-vf", form, "-f", "rawvideo", file(path)]
        }
        return EncodeCommand(arguments: arguments, outputs: paths, isQuiet: true)
    }
}
