import Foundation
import KinoraKernel
import KinoraMedia

/// The package of a job while it grows: finished parts are appended to its tracks in order, and are then removed.
///
/// 1. It begins when the sounds and the first pictures of every rendition in H.264 are there: then it is known how far decoding runs ahead
/// (AV1's pictures, which come later, are decoded in the order in which they are shown). Sounds and subtitles are written whole
/// (`PackageBeginning`). 2. Parts are appended in the order of the film. What was appended is on the disk before the track's `VideoDraft`
/// says so, and the draft before the part is removed. 3. So whatever is killed, the next attempt cuts a track off where its draft ends and
/// goes on from there; the bytes in the end are the same.
///
/// Everything blocks, and is for one task at a time.
struct Growth: Sendable {
    let plan: Plan
    let work: WorkFolder
    let texts: [SourceText]

    /// How far the package is.
    struct Standing: Sendable {
        /// Whether the sounds are in it.
        var isBegun = false
        /// By rendition, from the first on without a gap.
        var pictures: [String: Int] = [:]
    }

    private var layout: GrowthLayout { work.growth }

    /// Drafts whose files are not what they say are given up first.
    func standing() throws -> Standing {
        guard let beginning = beginning() else { return Standing() }
        // Without its sounds and texts it is of no use, whatever became of them.
        let whole = beginning.audio.map { ($0.path, $0.track.size) } + beginning.text.map { ($0.path, $0.size) }
        guard whole.allSatisfy({ path, size in (try? RandomAccessFile(path: "\(work.package)/\(path)"))?.size == size }) else {
            try Self.giveUp(in: work)
            return Standing()
        }
        var standing = Standing(isBegun: true)
        for rung in plan.rungs {
            guard let draft = draft(rung) else { continue }
            if let file = try? RandomAccessFile(path: layout.media(rung.name)), file.size >= draft.size {
                standing.pictures[rung.name] = draft.pictures
            } else {
                try giveUp(rung)
            }
        }
        return standing
    }

    func beginning() -> PackageBeginning? { read(layout.beginning) }

    /// Appends every part whose turn it is, after beginning the package if that is possible.
    /// - Parameter unfit: sounds that cannot be decoded; nil while the sounds are not made.
    func take(without unfit: [PlannedAudio]?, _ cancellation: BlockingWork.Cancellation) throws {
        try work.checkClaim()
        guard let beginning = try beginning() ?? unfit.flatMap({ try begin(without: $0, cancellation) }) else { return }
        for track in plan.audio { try FileTree.remove(work.sound(track)) }
        for rung in plan.rungs { try append(rung, beginning.timeline, cancellation) }
    }

    /// Writes the index of a track that has all its pictures.
    func finish(_ rung: Rung, _ beginning: PackageBeginning) throws -> VideoRendition {
        guard let draft = draft(rung) else { throw Trouble.notAsPlanned("\(rung.name) has no pictures") }
        var writer = try VideoTrackWriter(resuming: draft, at: layout.media(rung.name), timeline: beginning.timeline)
        return try writer.finish().rendition(name: rung.name, path: GrowthLayout.media(rung.name))
    }

    /// Removes everything that was packaged; the parts are made again.
    static func giveUp(in work: WorkFolder) throws {
        // First what says that the rest can be relied upon.
        try FileTree.remove(work.growth.growing)
        try FileTree.remove(work.package)
        try FileTree.remove("\(work.path)/video")
        try work.prepare()
    }

    private func giveUp(_ rung: Rung) throws {
        try FileTree.remove(layout.draft(rung.name))
        try FileTree.remove(layout.media(rung.name))
        // Parts of it may have been given back already.
        if rung.isCopied { try FileTree.remove(work.copy(rung)) }
    }

    private func begin(without unfit: [PlannedAudio], _ cancellation: BlockingWork.Cancellation) throws -> PackageBeginning? {
        guard plan.leadingRungs.allSatisfy({ FileManager.default.fileExists(atPath: first(of: $0)) }) else { return nil }
        try FileTree.remove(layout.growing)
        try FileTree.remove(layout.package)
        try FileTree.makeFolder(layout.package)
        try FileTree.makeFolder(layout.growing)
        var plan = plan
        plan.leaveOut(unfit)
        let timeline = try timeline(plan)
        let audio = try plan.audio.map { try sound($0, timeline, cancellation) }
        let text = try TextWriter(folder: work.package, offset: timeline.offset).write(texts, duration: timeline.duration)
        let beginning = PackageBeginning(
            timeline: timeline, video: plan.leadingRungs.map { PackageBeginning.Rendition(name: $0.name, peakRate: $0.peakRate) },
            audio: audio,
            text: text.tracks, leftOut: unfit.map(\.name))
        try write(beginning, to: layout.beginning)
        return beginning
    }

