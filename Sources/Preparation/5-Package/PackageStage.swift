import Foundation
import KinoraKernel
import KinoraMedia

/// Joins the parts of a job to one package, complete but for its publication, in the folder `package.part`.
///
/// It begins from nothing each time; copying costs little beside encoding. The same parts make the same bytes.
struct PackageStage: Sendable {
    let plan: Plan
    let work: WorkFolder
    let texts: [SourceText]
    let encoder: any Encoder
    /// Bytes to keep free.
    let reserve: Int64

    func run(_ board: ProgressBoard) async throws -> (contents: PackageContents, notes: [String]) {
        var contents = try await BlockingWork.run { cancellation in
            try FileTree.remove(work.package)
            try FileTree.makeFolder(work.package)
            try SpaceNeeded.check(sizeOfParts(), in: work.path, reserve: reserve)
            let timeline = try timeline()
            let video = try plan.rungs.enumerated().map { index, rung in
                board.share(Double(index) / Double(plan.rungs.count))
                return try picture(rung, timeline, cancellation)
            }
            let audio = try plan.audio.map { try sound($0, timeline, cancellation) }
            return PackageContents(
                duration: timeline.duration, presentationOffset: timeline.offset, video: video, audio: audio, text: [])
        }
        let (offset, duration) = (contents.presentationOffset, contents.duration)
        let written = try await BlockingWork.run { _ in
            try TextWriter(folder: work.package, offset: offset).write(texts, duration: duration)
        }
        contents.text = written.tracks
        contents.still = try await StillChooser(folder: work.package, encoder: encoder).choose(for: contents)
        contents.thumbnails = try await ThumbnailMaker(folder: work.package, encoder: encoder).make(for: contents)
        let files = try PackageText.files(of: contents)
        try await BlockingWork.run { _ in
            for (path, data) in files { try FileTree.write(data, to: "\(work.package)/\(path)") }
        }
        return (contents, written.notes)
    }

    private func files(of rung: Rung) -> [String] {
        rung.isCopied ? [work.copy(rung)] : plan.chunks.map { work.chunk($0.index, rung) }
    }

    private func sizeOfParts() throws -> Int64 {
        let paths = plan.rungs.flatMap(files) + plan.audio.map { work.sound($0) }
        return try paths.reduce(0) { try $0 + RandomAccessFile(path: $1).size }
    }

    private func timeline() throws -> PresentationTimeline {
        // All chunks of a rendition are encoded with the same settings, so one tells how far decoding runs ahead.
        let pictures = try plan.rungs.compactMap { try files(of: $0).first.map { try MP4File(path: $0).first(.video) } }
        let sounds = try plan.audio.map { try MP4File(path: work.sound($0)).first(.audio) }
        let offset = try PresentationTimeline.offset(of: pictures, and: sounds, at: plan.rate)
        var starts: [Int] = []
        var place = 0
        for segment in plan.segments {
            starts.append(place)
            place += segment
        }
        return try PresentationTimeline(frameRate: plan.rate, frameCount: plan.frames, segmentStarts: starts, offset: offset)
    }

    private func picture(
        _ rung: Rung, _ timeline: PresentationTimeline, _ cancellation: BlockingWork.Cancellation
    ) throws -> VideoRendition {
        let path = "\(rung.name)/media.mp4"
        try FileTree.makeFolder("\(work.package)/\(rung.name)")
        let files = files(of: rung)
        guard let first = files.first else { throw Trouble.notAsPlanned("\(rung.name) has no parts") }
        var writer = try VideoTrackWriter(
            to: "\(work.package)/\(path)", timeline: timeline, like: try MP4File(path: first).first(.video))
        do {
            for file in files {
                try cancellation.check()
                try writer.append(try MP4File(path: file).first(.video))
            }
            return try writer.finish().rendition(name: rung.name, path: path)
        } catch {
            writer.discard()
            throw error
        }
    }

    private func sound(
        _ track: PlannedAudio, _ timeline: PresentationTimeline, _ cancellation: BlockingWork.Cancellation
    ) throws -> AudioRendition {
        try cancellation.check()
        let path = "\(track.name)/media.mp4"
        try FileTree.makeFolder("\(work.package)/\(track.name)")
        let source = try MP4File(path: work.sound(track)).first(.audio)
        let written = try AudioTrackWriter.write(source, to: "\(work.package)/\(path)", timeline: timeline)
        return written.rendition(
            name: track.name, path: path, language: track.language, label: track.label, isDefault: track.isDefault,
            purpose: track.purpose)
    }
}
