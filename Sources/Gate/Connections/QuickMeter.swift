import Synchronization

/// Counts what was answered without the router.
package final class QuickMeter: Sendable {
    private let answered = Atomic<Int>(0)
    private let sent = Atomic<Int>(0)

    package init() {}

    package var answers: Int { answered.load(ordering: .relaxed) }
    /// Bytes of files, without heads.
    package var bytes: Int { sent.load(ordering: .relaxed) }

    func count(bytes: Int) {
        answered.wrappingAdd(1, ordering: .relaxed)
        sent.wrappingAdd(bytes, ordering: .relaxed)
    }
}
