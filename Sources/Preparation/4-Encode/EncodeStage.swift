import Foundation
import KinoraKernel
import KinoraMedia

/// Makes every part that a plan asks for, several at once, and keeps what earlier attempts finished. Finished parts are appended to the
/// growing package in order.
struct EncodeStage: Sendable {
    let plan: Plan
    let work: WorkFolder
    let growth: Growth
    let offer: EarlyOffer
    let prober: any Prober
    let encoder: any Encoder
    /// Commands that run at once.
    let parallel: Int

    /// - Returns: the sounds that cannot be decoded. That is only said when the pictures could be: else it is ffmpeg that does not work.
    func run(_ board: ProgressBoard) async throws -> [PlannedAudio] {
        let tasks = EncodeTask.all(of: plan, in: work)
        let pending = try await BlockingWork.run { cancellation in
            let standing = try growth.standing()
            return try tasks.filter { task in
                try cancellation.check()
                return !task.isDone(standing)
            }
        }
        let open = pending.reduce(0) { $0 + $1.weight }
        board.beginEncoding(total: tasks.reduce(0) { $0 + $1.weight }, open: open)
        // Whether the source's pictures can be used is known before anything is encoded to match them.
        let isCopy: (EncodeTask) -> Bool = { if case .copy = $0.kind { true } else { false } }
        for task in pending.filter(isCopy) { _ = try await finish(task, board) }
        if plan.copiedRung != nil { try await checkCopy() }
        let unfit = try await run(pending.filter { !isCopy($0) }, board)
        let standing = try await BlockingWork.run { _ in try growth.standing() }
        guard plan.rungs.allSatisfy({ standing.pictures[$0.name] == plan.frames }) else {
            throw Trouble.notAsPlanned("some of its parts do not fit together")
        }
        return unfit
    }

    /// Chunks are not begun further ahead of the first that is missing than so many times as many as are encoded at once: what is finished
    /// waits on the disk for those before it.
    private static let chunksAhead = 4

    private func run(_ tasks: [EncodeTask], _ board: ProgressBoard) async throws -> [PlannedAudio] {
        try await withThrowingTaskGroup(of: (EncodeTask, [PlannedAudio]).self) { group in
            var rest = tasks[...]
            var running = 0
            // Known as soon as the sounds are made.
            var unfit: [PlannedAudio]? = tasks.contains { $0.kind == .sound } ? nil : []
            var appended = try await append(without: unfit, board)
            if unfit != nil { unfit = try await leftOut() }
            func begin() {
                while running < parallel, let next = rest.first,
                    running == 0 || next.isNear(appended, in: plan, Self.chunksAhead * parallel)
                {
                    rest.removeFirst()
                    running += 1
                    group.addTask { (next, try await finish(next, board)) }
                }
            }
            begin()
            while let (task, found) = try await group.next() {
                running -= 1
                if task.kind == .sound { unfit = found }
                begin()
                appended = try await append(without: unfit, board)
                begin()
            }
            return unfit ?? []
        }
    }

    /// - Returns: pictures that every rendition has, by coding.
    private func append(without unfit: [PlannedAudio]?, _ board: ProgressBoard) async throws -> [PictureCoding: Int] {
        let (pictures, beginning) = try await BlockingWork.run { cancellation in
            try growth.take(without: unfit, cancellation)
            let standing = try growth.standing()
            let counts = plan.rungs.map { ($0.coding, standing.pictures[$0.name, default: 0]) }
            return (Dictionary(counts, uniquingKeysWith: min), growth.beginning())
        }
        let leading = plan.leadingRungs.first.flatMap { pictures[$0.coding] } ?? 0
        try await offer.update(leading, beginning, board)
        return pictures
    }

    /// Sounds that an earlier attempt found to be unfit when it began the package.
    private func leftOut() async throws -> [PlannedAudio] {
        let names = try await BlockingWork.run { _ in growth.beginning()?.leftOut ?? [] }
        return plan.audio.filter { names.contains($0.name) }
    }

    /// Sounds come from one pass; when that fails, one by one, so that a sound that cannot be decoded loses only itself. What becomes uneven
    /// in one pass is made in two (`EvenSound`).
    /// - Returns: those.
    private func finish(_ task: EncodeTask, _ board: ProgressBoard) async throws -> [PlannedAudio] {
        var unfit: [PlannedAudio] = []
        do {
            try await perform(task, of: plan, board)
        } catch  where task.kind == .sound && Self.isOfTheSound(error) {
            for track in plan.audio where try await !decodes(track, board) { unfit.append(track) }
        }
        // What has to be tried again by the next attempt is no gain.
        board.finish(task.name, weight: task.weight, isGain: unfit.isEmpty)
        return unfit
    }

