import KinoraBilling
import KinoraKernel
import KinoraViewing

/// Asks Billing whether what a viewer wants to play was paid for. Whoever may say what titles are sees them all.
struct BilledAdmission: AdmissionByPayment {
    let turnstile: Turnstile

    func isOpen(_ subjects: [String], to watcher: Watcher) async throws -> Bool {
        if case .open = try await turnstile.look(question(subjects, watcher)) { true } else { false }
    }

    func plays(_ subjects: [String], _ watcher: Watcher) async throws {
        _ = try await turnstile.admit(question(subjects, watcher))
    }

    private func question(_ subjects: [String], _ watcher: Watcher) -> PlayQuestion {
        PlayQuestion(
            subjects.map { SaleSubject(rawValue: $0) }, member: watcher.member, isStaff: watcher.role.rights.contains(.editCatalogue))
    }
}
