import KinoraDocuments
import KinoraKernel

/// What is done without being asked: messages are followed, open orders and subscriptions settled, books laid side by side.
package struct BillingErrands: Sendable {
    let billing: Billing
    /// Between two looks at what is due.
    package var pause = Duration.seconds(5)

    /// Between two looks at everything that is open.
    private static let pauseOfSettling = Duration.seconds(600)
    /// Between two reconciliations.
    private static let pauseOfReconciling = Duration.seconds(24 * 3600)
    /// Reconciliations overlap, so that nothing falls between two.
    private static let overlap = Duration.seconds(3 * 86_400)

    package enum News: Hashable, Sendable {
        case reconciled(looked: Int, repaired: Int)
        case trouble(String)
    }

    /// Goes on until its task is cancelled. Whatever fails is told, once for as long as it is the same, and tried again: what is paid must be
    /// followed as long as the house stands.
    /// - Parameter isGone: whether a member is leaving or erased; nothing more is charged then.
    package func run(isGone: @Sendable (String) async throws -> Bool, _ tell: @Sendable (News) -> Void) async throws {
        var settled: Moment?
        var reconciled: Moment?
        var told: String?
        while true {
            do {
                let now = billing.time.now
                try await billing.declarations.carryOut()
                if try await billing.rules().isOpen { try await billing.messages.followDue() }
                if reconciled.map({ now.since($0) >= Self.pauseOfReconciling }) ?? true {
                    try await reconcile(since: (reconciled ?? now) - Self.overlap, tell)
                    (reconciled, settled) = (now, now)
                    try await billing.cancelWhereGone(isGone)
                } else if settled.map({ now.since($0) >= Self.pauseOfSettling }) ?? true {
                    var report = Reconciliation.Report()
                    try await billing.reconciliation.settleOpen(&report)
                    settled = now
                    try await billing.cancelWhereGone(isGone)
                }
                told = nil
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                let sentence = Self.sentence(error)
                if sentence != told { tell(.trouble(sentence)) }
                told = sentence
            }
            try await Task.sleep(for: pause)
        }
    }

    private static func sentence(_ error: any Error) -> String {
        (error as? any Complaint)?.sentence ?? "Something unexpected happened (\("\(error)".onOneLine(atMost: 200)))."
    }

    private func reconcile(since: Moment, _ tell: @Sendable (News) -> Void) async throws {
        let report = try await billing.reconciliation.run(since: since)
        if report.repaired > 0 { tell(.reconciled(looked: report.looked, repaired: report.repaired)) }
        for trouble in Set(report.troubles) { tell(.trouble(trouble)) }
        try await billing.messages.sweep()
        try await billing.months.rebuild()
        try await billing.declarations.sweep()
        _ = try await billing.invoices.forgetBuyers(before: billing.time.now - Billing.yearsOfBooks)
    }
}
