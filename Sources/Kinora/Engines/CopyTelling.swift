import Foundation
import KinoraDocuments
import KinoraKernel

/// Tells a person how a copy goes on: on a terminal in one line that changes, otherwise in one line for each collection.
actor CopyTelling {
    private let isTerminal: Bool
    private let write: @Sendable (String) -> Void
    private var total = 0
    /// How many documents stood in the target when the copy was started or taken up.
    private var resumed = 0
    private var done = 0
    private var inCollection = 0
    private var began: ContinuousClock.Instant
    private var last: ContinuousClock.Instant?

    /// The time between two changes of the line.
    private static let pause = Duration.milliseconds(200)

    init(isTerminal: Bool = isatty(STDERR_FILENO) == 1, write: @escaping @Sendable (String) -> Void = Output.piece) {
        self.isTerminal = isTerminal
        self.write = write
        began = .now
    }

    func tell(_ news: CopyNews) {
        switch news {
        case .began(let total, let resumed): begin(total, resumed)
        case .copied(let collection, let documents): copied(collection, documents)
        case .finished(let collection):
            if !isTerminal { write("\(collection): \(inCollection) copied\n") }
            inCollection = 0
        case .followed(let changes): line("\(changes) changes that were made meanwhile are brought after")
        case .compared(let collection, let documents): line("\(collection): \(documents) compared")
        }
    }

    /// Clears the line, so that what is said at the end stands alone.
    func end() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func begin(_ total: Int, _ resumed: Int?) {
        self.total = total
        self.resumed = resumed ?? 0
        done = self.resumed
        began = .now
        if let resumed { write("Going on: \(resumed) of \(total) documents were copied before.\n") }
    }

    private func copied(_ collection: String, _ documents: Int) {
        inCollection += documents - done
        done = documents
        guard isTerminal else { return }
        let now = ContinuousClock.now
        if let last, now - last < Self.pause { return }
        last = now
        write("\r\u{1B}[K" + Self.line(collection, done: done, resumed: resumed, total: total, after: now - began))
    }

    private func line(_ text: String) {
        write(isTerminal ? "\r\u{1B}[K\(text)" : text + "\n")
    }

    /// `films: 1200 of 10000, 12 %, 40 s left`
    static func line(_ collection: String, done: Int, resumed: Int, total: Int, after elapsed: Duration) -> String {
        let share = total > 0 ? min(100, done * 100 / total) : 100
        let text = "\(collection): \(done) of \(max(done, total)), \(share) %"
        let speed = Double(done - resumed) / max(elapsed.inSeconds, 0.001)
        guard speed > 0, elapsed > .seconds(1), done < total else { return text }
        return text + ", \(spoken(Double(total - done) / speed)) left"
    }

    private static func spoken(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded(.up))
        return whole < 60 ? "\(whole) s" : whole < 3600 ? "\(whole / 60) min" : "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}
