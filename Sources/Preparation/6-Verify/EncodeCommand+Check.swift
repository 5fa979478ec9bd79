extension EncodeCommand {
    /// Decodes a track file from the first to the last sample and throws the result away. The deblocking of pictures is left out: it
    /// cannot fail, and without it the check takes half as long.
    /// - Parameter isStrict: whether the first error ends it.
    package static func check(_ path: String, isStrict: Bool) -> EncodeCommand {
        let strict = isStrict ? ["-xerror", "-err_detect", "explode"] : []
        let arguments = preamble + strict + ["-skip_loop_filter", "all"] + input(path, threads: 1)
        return EncodeCommand(arguments: arguments + ["-map", "0", "-fps_mode", "passthrough", "-f", "null", "-"], outputs: [])
    }
}
