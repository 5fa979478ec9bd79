import Foundation
import Subprocess
import Testing

/// Runs a program from an argument array and returns what it said.
enum Tool {
    struct Said {
        let succeeded: Bool
        let output: String
        let complaints: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    static func run(_ name: String, _ arguments: [String]) async throws -> Said {
        let result = try await Subprocess.run(
            .name(name), arguments: Arguments(arguments), output: .string(limit: 16 << 20), error: .string(limit: 4 << 20))
        return Said(
            succeeded: result.terminationStatus.isSuccess, output: result.standardOutput, complaints: result.standardError)
    }

    static func isInstalled(_ name: String) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    /// ffmpeg, which must succeed and say nothing.
    @discardableResult
    static func ffmpeg(_ arguments: [String]) async throws -> Said {
        let said = try await run("ffmpeg", ["-nostdin", "-hide_banner", "-v", "error", "-y"] + arguments)
        try #require(said.succeeded, "\(said.complaints)")
        #expect(said.complaints.isEmpty)
        return said
    }

    /// The packets of a file as `[pts_time, dts_time, size, flags]`, in decoding order.
    static func packets(of path: String, options: [String] = [], stream: String) async throws -> [Packet] {
        let said = try await run(
            "ffprobe",
            ["-v", "error", "-select_streams", stream, "-show_entries", "packet=pts_time,dts_time,size,flags", "-of", "csv=p=0"] + options
                + [path])
        try #require(said.succeeded, "\(said.complaints)")
        return said.lines.compactMap(Packet.init)
    }

    struct Packet {
        let pts: Double
        let dts: Double
        let size: Int
        let isKey: Bool

        init?(line: String) {
            let parts = line.split(separator: ",")
            guard parts.count >= 4, let pts = Double(parts[0]), let dts = Double(parts[1]), let size = Int(parts[2]) else { return nil }
            (self.pts, self.dts, self.size, isKey) = (pts, dts, size, parts[3].hasPrefix("K"))
        }
    }

    /// The digests of everything decoded from a stream (`v:0`), in the order of showing.
    static func decoded(_ path: String, stream: String) async throws -> [String] {
        let said = try await ffmpeg(["-i", path, "-map", "0:\(stream)", "-fps_mode", "passthrough", "-f", "framemd5", "-"])
        return said.lines.filter { !$0.hasPrefix("#") }.compactMap {
            $0.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }
}
