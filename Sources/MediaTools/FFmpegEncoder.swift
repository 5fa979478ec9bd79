import Foundation
import KinoraKernel
import KinoraPreparation
import Subprocess
import Synchronization

/// Encodes with ffmpeg.
package struct FFmpegEncoder: Encoder {
    private let ffmpeg: Tool
    /// Longest silence; a disk that sleeps or a network drive may take its time.
    private static let patience = Duration.seconds(20 * 60)

    package init(ffmpeg: Tool = .ffmpeg()) {
        self.ffmpeg = ffmpeg
    }

    package func run(_ command: EncodeCommand, report: @escaping @Sendable (EncodeProgress) -> Void) async throws -> EncodeReport {
        let reader = ProgressReader()
        let exit = try await ToolRun(ffmpeg, patience: Self.patience).run(command.arguments) { line in
            guard let progress = reader.read(line) else { return false }
            report(progress)
            return true
        }
        guard exit.status.isSuccess else { throw Self.trouble(exit, command) }
        return EncodeReport(frames: reader.latest.frames, complaints: exit.errors.count, firstComplaint: exit.errors.first)
    }

    private static func trouble(_ exit: ToolRun.Exit, _ command: EncodeCommand) -> Trouble {
        if exit.errors.isDiskFull {
            let folder = command.outputs.first.map { ($0 as NSString).deletingLastPathComponent } ?? "the data folder"
            return .diskFull(folder: folder)
        }
        switch exit.status {
        case .signaled: return .interrupted(name: "ffmpeg")
        case .exited where exit.errors.wasSignalled: return .interrupted(name: "ffmpeg")
        case .exited(let code):
            let reason = exit.errors.last.last ?? "it ended with status \(code) and said nothing"
            return .toolFailed(name: "ffmpeg", reason: reason.onOneLine(atMost: 300))
        }
    }
}
