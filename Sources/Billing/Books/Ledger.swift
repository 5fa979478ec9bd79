import KinoraDocuments
import KinoraKernel

/// The books: facts are appended, each once.
package struct Ledger: Sendable {
    /// So many entries of one member are looked at; far beyond what a long life brings.
    package static let mostOfAMember = 5000

    let records: Records<LedgerEntry>
    private let memory: AccessMemory

    package init(store: any DocumentStore, memory: AccessMemory) {
        records = Records(in: store)
        self.memory = memory
    }

    /// Writes a fact, unless it was written before.
    ///
    /// The document's name begins with the member's, so that whoever reads the change feed knows whose entitlements changed.
    /// - Returns: whether it was new.
    @discardableResult
    func append(_ entry: LedgerEntry) async throws -> Bool {
        let id = "\(entry.member).\(Digest(of: Array(entry.key.utf8)).hex.prefix(32))"
        defer { memory.forget(member: entry.member) }
        do {
            _ = try await records.insert(entry, id: id)
            return true
        } catch StoreError.exists, StoreError.notUnique {
            return false
        }
    }

    package func entry(_ key: String) async throws -> LedgerEntry? {
        try await records.first(.equal("key", .string(key)))?.value
    }

    /// Everything about a member, the oldest first.
    package func entries(of member: String) async throws -> [LedgerEntry] {
        var all: [LedgerEntry] = []
        for try await entry in records.all(.equal("member", .string(member))) where all.count < Self.mostOfAMember {
            all.append(entry.value)
        }
        return all.sorted { ($0.at, $0.key) < ($1.at, $1.key) }
    }

    /// Everything about an order or a subscription.
    func entries(ofDeal deal: String) async throws -> [LedgerEntry] {
        var all: [LedgerEntry] = []
        for try await entry in records.all(.equal("deal", .string(deal))) { all.append(entry.value) }
        return all.sorted { ($0.at, $0.key) < ($1.at, $1.key) }
    }

    /// What belongs to a payment: the payment itself, refunds, disputes.
    package func entries(ofPayment key: String) async throws -> [LedgerEntry] {
        try await records.find(Query(.equal("payment", .string(key)))).map(\.value)
    }

    /// What happened in a time, for exports and reports.
    package func entries(from: Moment, until: Moment) async throws -> [LedgerEntry] {
        var all: [LedgerEntry] = []
        let filter: Filter = .and([.atLeast("at", .date(from)), .lessThan("at", .date(until))])
        for try await entry in records.all(filter) { all.append(entry.value) }
        return all.sorted { ($0.at, $0.key) < ($1.at, $1.key) }
    }

    /// What happened of some kinds in a time.
    func entries(of kinds: [LedgerEntry.Kind], from: Moment, until: Moment) async throws -> [LedgerEntry] {
        var all: [LedgerEntry] = []
        let filter: Filter = .and([
            .in("kind", kinds.map { .string($0.rawValue) }), .atLeast("at", .date(from)), .lessThan("at", .date(until)),
        ])
        for try await entry in records.all(filter) { all.append(entry.value) }
        return all
    }

    /// The last facts of some kinds, the newest first.
    package func latest(_ kinds: [LedgerEntry.Kind], atMost limit: Int) async throws -> [LedgerEntry] {
        let filter: Filter = .in("kind", kinds.map { .string($0.rawValue) })
        return try await records.find(Query(filter, sort: [.descending("at")], limit: limit)).map(\.value)
    }

    package func entitlements(of member: String) async throws -> Entitlements {
        try await memory.entitlements(of: member) { Entitlements(try await entries(of: member)) }
    }
}
