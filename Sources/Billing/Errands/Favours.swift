import KinoraDocuments
import KinoraKernel

/// What the owner opens for somebody without being paid.
package struct Favours: Sendable {
    let ledger: Ledger
    let time: any TimeSource

    /// - Parameter token: the same for the same wish, however often its form is sent.
    package func give(_ scope: Scope, to member: String, until: Moment?, token: String, note: String) async throws {
        var entry = LedgerEntry(.given, key: "favour/\(token)", member: member, at: time.now)
        entry.access = Access(scope, from: time.now, until: until)
        entry.note = note.onOneLine(atMost: 200)
        try await ledger.append(entry)
    }

    /// Takes back what was given: a favour, a code, a trial. What was paid is closed by paying it back.
    package func withdraw(_ key: String) async throws {
        guard let given = try await ledger.entry(key), given.kind == .given else { throw BillingRefusal.noSuchThing }
        var entry = LedgerEntry(.withdrawn, key: "withdrawn/\(key)", member: given.member, at: time.now)
        entry.target = key
        try await ledger.append(entry)
    }
}
