import KinoraKernel

/// How a worker lets go of a job.
package enum JobEnd: Hashable, Sendable {
    /// Published; the notes say what is odd about the film, if anything.
    case done(notes: [Explanation] = [])
    /// It cannot be prepared as it is; only a changed file or the owner's word gives it another chance.
    /// - Parameter isUnusable: whether the reason lies in the file itself.
    case failed(reason: Explanation, isUnusable: Bool = false)
    /// Something unexpected: tried again, until the queue's number of attempts is used up.
    case stumbled(reason: Explanation)
    /// Something is in the way that passes by itself, or that the owner removes without a word: it waits and is tried again after a rest. The
    /// attempt does not count.
    case postponed(reason: Explanation, rest: Duration)
    /// The worker stops; the job waits for the next one and the attempt does not count.
    case released
}
