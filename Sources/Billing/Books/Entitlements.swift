import KinoraKernel

/// What somebody may watch, by the entries of the ledger about them and nothing else.
///
/// - A payment opens what it paid for, unless all of it went back or somebody quarrels over it. A part that goes back closes nothing.
/// - What was given is open until it is withdrawn.
/// - A rental must be begun in time, and is open for its hours from then on.
/// - A subscription is open as long as one of its payments, its trial or its grace says, and never behind its end. As long as it has no end,
///   each payment opens `slack` longer, because providers collect late.
///
/// The order of the entries, and entries that are there twice, make no difference.
package struct Entitlements: Hashable, Sendable {
    /// Providers collect within two days of what is due.
    package static let slack = Duration.seconds(2 * 86_400)

    /// Something that is open for a time.
    package struct Holding: Hashable, Sendable {
        package var scope: Scope
        package var from: Moment
        package var until: Moment?
        /// See `LedgerEntry.deal`.
        package var deal: String?
        /// A rental that was not begun.
        package var isUnbegun: Bool
        /// See `Access.hoursToFinish`.
        package var hoursToFinish: Int?

        package func isOpen(at now: Moment) -> Bool { from <= now && until.map { now < $0 } != false }
    }

    package let holdings: Set<Holding>

    package init(_ entries: some Sequence<LedgerEntry>) {
        let entries = Set(entries)
        let (closed, ends, begun) = (Self.closed(entries), Self.ends(entries), Self.begun(entries))
        var holdings: Set<Holding> = []
        for entry in entries {
            guard let access = entry.access, !closed.contains(entry.key) else { continue }
            var until = access.until
            var isUnbegun = false
            if let hours = access.hoursToFinish {
                if let moment = entry.deal.flatMap({ begun[$0] }) {
                    until = moment + .seconds(hours * 3600)
                } else {
                    isUnbegun = true
                }
            } else if case .plan = access.scope, let deal = entry.deal {
                if let end = ends[deal] {
                    if let moment = end { until = until.map { min($0, moment) } ?? moment }
                } else if entry.kind == .payment {
                    until = until.map { $0 + Self.slack }
                }
            }
            if let until, until <= access.from { continue }
            holdings.insert(
                Holding(
                    scope: access.scope, from: access.from, until: until, deal: entry.deal, isUnbegun: isUnbegun,
                    hoursToFinish: access.hoursToFinish))
        }
        self.holdings = holdings
    }

    package func open(at now: Moment) -> [Holding] { holdings.filter { $0.isOpen(at: now) } }

    /// Keys of entries that open nothing.
    static func closed(_ entries: Set<LedgerEntry>) -> Set<String> {
        var closed = Set(entries.filter { $0.kind == .withdrawn }.compactMap(\.target))
        var left: [String: Int64] = [:]
        var quarrels: [String: Set<String>] = [:]
        for entry in entries {
            guard let payment = entry.payment else { continue }
            left[payment, default: 0] += entry.amount.map(\.minor) ?? 0
            guard let quarrel = entry.target else { continue }
            switch entry.kind {
            case .disputed: quarrels[payment, default: []].insert(quarrel)
            default: continue
            }
        }
        for entry in entries where entry.kind == .disputeWon || entry.kind == .disputeLost {
            if let payment = entry.payment, let quarrel = entry.target { quarrels[payment]?.remove(quarrel) }
        }
        for entry in entries where entry.kind == .payment {
            let isGone = (left[entry.key] ?? 0) <= 0 && (entry.amount?.minor ?? 0) > 0
            if isGone || quarrels[entry.key]?.isEmpty == false { closed.insert(entry.key) }
        }
        return closed
    }

    /// Subscriptions that are over, and the moment of those that ended before what was paid.
    private static func ends(_ entries: Set<LedgerEntry>) -> [String: Moment?] {
        var ends: [String: Moment?] = [:]
        for entry in entries where entry.kind == .ended {
            guard let deal = entry.deal else { continue }
            let known = ends[deal] ?? nil
            ends[deal] = .some([known, entry.endsAt].compactMap { $0 }.min())
        }
        return ends
    }

    private static func begun(_ entries: Set<LedgerEntry>) -> [String: Moment] {
        var begun: [String: Moment] = [:]
        for entry in entries where entry.kind == .begun {
            guard let deal = entry.deal else { continue }
            begun[deal] = begun[deal].map { min($0, entry.at) } ?? entry.at
        }
        return begun
    }
}
