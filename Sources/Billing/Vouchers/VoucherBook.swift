import KinoraDocuments
import KinoraKernel

/// Codes: making them, and using them up.
package struct VoucherBook: Sendable {
    let batches: Records<VoucherBatch>
    private let vouchers: Records<Voucher>
    private let redemptions: Records<Redemption>
    private let ledger: Ledger
    private let time: any TimeSource

    init(store: any DocumentStore, ledger: Ledger, time: any TimeSource) {
        batches = Records(in: store)
        vouchers = Records(in: store)
        redemptions = Records(in: store)
        self.ledger = ledger
        self.time = time
    }

    /// Makes a batch of codes.
    /// - Returns: the codes, which are kept nowhere: to be written down now.
    package func make(_ batch: VoucherBatch, count: Int, uses: Int? = 1) async throws -> (id: VoucherBatchID, codes: [String]) {
        let id = VoucherBatchID(try await batches.insert(batch).id)
        let codes = (0..<min(max(1, count), VoucherBatch.mostCodes)).map { _ in VoucherCode.make() }
        for code in codes { try await keep(code, Voucher(batch: id, uses: uses)) }
        return (id, codes)
    }

    /// Makes a coupon with a word that the owner chose and tells everybody: `FESTIVAL26`.
    /// - Throws: `VoucherRefusal.notGood` where the word is no code; `StoreError.exists` where it is taken.
    package func make(_ batch: VoucherBatch, word: String, uses: Int?) async throws -> VoucherBatchID {
        guard let name = VoucherCode.name(of: word) else { throw VoucherRefusal.notGood }
        guard try await vouchers.read(name) == nil else { throw StoreError.exists(collection: Voucher.schema.name, id: name) }
        let id = VoucherBatchID(try await batches.insert(batch).id)
        _ = try await vouchers.insert(Voucher(batch: id, uses: uses), id: name)
        return id
    }

    /// A code that an order paid for, made once: another call finds what stands.
    func keep(_ code: String, as batch: VoucherBatch, for deal: String) async throws {
        do {
            _ = try await batches.insert(batch, id: deal)
        } catch StoreError.exists {}
        try await keep(code, Voucher(batch: VoucherBatchID(deal), uses: 1))
    }

    private func keep(_ code: String, _ voucher: Voucher) async throws {
        guard let name = VoucherCode.name(of: code) else { return }
        do {
            _ = try await vouchers.insert(voucher, id: name)
        } catch StoreError.exists {}
    }

    /// Batches, the newest first, but for those of single gifts.
    package func made(atMost limit: Int) async throws -> [Stored<VoucherBatch>] {
        try await batches.find(Query(.not(.exists("madeFor")), sort: [.descending("createdAt")], limit: limit))
    }

    /// How often codes of a batch were used.
    package func uses(of id: VoucherBatchID) async throws -> Int { try await redemptions.count(.equal("batch", .string(id.rawValue))) }

    package func revoke(_ id: VoucherBatchID) async throws {
        try await batches.change(id.rawValue) { $0.isRevoked = true }
    }

    package func all() async throws -> [Stored<VoucherBatch>] {
        try await batches.find(Query(sort: [.descending("createdAt")], limit: 200))
    }

    /// What a code is good for now. The caller counts tries before (`AttemptLimiter`).
    /// - Throws: `VoucherRefusal.notGood`.
    package func look(at code: String) async throws -> VoucherBatch { try await found(code).batch }

    private func found(_ code: String) async throws -> (name: String, voucher: Voucher, batch: VoucherBatch) {
        guard let name = VoucherCode.name(of: code), let voucher = try await vouchers.read(name)?.value,
            let batch = try await batches.read(voucher.batch.rawValue)?.value, batch.isValid(at: time.now)
        else { throw VoucherRefusal.notGood }
        if let deal = batch.madeFor, try await wentBack(deal) { throw VoucherRefusal.notGood }
        return (name, voucher, batch)
    }

    /// Whether nothing is left of what was paid for a gift, or somebody quarrels over it. For one that cost nothing nothing was paid.
    private func wentBack(_ deal: String) async throws -> Bool {
        let entries = Set(try await ledger.entries(ofDeal: deal))
        let payments = entries.filter { $0.kind == .payment }
        let closed = Entitlements.closed(entries)
        return !payments.isEmpty && payments.allSatisfy { closed.contains($0.key) }
    }

    /// What a gift still opens to whoever redeemed it, though its money went back or somebody quarrels over it: the owner decides whether it is
    /// withdrawn (`Favours.withdraw`). Nil for what is no gift.
    package func standing(of deal: String) async throws -> LedgerEntry? {
        guard try await wentBack(deal) else { return nil }
        for use in try await redemptions.find(Query(.equal("batch", .string(deal)), limit: 1)) {
            let key = "voucher/\(use.id)"
            guard let given = try await ledger.entry(key), given.access?.until.map({ time.now < $0 }) != false,
                try await ledger.entry("withdrawn/\(key)") == nil
            else { continue }
            return given
        }
        return nil
    }

    /// Redeems a gift or a press code: what it opens is open at once.
    ///
    /// The use is taken first, then written into the books under the use's own name: whoever is stopped in between and comes again with the
    /// code goes on where it stopped.
    package func redeem(_ code: String, by member: String) async throws -> VoucherBatch {
        let (name, voucher, batch) = try await found(code)
        guard batch.purpose != .coupon, let scope = batch.scope else { throw VoucherRefusal.notForThis }
        let use = try await take(name, voucher, batch, by: member, for: "gift/\(member)")
        var entry = LedgerEntry(.given, key: "voucher/\(use.id)", member: member, at: use.value.at)
        entry.access = Access(scope, from: use.value.at, until: batch.days.map { use.value.at + .seconds($0 * 86_400) })
        entry.note = batch.purpose.rawValue
        try await ledger.append(entry)
        return batch
    }

    /// Takes one use of a coupon for an order or a subscription. Taken before: the same.
    func apply(_ code: String, to scope: Scope?, in currency: Currency, by member: String, for deal: String) async throws -> VoucherBatch {
        let (name, voucher, batch) = try await found(code)
        guard batch.purpose == .coupon, batch.isGood(in: currency), batch.goodFor.isEmpty || scope.map(batch.goodFor.contains) == true
        else {
            throw VoucherRefusal.notForThis
        }
        _ = try await take(name, voucher, batch, by: member, for: deal)
        return batch
    }

    /// Gives the uses of an order back that came to nothing.
    func release(_ deal: String) async throws {
        for use in try await redemptions.find(Query(.equal("deal", .string(deal)))) { _ = try await redemptions.delete(use.id) }
    }

    func uses(of deal: String) async throws -> [Redemption] {
        try await redemptions.find(Query(.equal("deal", .string(deal)))).map(\.value)
    }

    private func take(
        _ name: String, _ voucher: Voucher, _ batch: VoucherBatch, by member: String, for deal: String
    ) async throws -> Stored<Redemption> {
        let mine: Filter = .and([.equal("voucher", .string(name)), .equal("deal", .string(deal))])
        let once = batch.isOncePerMember ? "\(voucher.batch)/\(member)" : nil
        let use = Redemption(voucher: name, batch: voucher.batch, member: member, deal: deal, once: once, at: time.now)
        var slot = voucher.uses == nil ? 0 : try await redemptions.count(.equal("voucher", .string(name)))
        var tried = 0
        let most = min(voucher.uses ?? 1, Voucher.mostUses)
        while tried < most {
            if let standing = try await redemptions.first(mine) { return standing }
            if let once, try await redemptions.first(.equal("once", .string(once))) != nil { throw VoucherRefusal.usedByYou }
            do {
                let suffix = voucher.uses == nil ? Identifier<Redemption>.make().rawValue : String(slot % most)
                return try await redemptions.insert(use, id: "\(name).\(suffix)")
            } catch StoreError.exists {
                (slot, tried) = (slot + 1, tried + 1)
            } catch StoreError.notUnique {
                if let standing = try await redemptions.first(mine) { return standing }
                throw VoucherRefusal.usedByYou
            }
        }
        throw VoucherRefusal.usedUp
    }
}
