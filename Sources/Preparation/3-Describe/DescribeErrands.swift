import KinoraKernel
import Logging

/// What is done about descriptions after a scan, in its own time: tags are read, providers asked, pictures made.
///
/// Each errand does a bounded piece and lets the others have their turn. What is done is written down at once, so whoever is stopped goes on
/// where he was.
package struct DescribeErrands: Sendable {
    private let errands: [@Sendable () async throws -> Bool]
    private let pause: Duration
    private let log: Logger

    /// - Parameters:
    ///   - errands: each does a piece of its work and says whether there was any.
    ///   - pause: the time between two looks when nothing is left to do.
    package init(_ errands: [@Sendable () async throws -> Bool], pause: Duration = .seconds(5), log: Logger) {
        self.errands = errands
        self.pause = pause
        self.log = log
    }

    /// Goes on until its task is cancelled. Failures are logged and waited out.
    package func run() async throws {
        var told: String?
        while true {
            do {
                let did = try await round()
                told = nil
                if did { continue }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                let sentence =
                    (error as? any Complaint)?.sentence ?? "Something unexpected happened (\("\(error)".onOneLine(atMost: 200)))."
                if sentence != told { log.error("Titles cannot be described further: \(sentence)") }
                told = sentence
            }
            try await Task.sleep(for: pause)
        }
    }

    /// Until nothing is left to do.
    package func runOnce() async throws {
        while try await round() { try Task.checkCancellation() }
    }

    private func round() async throws -> Bool {
        var did = false
        for errand in errands where try await errand() { did = true }
        return did
    }
}
