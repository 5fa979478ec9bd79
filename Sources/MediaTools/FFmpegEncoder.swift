import Foundation
import KinoraKernel
import KinoraPreparation
import Subprocess
import Synchronization

/// Encodes with ffmpeg.
package struct FFmpegEncoder: Encoder {
    private let ffmpeg: Tool
    private let patience: Duration
    private let pace: Pace

    /// - Parameter patience: longest time without progress; a disk that sleeps or a network drive may take some.
    package init(ffmpeg: Tool = .ffmpeg(), patience: Duration = .seconds(10 * 60), pace: Pace = Pace()) {
        self.ffmpeg = ffmpeg
        self.pace = pace
        self.patience = patience
    }

    package func run(_ command: EncodeCommand, report: @escaping @Sendable (EncodeProgress) -> Void) async throws -> EncodeReport {
        let reader = ProgressReader()
        let exit = try await ToolRun(ffmpeg, patience: patience, pace: pace, bounds: .encoding).run(command.arguments) { line in
            guard let progress = reader.read(line) else { return command.isQuiet }
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
            let said = exit.errors.last.last.map { Explanation(plain: $0) }
            let reason: Explanation = said ?? "it ended with status \(code) and said nothing"
            return .toolFailed(name: "ffmpeg", reason: reason.onOneLine(atMost: 300))
        }
    }
}
