extension EncodeCommand {
    /// Lays small pictures of a track on sheets. Key pictures alone are decoded: that costs a twentieth of decoding everything.
    ///
    /// Each picture is the last key picture before the middle of the time it stands for. Where the track has no more of them its last one is
    /// repeated, so that there are as many as planned.
    /// - Parameter folder: where the sheets are written: `sheet-1.jpg` and so on.
    static func thumbnails(of source: String, _ plan: ThumbnailPlan, in folder: String) -> EncodeCommand {
        let filters = [
            "fps=1000/\(plan.interval):start_time=0:round=near:eof_action=pass", "tpad=stop_mode=clone:stop=-1",
            "trim=end_frame=\(plan.count)",
            "scale=w=\(plan.width):h=\(plan.height):out_range=full", "setsar=1", "format=yuvj420p", "tile=\(plan.columns)x\(plan.rows)",
        ]
        var arguments = preamble + ["-skip_frame", "nokey"] + input(source, threads: 1)
        arguments += ["-map", "0:v:0", "-vf", filters.joined(separator: ","), "-fps_mode", "passthrough", "-frames:v", String(plan.sheets)]
        arguments += [
            "-c:v", "mjpeg", "-q:v", "5", "-threads", "1", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        ]
        // In a pattern of names a percent sign is written twice.
        arguments += ["-f", "image2", "-start_number", "1", file(folder.replacing("%", with: "%%") + "/sheet-%d.jpg")]
        return EncodeCommand(
            arguments: arguments, outputs: (1...max(1, plan.sheets)).map { "\(folder)/sheet-\($0).jpg" }, isQuiet: true)
    }
}
