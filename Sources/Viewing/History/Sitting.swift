import KinoraDocuments
import KinoraKernel

/// One playing of one page, as far as the sum about its feature must remember it: which of its reports are counted already.
package struct Sitting: Codable, Hashable, Sendable {
    package var name: String
    /// The reports below this number are counted, …
    private(set) var upTo: Int
    /// … and these beyond it, whose predecessors are still on their way.
    @OrEmpty private(set) var beyond: [Int] = []
    /// Seconds that were counted.
    var seconds: Double
    /// It began at this moment at the earliest.
    let beganAt: Moment
    /// Whether nearly all of the feature was reached in it.
    var isFinished: Bool

    /// Reports that may be missing before another; when more are, the oldest are given up.
    static let mostBeyond = 16
    /// Reports that may have got lost before the first that came.
    private static let mostLost = 2

    /// - Parameter first: the report of it that came first.
    init(_ first: WatchEntry) {
        name = first.report.sitting
        upTo = 0
        seconds = 0
        beganAt = first.at - .seconds(first.report.seconds + Double(min(first.report.number, Self.mostLost)) * WatchEntry.mostSeconds)
        isFinished = false
    }

    func hasCounted(_ number: Int) -> Bool { number < upTo || beyond.contains(number) }

    /// Whether a report is the newest of those that came.
    func isNewest(_ number: Int) -> Bool { number >= (beyond.last.map { $0 + 1 } ?? upTo) }

    mutating func count(_ number: Int) {
        beyond = (beyond + [number]).sorted()
        if beyond.count > Self.mostBeyond { upTo = beyond[0] }
        while beyond.first == upTo {
            beyond.removeFirst()
            upTo += 1
        }
    }
}
