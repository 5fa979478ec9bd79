import KinoraKernel

/// What is to be done with a message after an attempt: a rule without effects.
enum DeliveryFate: Hashable {
    case delivered
    case putOff(until: Moment, CourierTrouble)
    case givenUp(CourierTrouble)

    /// The pauses before the second attempt, the third, and so on; after the last one it is given up.
    static let pauses: [Duration] = seconds.map { .seconds($0) }
    private static let seconds: [Int64] = [5, 60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

    /// - Parameter attempt: 1 for the first.
    static func after(_ trouble: CourierTrouble, attempt: Int, at now: Moment) -> DeliveryFate {
        guard !trouble.isGone, attempt <= pauses.count else { return .givenUp(trouble) }
        return .putOff(until: now + pauses[max(attempt, 1) - 1], trouble)
    }
}
