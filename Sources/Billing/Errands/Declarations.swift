import KinoraDocuments
import KinoraKernel

/// Takes in what is declared about contracts, and does what follows from it.
///
/// A cancellation ends the member's subscription when what is paid is over, whoever declares it: the law wants no sign-in there, and nothing is
/// lost but a renewal. What takes more away at once is done only for somebody who is signed in; else the owner decides, and is told.
package struct Declarations: Sendable {
    let store: any DocumentStore
    let memberships: Memberships
    let herald: (any BillingHerald)?
    let time: any TimeSource

    /// Contracts can be withdrawn from for so long.
    package static let timeToWithdraw = Duration.seconds(14 * 86_400)
    /// Claims end three years behind the year in which they began.
    static let memory = Duration.seconds(4 * 366 * 86_400)

    private var records: Records<Declaration> { Records(in: store) }

    /// Keeps a declaration, then carries it out. Nobody learns from the answer whether there is such an account.
    /// - Parameters:
    ///   - member: the account with the address, if there is one.
    ///   - isSignedIn: whether whoever declares is that member.
    package func take(_ declaration: Declaration, of member: String?, isSignedIn: Bool) async throws {
        var declaration = declaration
        declaration.member = member
        let live = try await member.mapAsync { try await memberships.live(of: $0) } ?? nil
        let subscription = live.flatMap { [.begun, .awaiting].contains($0.value.state) ? nil : $0 }
        declaration.deal = subscription?.id
        let isAtOnce = isSignedIn && (declaration.isAtOnce || declaration.kind == .withdrawal)
        // A plain cancellation that was carried out leaves nothing to do for the owner.
        declaration.isSettled = declaration.kind == .cancellation && subscription != nil && isAtOnce == declaration.isAtOnce
        _ = try await records.insert(declaration)
        guard let member else { return }
        if let subscription { try await memberships.cancel(SubscriptionID(subscription.id), of: member, atOnce: isAtOnce) }
        if subscription == nil || declaration.kind != .cancellation {
            await herald?.tell(.declared(declaration.kind, contract: declaration.contract, at: declaration.at), to: member)
        }
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

extension Optional {
    fileprivate func mapAsync<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
        if let value = self { try await transform(value) } else { nil }
    }
}
