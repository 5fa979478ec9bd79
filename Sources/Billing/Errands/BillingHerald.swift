/// Whoever writes the letters. Called after what it tells was written down; a letter may be lost when the house is killed right then, and what
/// it tells stands on the member's page.
package protocol BillingHerald: Sendable {
    func tell(_ notice: BillingNotice, to member: String) async
}
