import KinoraKernel

/// Why a command to the queue was not followed.
package enum JobRefusal: Complaint, Hashable {
    case noSuchJob(String)
    /// The job's state does not allow it: a finished job cannot be paused.
    case wrongState(label: String, state: Job.State, command: String)

    package var sentence: String {
        switch self {
        case .noSuchJob(let id): "There is no job \(id.onOneLine(atMost: 60)); `kinora jobs` lists them."
        case .wrongState(let label, let state, let command):
            "“\(label.onOneLine(atMost: 120))” cannot be \(command) because it is \(state.rawValue)."
        }
    }
}
