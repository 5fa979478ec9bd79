import KinoraDocuments
import KinoraKernel
import Synchronization

/// Keeps in mind what the question for the right to play needs, so that players who ask every half minute cost no look into the store.
///
/// It is only trusted while somebody follows the store's change feed (`follow`), which tells within a second what another server wrote; else
/// everything is read anew. What was read before a change was heard of is not kept.
package final class AccessMemory: Sendable {
    /// Members, and subjects, that are kept in mind; with more, all are forgotten.
    package static let most = 20_000

    private struct State {
        var isFollowing = false
        /// Grows with everything that is forgotten.
        var generation = 0
        var rules: BillingRules?
        /// As the rules said that were read last.
        var isSelling = false
        var members: [String: Entitlements] = [:]
        var terms: [SaleSubject: TitleTerms?] = [:]
        var passes: [PassID: Set<SaleSubject>] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    func entitlements(of member: String, _ read: () async throws -> Entitlements) async throws -> Entitlements {
        try await value(
            { $0.members[member] }, read,
            { state, value in
                if state.members.count >= Self.most { state.members = [:] }
                state.members[member] = value
            })
    }

    func rules(_ read: () async throws -> BillingRules) async throws -> BillingRules {
        let rules = try await value({ $0.rules }, read, { $0.rules = $1 })
        state.withLock { $0.isSelling = rules.isOpen }
        return rules
    }

    var isSelling: Bool { state.withLock(\.isSelling) }

    func terms(of subject: SaleSubject, _ read: () async throws -> TitleTerms?) async throws -> TitleTerms? {
        try await value(
            { $0.terms[subject] }, read,
            { state, value in
                if state.terms.count >= Self.most { state.terms = [:] }
                state.terms[subject] = .some(value)
            })
    }

    /// The terms of many subjects; those without any are left out. Only what is not known yet is read, all of it at once.
    func terms(
        ofAll subjects: Set<SaleSubject>, _ read: (Set<SaleSubject>) async throws -> [SaleSubject: TitleTerms]
    ) async throws -> [SaleSubject: TitleTerms] {
        let (known, generation) = state.withLock { state in
            var known: [SaleSubject: TitleTerms?] = [:]
            if state.isFollowing {
                for subject in subjects {
                    if let terms = state.terms[subject] { known.updateValue(terms, forKey: subject) }
                }
            }
            return (known, state.generation)
        }
        let found = known.compactMapValues { $0 }
        let unknown = subjects.subtracting(known.keys)
        if unknown.isEmpty { return found }
        let fresh = try await read(unknown)
        state.withLock { state in
            guard state.isFollowing, state.generation == generation else { return }
            if state.terms.count + unknown.count > Self.most { state.terms = [:] }
            for subject in unknown { state.terms.updateValue(fresh[subject], forKey: subject) }
        }
        return found.merging(fresh) { $1 }
    }

    func subjects(of pass: PassID, _ read: () async throws -> Set<SaleSubject>) async throws -> Set<SaleSubject> {
        try await value(
            { $0.passes[pass] }, read,
            { state, value in
                if state.passes.count >= Self.most { state.passes = [:] }
                state.passes[pass] = value
            })
    }

    package func forget(member: String) {
        state.withLock { state in
            state.generation += 1
            state.members[member] = nil
        }
    }

    package func forgetTerms() {
        state.withLock { state in
            state.generation += 1
            (state.rules, state.terms, state.passes) = (nil, [:], [:])
        }
    }

    /// Follows the change feed until its task is cancelled or the store fails; then nothing is kept in mind any more.
    package func follow(_ store: any DocumentStore, every interval: Duration = .seconds(1)) async throws {
        let ledger = LedgerEntry.schema.name
        let feed = try await ChangeFeed(
            of: [ledger, BillingRules.schema.name, TitleTerms.schema.name, Pass.schema.name], in: store, every: interval)
        follows(true)
        defer { follows(false) }
        for try await changes in feed {
            for change in changes {
                if change.collection == ledger {
                    forget(member: String(change.id.prefix { $0 != "." }))
                } else {
                    forgetTerms()
                }
            }
        }
    }

    private func follows(_ isFollowing: Bool) {
        state.withLock { state in
            let (generation, isSelling) = (state.generation + 1, state.isSelling)
            state = State()
            (state.generation, state.isFollowing, state.isSelling) = (generation, isFollowing, isSelling)
        }
    }

    private func value<V: Sendable>(
        _ known: @Sendable (State) -> V?, _ read: () async throws -> V, _ keep: @Sendable (inout State, V) -> Void
    ) async throws -> V {
        let (found, generation) = state.withLock { state in (state.isFollowing ? known(state) : nil, state.generation) }
        if let found { return found }
        let value = try await read()
        state.withLock { state in
            if state.isFollowing && state.generation == generation { keep(&state, value) }
        }
        return value
    }
}
