extension EncodeCommand {
    /// Writes the key picture at or before a moment as a JPEG of at most 1280 pixels' width, and its brightness in 64×36 bytes.
    package static func still(of source: String, at moment: Double, picture: String, miniature: String) -> EncodeCommand {
        var arguments = preamble + ["-skip_frame", "nokey", "-noaccurate_seek"] + input(source, seek: moment, threads: 1)
        arguments += ["-map", "0:v:0", "-frames:v", "1", "-vf", "scale=w=min(1280\\,iw):h=-2:out_range=full,format=yuvj420p"]
        arguments += [
            "-c:v", "mjpeg", "-q:v", "3", "-threads", "1", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        ]
        arguments += ["-f", "mjpeg", file(picture)]
        arguments += ["-map", "0:v:0", "-frames:v", "1", "-vf", "scale=64:36,format=gray", "-f", "rawvideo", file(miniature)]
        return EncodeCommand(arguments: arguments, outputs: [picture, miniature])
    }
}
