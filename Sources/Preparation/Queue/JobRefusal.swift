import KinoraKernel

/// Why a command to the queue was not followed.
package enum JobRefusal: ExplainedComplaint, Hashable {
    case noSuchJob(String)
    /// The job's state does not allow it: a finished job cannot be paused.
    case wrongState(label: String, state: Job.State, command: String)

    package var explanation: Explanation {
        switch self {
        case .noSuchJob(let id): "There is no job \(id.onOneLine(atMost: 60)); `kinora jobs` lists them."
        case .wrongState(let label, let state, let command):
            "“\(label.onOneLine(atMost: 120))” cannot be \(Explanation(sentence: command)) because it is \(Explanation(sentence: state.rawValue))."
        }
    }
}
