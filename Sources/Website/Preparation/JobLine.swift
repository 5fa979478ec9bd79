import KinoraDocuments
import KinoraKernel
import KinoraPreparation

/// A job as the preparation page lists it; also what the event stream carries.
struct JobLine: Codable, Hashable, Sendable {
    let id: String
    let label: String
    let file: String
    /// What is being done; empty where nothing is.
    let stage: String
    /// Whole percent of the job.
    let percent: Int
    let isRunning: Bool
    let left: String
    let reason: String?
    /// Where the owner says what the file is; nil for files that cannot be read.
    let what: String?
    let whatLabel: String
    let progressLabel: String
    let actions: [Action]

    struct Action: Codable, Hashable, Sendable {
        let name: String
        let address: String
        let label: String
    }

    init(_ job: Stored<Job>, _ words: Words) {
        let value = job.value
        id = job.id
        label = value.label.onOneLine()
        file = value.path.onOneLine()
        isRunning = value.state == .running
        percent = Int((min(max(value.progress.isFinite ? value.progress : 0, 0), 1) * 100).rounded(.down))
        stage = isRunning ? words(Self.phrase(value.stage)) : ""
        let time = isRunning ? value.secondsLeft.map(words.left(seconds:)) : nil
        // From the first whole minute on; on the page of the title it can be played.
        let watchable = isRunning ? value.watchable.flatMap { $0 >= 60_000 ? $0 / 60_000 * 60_000 : nil } : nil
        let early = watchable.map { words(.earlyOnBoard, words.length(milliseconds: $0)) }
        left = [time, early].compactMap(\.self).joined(separator: " · ")
        reason = words.said(value.reason, value.explained)
        what = value.source.hasPrefix("path-") ? nil : Place.naming(value.source).address
        whatLabel = words(.whatIsThisNamed, label)
        progressLabel = words(.progress, label)
        actions = Self.actions(in: value.state).map { action, phrase in
            Action(name: action.rawValue, address: Place.job(JobID(job.id), action).address, label: words(phrase))
        }
    }

    private static func phrase(_ stage: Job.Stage) -> Phrase {
        switch stage {
        case .scan: .stageScan
        case .identify: .stageIdentify
        case .describe: .stageDescribe
        case .encode: .stageEncode
        case .package: .stagePackage
        case .verify: .stageVerify
        case .publish: .stagePublish
        }
    }

    private static func actions(in state: Job.State) -> [(JobAction, Phrase)] {
        switch state {
        case .waiting, .running: [(.pause, .actionPause), (.cancel, .actionCancel)]
        case .paused: [(.resume, .actionResume), (.cancel, .actionCancel)]
        case .failed: [(.retry, .actionRetry), (.cancel, .actionCancel)]
        case .cancelled: [(.retry, .actionRetry)]
        case .done: []
        }
    }
}
