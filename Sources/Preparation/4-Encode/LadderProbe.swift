import Foundation
import KinoraKernel
import KinoraMedia

/// Encodes a few short stretches of a film in all renditions that it might get, and decides by what they cost.
///
/// The cost is bounded: the samples last six thousandths of the film together and never more than twelve seconds, so they cost less than
/// one hundredth of the encoding, and a six-hundredth for a film of two hours. Films below fifty seconds get the usual ladder.
/// One thread for each encoder: the same source has the same samples and so the same decision.
struct LadderProbe: Sendable {
    let plan: Plan
    let survey: PacketSurvey
    let probe: Probe
    let work: WorkFolder
    let prober: any Prober
    /// Commands that run at once.
    let parallel: Int

    static let share = 0.006
    /// Seconds of all samples together; less tells nothing.
    static let least = 0.3
    /// Seconds of each, where there are several.
    static let shortest = 0.5
    static let longest = 2.0
    static let most = 6

    /// The plan with its renditions chosen.
    func decided() async throws -> Plan {
        var decided = plan
        let candidates = plan.encodedRungs
        let size = plan.duration * Self.share
        guard !candidates.isEmpty else { return plan }
        guard size >= Self.least else {
            decided.ladder.reasons = ["The film is too short to be worth samples: the usual renditions and quality."]
            return decided
        }
        let extra = Ladder.extra(below: plan.rungs, at: plan.rate, picture: plan.size)
        var tried = plan
        tried.rungs = candidates + extra
        // Of a film in several files the first decides.
        var sampled = tried
        sampled.frames = plan.pieces[0].frames
        let samples = try await samples(Self.chunks(of: sampled, size, survey, probe), tried)
        guard !samples.isEmpty else {
            decided.ladder.reasons = ["Its samples could not be encoded: the usual renditions and quality."]
            return decided
        }
        let copied = plan.copiedRung.map { rung in
            Planner.mainPicture(of: probe).flatMap { CopyPolicy.bitRate(of: $0, probe) }.map(Double.init) ?? Double(rung.peakRate)
        }
        let (rungs, decision) = LadderChoice.choose(
            tried.rungs, extra: extra.count, copied: copied, samples, quality: plan.ladder.quality)
        decided.rungs = [plan.copiedRung].compactMap { $0 } + rungs
        decided.ladder = decision
        return decided
    }

    /// Stretches at even distances, away from titles and credits.
    static func chunks(of plan: Plan, _ seconds: Double, _ survey: PacketSurvey, _ probe: Probe) -> [Chunk] {
        let total = min(seconds, longest * Double(most))
        let count = max(1, min(most, Int(total / shortest)))
        let length = max(1, Int((total / Double(count) * plan.rate.perSecond).rounded()))
        return (0..<count).map { index in
            let place = 0.08 + 0.84 * (Double(index) + 0.5) / Double(count)
            let first = max(0, min(plan.frames - length, Int(Double(plan.frames) * place)))
            let moment = plan.origin + Double(first) / plan.rate.perSecond
            return Chunk(index: -1 - index, first: first, segments: [length], seek: Planner.seek(to: moment, survey, probe))
        }
    }

    private func samples(_ chunks: [Chunk], _ plan: Plan) async throws -> [LadderSample] {
        try await BlockingWork.run { [work] _ in
            try FileTree.remove(work.samples)
            try FileTree.makeFolder(work.samples)
        }
        let found = try await withThrowingTaskGroup(of: (Int, LadderSample?).self) { group in
            var rest = chunks.enumerated().map { ($0, $1) }[...]
            var found: [Int: LadderSample] = [:]
            for (index, chunk) in rest.prefix(parallel) { group.addTask { (index, try await sample(chunk, plan)) } }
            rest = rest.dropFirst(parallel)
            while let (index, sample) = try await group.next() {
                found[index] = sample
                if let (index, chunk) = rest.popFirst() { group.addTask { (index, try await self.sample(chunk, plan)) } }
            }
            return found
        }
        try await BlockingWork.run { [work] _ in try FileTree.remove(work.samples) }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// - Returns: nil when this stretch cannot be encoded, which the encoding itself will have something to say about.
    private func sample(_ chunk: Chunk, _ plan: Plan) async throws -> LadderSample? {
        let outputs = plan.rungs.map { "\(work.samples)/\(-chunk.index).\($0.name).mp4" }
        let likeness: Likeness
        do {
            likeness = try await prober.likeness(.sample(chunk, of: plan, source: work.source, outputs: outputs))
        } catch Trouble.toolFailed {
            return nil
        }
        guard likeness.encoded.count == outputs.count else { return nil }
        let segment = Double(plan.segments.max() ?? chunk.frames)
        let rates = try await BlockingWork.run { _ in
            outputs.compactMap { Self.rate(of: $0, chunk.frames, plan.rate, segment: segment) }
        }
        guard rates.count == outputs.count else { return nil }
        return LadderSample(rates: rates, likeness: likeness.encoded, detail: likeness.detail)
    }

    /// Bits per second, as if the one key picture stood for a whole segment. Nil when pictures are missing. Blocks.
    private static func rate(of path: String, _ frames: Int, _ rate: FrameRate, segment: Double) -> Double? {
        guard let samples = try? MP4File(path: path).first(.video).samples, samples.count == frames, let key = samples.first else {
            return nil
        }
        let others = samples.dropFirst().reduce(0.0) { $0 + Double($1.size) }
        let each = frames > 1 ? others / Double(frames - 1) : 0
        return (Double(key.size) + each * (segment - 1)) * 8 / segment * rate.perSecond
    }
}
