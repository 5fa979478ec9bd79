import KinoraKernel
import KinoraPreparation
import Subprocess
import Synchronization

/// Reads tags and finds covers with ffprobe, which may open nothing but the file.
package struct FFprobeTagReader: TagReader {
    private let ffprobe: Tool
    private static let patience = Duration.seconds(60)

    package init(ffprobe: Tool = .ffprobe()) {
        self.ffprobe = ffprobe
    }

    package func tags(of path: String) async throws -> EmbeddedTags {
        let report = Mutex(FlatReport())
        let exit = try await ToolRun(ffprobe, patience: Self.patience).run(Self.arguments(path)) { line in
            report.withLock { $0.read(line) }
            return false
        }
        guard exit.status.isSuccess else { throw Trouble.notVideo }
        return report.withLock { $0.tags }
    }

    /// Flat output has one value a line, so that one that is too long to be read spoils no other.
    private static func arguments(_ path: String) -> [String] {
        let entries = "format_tags:stream=index:stream_disposition=attached_pic:stream_tags=filename"
        return FFprobeProber.opening + ["-show_entries", entries, "-of", "flat", EncodeCommand.file(path)]
    }
}
