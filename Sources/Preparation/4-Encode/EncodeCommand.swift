/// One run of ffmpeg: its arguments, and the files that it makes. No shell is involved.
package struct EncodeCommand: Hashable, Sendable {
    package var arguments: [String]
    /// Where it writes.
    package var outputs: [String]
    /// Whether it may read for long without writing anything: that it still speaks shows then that it gets on.
    package var isQuiet: Bool

    package init(arguments: [String], outputs: [String], isQuiet: Bool = false) {
        self.arguments = arguments
        self.outputs = outputs
        self.isQuiet = isQuiet
    }

    /// What every run begins with: no questions, errors alone on stderr, progress on stdout, and nothing but files may be opened.
    static let preamble = [
        "-hide_banner", "-nostdin", "-y", "-v", "error", "-nostats", "-stats_period", "0.5", "-progress", "pipe:1",
    ]

    /// A name that ffmpeg cannot take for an option, a pattern or another protocol.
    package static func file(_ path: String) -> String { "file:" + path }

    static func input(_ path: String, seek: Double = 0, threads: Int? = nil) -> [String] {
        let decoding = threads.map { ["-threads", String($0)] } ?? []
        let start = seek > 0 ? ["-ss", seconds(seek)] : []
        return SafeOpening.arguments + decoding + start + ["-i", file(path)]
    }

    /// Fixed notation with microseconds, whatever the locale.
    static func seconds(_ value: Double) -> String {
        let micros = Int64((value * 1_000_000).rounded())
        let fraction = String(abs(micros) % 1_000_000)
        let sign = micros < 0 ? "-" : ""
        return "\(sign)\(abs(micros) / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }
}