    private func first(of rung: Rung) -> String {
        rung.isCopied ? work.copy(rung) : work.chunk(0, rung)
    }

    private func timeline(_ plan: Plan) throws -> PresentationTimeline {
        // All chunks of a rendition are encoded with the same settings, so one tells how far decoding runs ahead.
        let pictures = try plan.leadingRungs.map { try MP4File(path: first(of: $0)).first(.video) }
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

    private func sound(
        _ track: PlannedAudio, _ timeline: PresentationTimeline, _ cancellation: BlockingWork.Cancellation
    ) throws -> AudioRendition {
        try cancellation.check()
        try FileTree.makeFolder("\(work.package)/\(track.name)")
        let source = try MP4File(path: work.sound(track)).first(.audio)
        let written = try AudioTrackWriter.write(source, to: layout.media(track.name), timeline: timeline)
        return written.rendition(
            name: track.name, path: GrowthLayout.media(track.name), language: track.language, label: track.label,
            isDefault: track.isDefault, purpose: track.purpose)
    }

    private func append(_ rung: Rung, _ timeline: PresentationTimeline, _ cancellation: BlockingWork.Cancellation) throws {
        var draft = draft(rung)
        let done = plan.chunks.prefix { $0.first + $0.frames <= draft?.pictures ?? 0 }.count
        guard !rung.isCopied else { return try appendCopy(rung, from: done, draft, timeline, cancellation) }
        for chunk in plan.chunks[..<done] { try FileTree.remove(work.chunk(chunk.index, rung)) }
        for chunk in plan.chunks[done...] {
            try cancellation.check()
            try work.checkClaim()
            let path = work.chunk(chunk.index, rung)
            guard let track = try? MP4File(path: path).first(.video), track.samples.count == chunk.frames else { return }
            var writer = try writer(rung, after: draft, timeline, like: track)
            try writer.append(track)
            draft = try note(writer, rung)
            try FileTree.remove(path)
        }
    }

    /// The source's own pictures are there all at once; what is appended of them is given back to the disk.
    private func appendCopy(
        _ rung: Rung, from done: Int, _ draft: VideoDraft?, _ timeline: PresentationTimeline, _ cancellation: BlockingWork.Cancellation
    ) throws {
        let path = work.copy(rung)
        if done < plan.chunks.count {
            let track = try MP4File(path: path).first(.video)
            let stretches = plan.chunks[done...].map { $0.first..<$0.first + $0.frames }
            var writer = try writer(rung, after: draft, timeline, like: track)
            try writer.append(track, in: stretches) { writer in
                try cancellation.check()
                let noted = try note(writer, rung)
                let rest = track.samples[noted.pictures...].lazy.map(\.offset).min() ?? 0
                FileTree.giveBack((track.samples.lazy.map(\.offset).min() ?? 0)..<max(rest, track.samples[0].offset), of: path)
            }
        }
        try FileTree.remove(path)
    }

    private func writer(
        _ rung: Rung, after draft: VideoDraft?, _ timeline: PresentationTimeline, like track: MP4Track
    ) throws -> VideoTrackWriter {
        let path = layout.media(rung.name)
        if let draft { return try VideoTrackWriter(resuming: draft, at: path, timeline: timeline) }
        try FileTree.makeFolder("\(work.package)/\(rung.name)")
        try FileTree.remove(path)
        return try VideoTrackWriter(to: path, timeline: timeline, like: track)
    }

    private func draft(_ rung: Rung) -> VideoDraft? { read(layout.draft(rung.name)) }

    private func note(_ writer: VideoTrackWriter, _ rung: Rung) throws -> VideoDraft {
        let draft = try writer.draft()
        if draft.pictures == plan.chunks.first?.frames { try FileTree.settle("\(work.package)/\(rung.name)") }
        try write(draft, to: layout.draft(rung.name))
        return draft
    }

    private func write(_ value: some Encodable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try FileTree.write(try encoder.encode(value), to: path)
        try FileTree.settle(layout.growing)
    }

    private func read<Value: Decodable>(_ path: String) -> Value? {
        FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(Value.self, from: $0) }
    }
}
