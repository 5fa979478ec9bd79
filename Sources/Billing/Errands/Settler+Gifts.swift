import KinoraDocuments
import KinoraKernel

extension Settler {
    /// What costs nothing needs no provider: it is in the books, as given.
    func give(_ id: OrderID, _ order: Order) async throws -> Int {
        guard order.state.isOpen else { return 0 }
        var news = 0
        if let access = order.goods.access(from: order.madeAt) {
            var entry = LedgerEntry(.given, key: "free/\(id)", member: order.member, at: order.madeAt)
            (entry.deal, entry.access, entry.note) = (id.rawValue, access, order.title)
            news = try await books.ledger.append(entry) ? 1 : 0
        }
        try await deliver(id, order)
        try await orders.change(id.rawValue) { ($0.state, $0.openKey) = (.paid, nil) }
        return news
    }

    /// What an order brings besides access: a gift's code.
    func deliver(_ id: OrderID, _ order: Order) async throws {
        guard order.goods.kind == .gift, let sealed = order.giftCode, let bytes = keys.open(sealed, for: .vouchers) else { return }
        var batch = VoucherBatch(.gift, note: order.title, scope: order.goods.scope, days: order.goods.days)
        batch.madeFor = id.rawValue
        try await vouchers.keep(String(decoding: bytes, as: UTF8.self), as: batch, for: id.rawValue)
    }
}
