extension EncodeCommand {
    /// Writes Chromaprint's raw fingerprint of a stretch of sound.
    static func soundprint(of path: String, from start: Double, seconds length: Double, to output: String) -> EncodeCommand {
        let arguments = preamble + ["-t", seconds(length)] + input(path, seek: start, threads: 1)
        return EncodeCommand(
            arguments: arguments + ["-map", "0:a:0", "-ac", "1", "-f", "chromaprint", "-fp_format", "raw", file(output)], outputs: [output],
            isQuiet: true)
    }

    /// The same of some seconds of noise, to see whether ffmpeg knows how.
    static func soundprintOfNoise(to output: String) -> EncodeCommand {
        EncodeCommand(
            arguments: preamble + [
                "-f", "lavfi", "-i", "anoisesrc=duration=5:seed=1", "-f", "chromaprint", "-fp_format", "raw", file(output),
            ],
            outputs: [output], isQuiet: true)
    }

    /// Writes the brightness of a track's key pictures in miniature, one picture for each step of `ClosingSearch`.
    static func darkness(of path: String, from start: Double, to output: String) -> EncodeCommand {
        let rate = "fps=1000/\(Int(ClosingSearch.pictureStep * 1000)):start_time=0:round=near:eof_action=pass"
        let arguments = preamble + ["-skip_frame", "nokey"] + input(path, seek: start, threads: 1)
        return EncodeCommand(
            arguments: arguments + [
                "-map", "0:v:0", "-vf", "\(rate),scale=\(ClosingSearch.width):\(ClosingSearch.height),format=gray", "-fps_mode",
                "passthrough", "-f", "rawvideo", file(output),
            ], outputs: [output], isQuiet: true)
    }

    /// Writes sound as bare samples, as `ClosingSearch` reads them.
    static func samples(of path: String, from start: Double, to output: String) -> EncodeCommand {
        let arguments = preamble + input(path, seek: start, threads: 1)
        return EncodeCommand(
            arguments: arguments + ["-map", "0:a:0", "-ac", "1", "-ar", String(ClosingSearch.soundRate), "-f", "s16le", file(output)],
            outputs: [output], isQuiet: true)
    }
}
