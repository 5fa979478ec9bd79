/// Whoever knows what was paid; answered by Billing.
package protocol AdmissionByPayment: Sendable {
    /// Whether a viewer may play something that has these names (`Listing.subjects`). Changes nothing.
    func isOpen(_ subjects: [String], to watcher: Watcher) async throws -> Bool

    /// The viewer plays it: a rental that opens it begins.
    func plays(_ subjects: [String], _ watcher: Watcher) async throws
}
