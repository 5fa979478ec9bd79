import Foundation
import KinoraKernel
import KinoraPreparation
import Subprocess
import SystemPackage

/// Are the programs there that read and encode films, and can they do what is asked of them?
struct ProgramChecks: Sendable {
    let settings: Settings

    private static let install = "Install it with: apt-get install ffmpeg (or set its path with the settings ffmpeg and ffprobe)."

    func findings() async -> [Finding] {
        [await ffmpeg(), await av1(), await ffprobe(), await setpriv()].compactMap { $0 }
    }

    private func ffmpeg() async -> Finding {
        guard let version = await firstLine(settings.ffmpeg, ["-hide_banner", "-version"]) else {
            return .broken("ffmpeg", "\(settings.ffmpeg) was not found or does not run", do: Self.install)
        }
        let names = await encoders()
        let missing = ["libx264", "aac", "libwebp"].filter { !names.contains($0) }
        guard missing.isEmpty else {
            return .broken(
                "ffmpeg", "\(version), without \(missing.joined(separator: " and "))", do: "Use Debian's ffmpeg, which has them.")
        }
        return .fine("ffmpeg", version)
    }

    /// Nil without an ffmpeg, which is told elsewhere.
    private func av1() async -> Finding? {
        let encoder = PictureCoding.av1.encoder
        let names = await encoders()
        guard !names.isEmpty else { return nil }
        switch (settings.av1, names.contains(encoder)) {
        case (true, true): return .fine("AV1", "\(encoder): films get AV1 renditions")
        case (false, true): return .fine("AV1", "\(encoder) is there; the setting av1 is false")
        case (false, false): return .fine("AV1", "not possible without \(encoder), and not asked for")
        case (true, false):
            return .warning(
                "AV1", "this ffmpeg lacks \(encoder), so films get H.264 renditions alone",
                do: "Use Debian's ffmpeg, which has it, or set av1 to false.")
        }
    }

    private func encoders() async -> Set<String> {
        let list = await output(settings.ffmpeg, ["-hide_banner", "-encoders"]) ?? ""
        return Set(list.split(separator: "\n").compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
    }

    private func ffprobe() async -> Finding {
        guard let version = await firstLine(settings.ffprobe, ["-hide_banner", "-version"]) else {
            return .broken("ffprobe", "\(settings.ffprobe) was not found or does not run", do: Self.install)
        }
        return .fine("ffprobe", version)
    }

    private func setpriv() async -> Finding {
        guard let version = await firstLine("setpriv", ["--version"]) else {
            return .broken("setpriv", "setpriv was not found", do: "Install it with: apt-get install util-linux.")
        }
        return .fine("setpriv", version)
    }

    private func firstLine(_ program: String, _ arguments: [String]) async -> String? {
        await output(program, arguments)?.split(separator: "\n").first.map { String($0).onOneLine(atMost: 120) }
    }

    /// What a program prints; nil when it cannot be started or fails.
    private func output(_ program: String, _ arguments: [String]) async -> String? {
        let executable: Executable = program.contains("/") ? .path(FilePath(program)) : .name(program)
        let result = try? await Subprocess.run(
            executable, arguments: Arguments(arguments), output: .string(limit: 1_000_000), error: .discarded)
        guard let result, result.terminationStatus.isSuccess else { return nil }
        return result.standardOutput
    }
}
