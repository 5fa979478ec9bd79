import KinoraDocuments
import KinoraKernel

/// Takes in what is declared about contracts, and does what follows from it.
///
/// 1. A declaration is kept before anything is done about it, and carried out as often as it takes: whoever is stopped in between loses none.
/// 2. Whoever is signed in finds it carried out. What comes without a sign-in the errands carry out within seconds, and how long the answer
/// takes tells nobody whether there is such an account.
/// 3. A cancellation ends the member's subscription when what is paid is over, whoever declares it: the law wants no sign-in there, and nothing
/// is lost but a renewal. What takes more away at once is done only for somebody who is signed in; else the owner decides, and is told.
package struct Declarations: Sendable {
    let store: any DocumentStore
    let memberships: Memberships
    let herald: (any BillingHerald)?
    let time: any TimeSource

    /// Contracts can be withdrawn from for so long, and until the end of that day.
    package static let timeToWithdraw = Duration.seconds(14 * 86_400)
    /// Claims end three years behind the year in which they began.
    static let memory = Duration.seconds(4 * 366 * 86_400)
    /// So many are carried out in one go.
    private static let mostAtOnce = 100

    private var records: Records<Declaration> { Records(in: store) }

    /// Keeps a declaration; carries it out for whoever is signed in. Nobody learns from the answer whether there is such an account.
    /// - Parameters:
    ///   - member: the account with the address, if there is one.
    ///   - isSignedIn: whether whoever declares is that member.
    package func take(_ declaration: Declaration, of member: String?, isSignedIn: Bool) async throws {
        var declaration = declaration
        declaration.member = member
        declaration.isWaiting = true
        declaration.isSignedIn = isSignedIn
        let kept = try await records.insert(declaration)
        if isSignedIn { try await carryOut(kept) }
    }

    /// Carries out what was declared and is not yet.
    package func carryOut() async throws {
        for found in try await records.find(Query(.equal("isWaiting", true), sort: [.ascending("at")], limit: Self.mostAtOnce)) {
            do {
                try await carryOut(found)
            } catch StoreError.unreadable {
                // It waits for nothing that could change; the owner looks into it.
                try await records.change(found.id) { $0.isWaiting = nil }
            }
        }
    }

    /// 1. Which subscription ends is written down. 2. It is cancelled, which may be asked for again. 3. The declaration waits no more, and whoever
    /// notes that writes the letter.
    private func carryOut(_ found: Stored<Declaration>) async throws {
        let subscription = try await subscription(found.value)
        let deal = subscription?.id
        try await records.change(found.id) { $0.deal = $0.deal ?? deal }
        var isDone = false
        if let member = found.value.member, let subscription {
            let isAtOnce = isAtOnce(found.value, subscription.value)
            do {
                try await memberships.cancel(SubscriptionID(subscription.id), of: member, atOnce: isAtOnce)
                // A plain cancellation that was carried out leaves nothing to do for the owner.
                isDone = found.value.kind == .cancellation && isAtOnce == found.value.isAtOnce
            } catch is BillingRefusal {
                // It is not theirs any more, or over: the owner looks into it.
            }
        }
        let isSettled = isDone
        let isFirst = try await records.change(found.id) { declaration in
            guard declaration.isWaiting == true else { return false }
            declaration.isWaiting = nil
            declaration.isSettled = declaration.isSettled || isSettled
            return true
        }
        guard isFirst, let member = found.value.member else { return }
        if subscription == nil || found.value.kind != .cancellation {
            await herald?.tell(.declared(found.value.kind, contract: found.value.contract, at: found.value.at), to: member)
        }
    }

    /// The subscription that ends with a declaration; nil where none does.
    private func subscription(_ declaration: Declaration) async throws -> Stored<Subscription>? {
        if let deal = declaration.deal { return try await memberships.settler.subscriptions.read(deal) }
        guard let member = declaration.member, let live = try await memberships.live(of: member),
            ![.begun, .awaiting].contains(live.value.state)
        else { return nil }
        // Films that were bought are withdrawn from, too; cancelled is only what goes on.
        return declaration.kind != .withdrawal || Self.isMeant(live, by: declaration) ? live : nil
    }

    private static func isMeant(_ subscription: Stored<Subscription>, by declaration: Declaration) -> Bool {
        let (contract, title) = (declaration.contract.lowercased(), subscription.value.title.lowercased())
        return declaration.isOfSubscription == true || contract.contains(title) || title.contains(contract)
            || contract.contains(subscription.id.lowercased())
    }

    /// Whoever withdraws too late does not lose what is paid: for them it is a cancellation, and the owner may do more.
    private func isAtOnce(_ declaration: Declaration, _ subscription: Subscription) -> Bool {
        guard declaration.isSignedIn == true else { return false }
        guard declaration.kind == .withdrawal else { return declaration.isAtOnce }
        let begun = subscription.agreements.last?.since ?? subscription.madeAt
        // The day on which it began does not count.
        return declaration.at.since(begun) < Self.timeToWithdraw + .seconds(86_400)
    }

    /// Those for the owner to look into, the oldest first.
    package func open(atMost limit: Int = 200) async throws -> [Stored<Declaration>] {
        try await records.find(Query(.equal("isSettled", .bool(false)), sort: [.ascending("at")], limit: limit))
    }

    package func settle(_ id: String) async throws { try await records.change(id) { $0.isSettled = true } }

    /// Removes what nobody can rely on any more.
    func sweep() async throws {
        let old: Filter = .and([.lessThan("at", .date(time.now - Self.memory)), .equal("isSettled", .bool(true))])
        for try await declaration in records.all(old) { _ = try await records.delete(declaration.id) }
    }
}