    /// Makes one sound alone, in the first way in which it can be decoded.
    private func decodes(_ track: PlannedAudio, _ board: ProgressBoard) async throws -> Bool {
        for alternative in track.alternatives {
            var alone = plan
            alone.audio = [alternative]
            do {
                try await perform(.sound(of: alone, in: work), of: alone, board)
                if let part = alternative.silenced(from: track) {
                    try await BlockingWork.run { _ in try Complaints(track, silentIn: part, of: plan).write(to: work) }
                }
                return true
            } catch is EvenSound.Uneven {
                if try await isMadeEven(alternative) { return true }
            } catch Trouble.toolFailed {
                continue
            }
        }
        return false
    }

    private static func isOfTheSound(_ error: any Error) -> Bool {
        if case Trouble.toolFailed = error { true } else { error is EvenSound.Uneven }
    }

    /// - Returns: false where it cannot be made even.
    private func isMadeEven(_ track: PlannedAudio) async throws -> Bool {
        var alone = plan
        alone.audio = [track]
        let task = EncodeTask.sound(of: alone, in: work)
        let part = "\(work.sound(track)).part-\(Identifier<EncodeTask>.make().rawValue.prefix(8))"
        do {
            let report = try await EvenSound(plan: plan, work: work, prober: prober, encoder: encoder).make(track, to: part)
            try await BlockingWork.run { _ in
                try work.checkClaim()
                try Complaints(task, report, plan)?.write(to: work)
                try task.settle([part])
            }
            return true
        } catch {
            unlink(part)
            guard Self.isOfTheSound(error) else { throw error }
            return false
        }
    }

    private func perform(_ task: EncodeTask, of plan: Plan, _ board: ProgressBoard) async throws {
        guard task.kind == .sound else { return try await perform(task, of: plan, levels: [:], board) }
        let levels = try await SoundMaking(work: work, prober: prober).levels(of: plan)
        do {
            try await perform(task, of: plan, levels: levels, board)
        } catch is SoundUnfit {
            var encoded = plan
            for index in encoded.audio.indices { encoded.audio[index].mayStay = false }
            try await perform(.sound(of: encoded, in: work), of: encoded, levels: levels, board)
        }
    }

    /// A sound was to stay as it is, but cannot be packaged.
    private struct SoundUnfit: Error {}

    private func perform(_ task: EncodeTask, of plan: Plan, levels: [Int: SoundLevel], _ board: ProgressBoard) async throws {
        let attempt = Identifier<EncodeTask>.make().rawValue.prefix(8)
        let parts = task.outputs.map { "\($0.path).part-\(attempt)" }
        let length = task.outputs.compactMap(\.frames).first.map(Double.init) ?? Double(plan.frames)
        do {
            let report = try await encoder.run(task.command(plan, work, levels: levels, writingTo: parts)) { progress in
                let frames = task.kind == .sound ? progress.seconds * plan.rate.perSecond : Double(progress.frames)
                board.advance(task.name, weight: task.weight * min(1, frames / max(1, length)))
            }
            let complaints = Complaints(task, report, plan)
            if let complaints, complaints.isTooMuch { throw Trouble.damaged(Explanation(plain: complaints.first)) }
            try await BlockingWork.run { _ in
                if task.kind == .sound, !SoundMaking.areFit(plan.audio, at: parts, plan, levels) { throw SoundUnfit() }
                if task.kind == .sound, !parts.allSatisfy(EvenSound.isEven) { throw EvenSound.Uneven() }
                try work.checkClaim()
                try complaints?.write(to: work)
                try task.settle(parts)
            }
        } catch {
            // On a full disk the reason of the failure needs room too.
            for part in parts { unlink(part) }
            throw error
        }
    }

    /// - Throws: `CopyUnfit` when what came out cannot be cut where the plan says.
    private func checkCopy() async throws {
        guard let rung = plan.copiedRung else { return }
        try await BlockingWork.run { _ in
            // What is in the package already was looked at before.
            guard FileManager.default.fileExists(atPath: work.copy(rung)) else { return }
            let track = try MP4File(path: work.copy(rung)).first(.video)
            do {
                _ = try PresentationTimeline.offset(of: [track], and: [], at: plan.rate)
            } catch let problem as PackagingProblem {
                throw CopyUnfit(reason: problem.sentence)
            }
            var place = 0
            for segment in plan.segments {
                guard track.samples[place].isSync else { throw CopyUnfit(reason: "a segment does not begin with a key picture") }
                place += segment
            }
        }
    }
}
