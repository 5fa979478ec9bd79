import KinoraKernel

/// What is to be done with a letter after an attempt: a rule without effects.
enum LetterFate: Hashable {
    case sent
    case putOff(until: Moment, reason: String)
    case givenUp(reason: String)

    /// The pauses before the second attempt, the third, and so on; the last is repeated.
    static let pauses: [Duration] = [60, 300, 900, 3600, 3 * 3600, 6 * 3600].map { .seconds($0) }
    /// After so long nobody waits for it any more.
    static let longest = Duration.seconds(2 * 24 * 3600)

    /// - Parameters:
    ///   - attempt: 1 for the first.
    ///   - goodUntil: see `Letter.goodUntil`.
    static func after(_ trouble: PostTrouble, attempt: Int, postedAt: Moment, goodUntil: Moment?, at now: Moment) -> LetterFate {
        guard case .later(let reason) = trouble else { return .givenUp(reason: trouble.sentence) }
        let next = now + pauses[min(max(attempt, 1), pauses.count) - 1]
        let end = min(postedAt + longest, goodUntil ?? postedAt + longest)
        return next <= end ? .putOff(until: next, reason: reason) : .givenUp(reason: reason)
    }
}
