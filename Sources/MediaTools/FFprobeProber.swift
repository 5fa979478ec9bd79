import Foundation
import KinoraKernel
import KinoraPreparation
import Subprocess
import Synchronization

/// Probes with ffprobe, and with ffmpeg where bits have to be looked at.
///
/// Only plain files may be opened, and no list of other files is followed.
package struct FFprobeProber: Prober {
    private let ffprobe: Tool
    private let ffmpeg: Tool
    private let pace: Pace
    /// Longest time for the header.
    private static let patience = Duration.seconds(120)
    /// Longest silence while a whole file is read.
    private static let readingPatience = Duration.seconds(20 * 60)
    /// More output than any header can cause is not read.
    private static let mostOutput = 16 << 20

    package init(ffprobe: Tool = .ffprobe(), ffmpeg: Tool = .ffmpeg(), pace: Pace = Pace()) {
        self.ffprobe = ffprobe
        self.pace = pace
        self.ffmpeg = ffmpeg
    }

    package func probe(_ path: String) async throws -> Probe {
        let size = try Self.size(of: path)
        let gathered = Mutex<[UInt8]>([])
        let exit = try await ToolRun(ffprobe, patience: Self.patience, pace: pace, bounds: .reading).run(
            Self.opening + ["-show_streams", "-show_format", "-of", "json", EncodeCommand.file(path)]
        ) { line in
            gathered.withLock { if $0.count + line.count < Self.mostOutput { $0 += line + [UInt8(ascii: "\n")] } }
            return false
        }
        guard exit.status.isSuccess else { throw Self.refusal(exit, ffprobe) }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let report = try? decoder.decode(FFprobeReport.self, from: Data(gathered.withLock { $0 })) else {
            throw Trouble.toolFailed(name: ffprobe.name, reason: "its report cannot be read")
        }
        let probe = report.probe(size: size)
        guard !probe.video.isEmpty else { throw probe.audio.isEmpty ? Trouble.notVideo : Trouble.noPicture }
        return probe
    }

    package func chapters(of path: String, _ probe: Probe) async throws -> [SourceChapter] {
        let gathered = Mutex<[UInt8]>([])
        let exit = try await ToolRun(ffprobe, patience: Self.patience, pace: pace, bounds: .reading).run(
            Self.opening + ["-show_entries", "chapter=start_time,end_time:chapter_tags=title", "-of", "json", EncodeCommand.file(path)]
        ) { line in
            gathered.withLock { if $0.count + line.count < Self.mostOutput { $0 += line + [UInt8(ascii: "\n")] } }
            return false
        }
        if case .signaled = exit.status { throw Trouble.interrupted(name: ffprobe.name) }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let report = try? decoder.decode(FFprobeChapters.self, from: Data(gathered.withLock { $0 }))
        return report?.found(since: probe.start) ?? []
    }

    package func survey(_ path: String, _ probe: Probe) async throws -> PacketSurvey {
        guard let picture = Planner.mainPicture(of: probe) else { throw Trouble.noPicture }
        let reader = PacketReader(picture: picture.index, start: probe.start)
        let exit = try await ToolRun(ffprobe, patience: Self.readingPatience, pace: pace, bounds: .reading).run(
            Self.opening + [
                "-show_entries", "packet=stream_index,pts_time,dts_time,duration_time,flags", "-of", "csv=p=0", EncodeCommand.file(path),
            ]
        ) { reader.read($0) }
        guard exit.status.isSuccess else { throw Self.refusal(exit, ffprobe) }
        return reader.survey
    }

    package func copyEvidence(_ path: String, _ probe: Probe, stream: VideoStream) async throws -> CopyEvidence {
        let starts = try await packets(of: path, stream, units: "5").reduce(into: []) { $0.append($1.time) }
        let sets = Set(try await packets(of: path, stream, units: "7-8").map(\.content))
        return CopyEvidence(cleanStarts: starts.sorted(), parameterSets: sets.count)
    }

    /// The packets that hold NAL units of some types (H.264 table 7-1): 5 for IDR slices, 7 and 8 for parameter sets.
    private func packets(of path: String, _ stream: VideoStream, units: String) async throws -> [ChecksumReader.Packet] {
        let reader = ChecksumReader()
        let exit = try await ToolRun(ffmpeg, patience: Self.readingPatience, pace: pace, bounds: .reading).run(
            Self.checksums(of: path, stream, units: units)
        ) {
            reader.read($0)
        }
        guard exit.status.isSuccess else { throw Self.refusal(exit, ffmpeg) }
        return reader.packets
    }

    package func encoders() async throws -> Set<String> {
        let reader = EncoderListReader()
        let exit = try await ToolRun(ffmpeg, patience: Self.patience, pace: pace, bounds: .reading).run(["-hide_banner", "-encoders"]) {
            reader.read($0)
            return true
        }
        guard exit.status.isSuccess else { throw Self.refusal(exit, ffmpeg) }
        return reader.names
    }

    package func combing(_ command: EncodeCommand) async throws -> Combing {
        let reader = CombingReader()
        try await measure(command) { reader.read($0) }
        return reader.combing
    }

    package func likeness(_ command: EncodeCommand) async throws -> Likeness {
        let reader = LikenessReader()
        try await measure(command) { reader.read($0) }
        return reader.likeness
    }

    package func levels(_ command: EncodeCommand) async throws -> [String: SoundLevel] {
        let reader = LevelReader()
        try await measure(command) { reader.read($0) }
        return reader.levels
    }

    /// Runs ffmpeg for what it says on standard error.
    private func measure(_ command: EncodeCommand, complaint: @escaping @Sendable (ArraySlice<UInt8>) -> Void) async throws {
        let progress = ProgressReader()
        let exit = try await ToolRun(ffmpeg, patience: Self.readingPatience, pace: pace).run(
            command.arguments, complaint: complaint, line: { progress.read($0) != nil })
        guard !exit.status.isSuccess else { return }
        if exit.errors.isDiskFull {
            throw Trouble.diskFull(folder: command.outputs.first.map { ($0 as NSString).deletingLastPathComponent } ?? "")
        }
        if case .signaled = exit.status { throw Trouble.interrupted(name: ffmpeg.name) }
        throw Trouble.toolFailed(name: ffmpeg.name, reason: exit.errors.last.last.map { Explanation(plain: $0) } ?? "it said nothing")
    }

    static let opening = ["-hide_banner", "-v", "error"] + SafeOpening.arguments

    /// Prints a line with a checksum for each packet that holds such NAL units.
    static func checksums(of path: String, _ stream: VideoStream, units: String) -> [String] {
        opening + [
            "-nostdin", "-i", EncodeCommand.file(path), "-map", "0:\(stream.index)", "-c", "copy", "-bsf:v",
            "h264_mp4toannexb,filter_units=pass_types=\(units)", "-f", "framecrc", "pipe:1",
        ]
    }

    private static func size(of path: String) throws -> Int64 {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Trouble.gone(path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Trouble.notVideo }
        guard status.st_size > 0 else { throw Trouble.empty }
        guard access(path, R_OK) == 0 else { throw Trouble.unreadable(path: path, reason: String(cString: strerror(errno))) }
        return Int64(status.st_size)
    }

    private static func refusal(_ exit: ToolRun.Exit, _ tool: Tool) -> Trouble {
        let said = exit.errors.last.last ?? ""
        switch exit.status {
        case .signaled: return .interrupted(name: tool.name)
        case .exited where exit.errors.wasSignalled: return .interrupted(name: tool.name)
        case .exited(126), .exited(127): return .toolFailed(name: tool.name, reason: Explanation(plain: said))
        case .exited:
            if exit.errors.last.contains(where: { $0.contains("moov atom not found") }) {
                return .damaged("its index is missing, as after a copy that was broken off")
            }
            if said.contains("Permission denied") { return .unreadable(path: "", reason: "permission denied") }
            if said.contains("Invalid data found") || said.isEmpty { return .notVideo }
            // Play lists and the like: see `SafeOpening`.
            if exit.errors.last.contains(where: { $0.contains("Format not on whitelist") }) { return .notVideo }
            if exit.errors.last.contains(where: { $0.contains("Cannot allocate memory") }) {
                return .damaged("it asks for more memory than any film needs")
            }
            if exit.errors.last.contains(where: { $0.contains("Picture size") || $0.contains("Device or resource busy") }) {
                return .damaged("its header speaks of pictures of a size that no film has")
            }
            return .damaged(Explanation(plain: said.replacing(#/file:\S*: /#, with: "")))
        }
    }
}
