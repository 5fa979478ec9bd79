import KinoraKernel
import KinoraMedia

/// Makes every part that a plan asks for, several at once, and keeps what earlier attempts finished.
struct EncodeStage: Sendable {
    let plan: Plan
    let work: WorkFolder
    let encoder: any Encoder
    /// Commands that run at once.
    let parallel: Int

    func run(_ board: ProgressBoard) async throws {
        let tasks = EncodeTask.all(of: plan, in: work)
        let pending = try await BlockingWork.run { cancellation in
            try tasks.filter { task in
                try cancellation.check()
                return !task.isDone()
            }
        }
        let open = pending.reduce(0) { $0 + $1.weight }
        board.beginEncoding(total: tasks.reduce(0) { $0 + $1.weight }, open: open)
        // Whether the source's pictures can be used is known before anything is encoded to match them.
        let isCopy: (EncodeTask) -> Bool = { if case .copy = $0.kind { true } else { false } }
        try await run(pending.filter(isCopy), board)
        if plan.copiedRung != nil { try await checkCopy() }
        try await run(pending.filter { !isCopy($0) }, board)
    }

    private func run(_ tasks: [EncodeTask], _ board: ProgressBoard) async throws {
        try await withThrowingTaskGroup(of: EncodeTask.self) { group in
            var rest = tasks[...]
            for task in rest.prefix(parallel) { group.addTask { try await perform(task, board) } }
            rest = rest.dropFirst(parallel)
            while let done = try await group.next() {
                board.finish(done.name, weight: done.weight)
                if let next = rest.popFirst() { group.addTask { try await perform(next, board) } }
            }
        }
    }

    private func perform(_ task: EncodeTask, _ board: ProgressBoard) async throws -> EncodeTask {
        let attempt = Identifier<EncodeTask>.make().rawValue.prefix(8)
        let parts = task.outputs.map { "\($0.path).part-\(attempt)" }
        let length = task.outputs.compactMap(\.frames).first.map(Double.init) ?? Double(plan.frames)
        let report = try await encoder.run(task.command(plan, work, writingTo: parts)) { progress in
            let frames = task.kind == .sound ? progress.seconds * plan.rate.perSecond : Double(progress.frames)
            board.advance(task.name, weight: task.weight * min(1, frames / max(1, length)))
        }
        let complaints = Complaints(task, report, plan)
        if let complaints, complaints.isTooMuch { throw Trouble.damaged(complaints.first) }
        try await BlockingWork.run { _ in
            try complaints?.write(to: work)
            try task.settle(parts)
        }
        return task
    }

    /// - Throws: `CopyUnfit` when what came out cannot be cut where the plan says.
    private func checkCopy() async throws {
        guard let rung = plan.copiedRung else { return }
        try await BlockingWork.run { _ in
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
