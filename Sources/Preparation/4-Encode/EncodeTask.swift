import Foundation
import KinoraKernel
import KinoraMedia

/// One command's worth of encoding, with what it leaves behind. Done as soon as every output stands under its final name, or is appended
/// to the growing package.
struct EncodeTask: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case copy(Rung)
        case sound
        case chunk(Int, PictureCoding)
    }

    struct Output: Hashable, Sendable {
        let path: String
        /// Pictures that must be in it; nil for sound.
        let frames: Int?
        /// The rendition that it is a part of, and the first picture behind it; nil for sound.
        let place: Place?

        struct Place: Hashable, Sendable {
            let rendition: String
            let end: Int
        }
        /// How its pictures are sealed; nil for sound.
        let sealing: Sealing?

        init(path: String, frames: Int?, place: Place? = nil, sealing: Sealing? = nil) {
            self.path = path
            self.frames = frames
            self.place = place
            self.sealing = sealing
        }
    }

    /// Pictures in each segment of a part, and the film's rate; see `SegmentSeals`.
    struct Sealing: Hashable, Sendable {
        let lengths: [Int]
        let rate: FrameRate
        /// Whether an encoder of ours made the pictures.
        let isOurs: Bool
    }

    let kind: Kind
    let outputs: [Output]
    /// Share of the job's encoding, in pictures.
    let weight: Double

    var name: String {
        switch kind {
        case .copy: "copy"
        case .sound: "sound"
        case .chunk(let index, .h264): "chunk-\(index)"
        case .chunk(let index, let coding): "chunk-\(index)-\(coding.rawValue)"
        }
    }

    func command(_ plan: Plan, _ work: WorkFolder, levels: [Int: SoundLevel], writingTo parts: [String]) -> EncodeCommand {
        switch kind {
        case .copy: .copy(of: plan, source: work.source, output: parts[0])
        case .sound where plan.parts != nil: .joinedSound(of: plan, levels: levels, sources: work.sources(plan), outputs: parts)
        case .sound: .sound(of: plan, levels: levels, source: work.source, outputs: parts)
        case .chunk(let index, let coding):
            .chunk(plan.chunks[index], of: plan, in: coding, source: work.source(plan.part(of: plan.chunks[index])), outputs: parts)
        }
    }

    /// All tasks of a plan, in the order in which they are begun: first what shows early whether the plan holds; AV1 after everything else,
    /// in tasks of its own, so that H.264 does not wait for the slower encoder. The second decoding costs a thirtieth of such a task.
    static func all(of plan: Plan, in work: WorkFolder) -> [EncodeTask] {
        var tasks: [EncodeTask] = []
        if let rung = plan.copiedRung {
            let output = Output(
                path: work.copy(rung), frames: plan.frames, place: Output.Place(rendition: rung.name, end: plan.frames),
                sealing: Sealing(lengths: plan.segments, rate: plan.rate, isOurs: false))
            tasks.append(EncodeTask(kind: .copy(rung), outputs: [output], weight: Double(plan.frames) * 0.02))
        }
        if !plan.audio.isEmpty { tasks.append(sound(of: plan, in: work)) }
        for coding in PictureCoding.allCases {
            let rungs = plan.encodedRungs(in: coding)
            guard !rungs.isEmpty else { continue }
            tasks += plan.chunks.map { chunk in
                let sealing = Sealing(lengths: chunk.segments, rate: plan.rate, isOurs: true)
                let outputs = rungs.map { rung in
                    Output(
                        path: work.chunk(chunk.index, rung), frames: chunk.frames,
                        place: Output.Place(rendition: rung.name, end: chunk.first + chunk.frames), sealing: sealing)
                }
                return EncodeTask(kind: .chunk(chunk.index, coding), outputs: outputs, weight: Double(chunk.frames) * coding.effort)
            }
        }
        return tasks
    }

    /// The sounds of a plan, all at once.
    static func sound(of plan: Plan, in work: WorkFolder) -> EncodeTask {
        let outputs = plan.audio.map { Output(path: work.sound($0), frames: nil, place: nil) }
        return EncodeTask(kind: .sound, outputs: outputs, weight: Double(plan.frames * plan.audio.count) * 0.03)
    }

    /// Whether it is a chunk that begins less than so many chunks behind a picture, or no chunk at all.
    /// - Parameter pictures: by coding.
    func isNear(_ pictures: [PictureCoding: Int], in plan: Plan, _ chunks: Int) -> Bool {
        guard case .chunk(let index, let coding) = kind else { return true }
        let picture = pictures[coding, default: 0]
        let first = plan.chunks.firstIndex { $0.first + $0.frames > picture } ?? plan.chunks.count
        return index < first + chunks
    }

    /// Whether everything stands, whole, or is in the package. Blocks.
    func isDone(_ standing: Growth.Standing) -> Bool {
        if kind == .sound, standing.isBegun { return true }
        return outputs.allSatisfy { output in
            if let place = output.place, standing.pictures[place.rendition, default: 0] >= place.end { return true }
            guard let count = try? Self.count(output) else { return false }
            guard output.sealing == nil || FileManager.default.fileExists(atPath: WorkFolder.seals(of: output.path)) else { return false }
            return output.frames.map { $0 == count } ?? (count > 0)
        }
    }

    /// Checks finished parts and gives them their final names. Blocks.
    /// - Throws: `Trouble.damaged` when pictures are missing: they could not be decoded. `Trouble.toolFailed` when there is nothing at all.
    func settle(_ parts: [String]) throws {
        for (part, output) in zip(parts, outputs) {
            let count = try count(in: part, like: output)
            if let frames = output.frames, frames != count {
                throw Trouble.damaged("only \(count) of \(frames) pictures of \(name) can be decoded")
            }
            try seal(part, output)
            try FileTree.settle(part)
        }
        for (part, output) in zip(parts, outputs) { try FileTree.rename(part, to: output.path) }
    }

    /// Notes what the pictures of a part are, as they came from the encoder, so that the finished track can be compared with them.
    private func seal(_ part: String, _ output: Output) throws {
        guard let sealing = output.sealing else { return }
        let track = try MP4File(path: part).first(.video)
        do {
            let seals = try SegmentSeals.of(track, lengths: sealing.lengths, at: sealing.rate, isOurs: sealing.isOurs)
            try FileTree.write(try JSONEncoder().encode(seals), to: WorkFolder.seals(of: output.path))
        } catch let problem as PackagingProblem {
            guard sealing.isOurs else { throw CopyUnfit(reason: problem.sentence) }
            throw Trouble.toolFailed(name: "ffmpeg", reason: problem.explanation)
        }
    }

    private func count(in part: String, like output: Output) throws -> Int {
        guard FileManager.default.fileExists(atPath: part) else {
            throw Trouble.toolFailed(name: "ffmpeg", reason: "it ended without an error, but made nothing.")
        }
        do {
            let count = try Self.count(Output(path: part, frames: output.frames, place: nil))
            if count > 0 || output.frames != nil { return count }
            throw Trouble.toolFailed(name: "ffmpeg", reason: "it found no sound that it can decode.")
        } catch let problem as MediaFileProblem {
            if case .system = problem { throw problem }
            throw Trouble.toolFailed(name: "ffmpeg", reason: "it ended without an error, but what it made cannot be read.")
        }
    }

    private static func count(_ output: Output) throws -> Int {
        try MP4File(path: output.path).first(output.frames == nil ? .audio : .video).samples.count
    }
}
