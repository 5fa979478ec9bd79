import Foundation
import KinoraKernel
import Subprocess
import SystemPackage

/// Makes the demo library: everything is generated on this machine, nothing is downloaded.
struct DemoLibrary: Sendable {
    /// Absolute path of the folder.
    let folder: String
    let ffmpeg: String

    /// Tells a folder that this type made from one that somebody else filled.
    private static let marker = ".kinora-demo"

    /// Makes what is missing; what is there already is left alone. Clips are written under another name first, so that a killed run
    /// leaves no half clip under a final name.
    /// - Throws: `DemoFailure` when the folder holds other things, cannot be written, or ffmpeg fails.
    func make(_ report: @Sendable (String) -> Void) async throws {
        try claimFolder()
        let clips = DemoProgramme.clips
        for (index, clip) in clips.enumerated() where !FileManager.default.fileExists(atPath: path(clip.videoPath)) {
            report("Making the demo library: \(clip.caption) (\(index + 1) of \(clips.count))")
            try await make(clip)
        }
        try write(DemoProgramme.seriesNFO, to: "\(DemoProgramme.seriesFolder)/tvshow.nfo")
        try await makePoster(
            at: "\(DemoProgramme.seriesFolder)/poster.jpg", from: DemoProgramme.clips[3].videoPath, title: "Night Ferry", second: 12)
    }

    private func path(_ relative: String) -> String { "\(folder)/\(relative)" }

    private func claimFolder() throws {
        let files = FileManager.default
        let present = try? files.contentsOfDirectory(atPath: folder)
        if let present, !present.isEmpty, !present.contains(Self.marker) {
            throw DemoFailure(sentence: "\(folder) holds other files already; choose an empty folder for the demo library with --into.")
        }
        do {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data("Made by `kinora demo`; safe to delete.\n".utf8).write(to: URL(fileURLWithPath: path(Self.marker)))
        } catch {
            throw DemoFailure(sentence: "The folder \(folder) cannot be written; choose another with --into.")
        }
    }

    private func write(_ text: String, to relative: String) throws {
        let url = URL(fileURLWithPath: path(relative))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .atomic)
    }

    private func make(_ clip: DemoClip) async throws {
        try write(clip.nfo, to: "\(clip.stem).nfo")
        for track in clip.beside { try write(Self.srt(track.lines), to: "\(clip.stem).\(track.suffix).srt") }
        let scratch = path(".making")
        try? FileManager.default.removeItem(atPath: scratch)
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        var subtitles: [String] = []
        for (index, track) in clip.embedded.enumerated() {
            subtitles.append("\(scratch)/\(index).srt")
            try Data(Self.srt(track.lines).utf8).write(to: URL(fileURLWithPath: subtitles[index]))
        }
        let output = "\(scratch)/clip"
        try await run(clip.arguments(subtitleFiles: subtitles, output: output, withText: Self.canDrawText))
        if !clip.stem.hasPrefix(DemoProgramme.seriesFolder) {
            let place = URL(fileURLWithPath: clip.stem).deletingLastPathComponent().relativePath
            try await makePoster(at: "\(place)/poster.jpg", from: nil, clipAt: output, title: clip.caption, second: clip.length / 2)
        }
        try FileManager.default.moveItem(atPath: output, toPath: path(clip.videoPath))
    }

    private static var canDrawText: Bool { FileManager.default.isReadableFile(atPath: DemoClip.font) }

    /// A still of the clip, cut upright, with the title on it.
    private func makePoster(at relative: String, from video: String?, clipAt: String? = nil, title: String, second: Int) async throws {
        let target = path(relative)
        guard !FileManager.default.fileExists(atPath: target) else { return }
        let input = clipAt ?? path(video ?? "")
        let lines = title.split(separator: " ")
        let text = lines.enumerated().map { index, word in
            ",drawtext=fontfile=\(DemoClip.font):text='\(word)':fontcolor=white:fontsize=92:x=48:y=\(820 - (lines.count - index) * 104):"
                + "shadowx=3:shadowy=3"
        }.joined()
        let shape =
            "crop=ih*0.5:ih*0.75:(iw-ow)/2:0,scale=600:900,eq=saturation=1.2:contrast=1.1,drawbox=y=ih-420:h=420:color=black@0.35:t=fill"
        let part = "\(target).part.jpg"
        try await run([
            "-hide_banner", "-nostdin", "-v", "error", "-y", "-ss", "\(second)", "-i", "file:\(input)", "-frames:v", "1", "-vf",
            shape + (Self.canDrawText ? text : ""), "-q:v", "3", "file:\(part)",
        ])
        try FileManager.default.moveItem(atPath: part, toPath: target)
    }

    private func run(_ arguments: [String]) async throws {
        do {
            let program: Executable = ffmpeg.contains("/") ? .path(FilePath(ffmpeg)) : .name(ffmpeg)
            let result = try await Subprocess.run(
                program, arguments: Arguments(arguments), output: .discarded, error: .string(limit: 16_384))
            guard result.terminationStatus.isSuccess else {
                throw DemoFailure(sentence: "ffmpeg could not make a demo clip: \(result.standardError.onOneLine(atMost: 200))")
            }
        } catch is SubprocessError {
            throw DemoFailure(sentence: "ffmpeg was not found; install it with: apt-get install ffmpeg")
        }
    }

    /// SubRip text of lines.
    static func srt(_ lines: [DemoClip.Line]) -> String {
        func clock(_ seconds: Int) -> String {
            "00:0\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60),000"
        }
        return lines.enumerated()
            .map { "\($0.offset + 1)\n\(clock($0.element.from)) --> \(clock($0.element.to))\n\($0.element.text)\n" }
            .joined(separator: "\n")
    }
}

struct DemoFailure: Complaint {
    let sentence: String
}
