/// What an owner can do about a job.
package enum JobAction: String, Hashable, Sendable, CaseIterable {
    case retry, pause, resume, cancel
}
