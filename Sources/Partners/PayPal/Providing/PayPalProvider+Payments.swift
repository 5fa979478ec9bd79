import KinoraBilling
import KinoraDocuments
import KinoraKernel

extension PayPalProvider {
    package func payment(_ name: String) async throws -> PaymentTruth? {
        try await asked {
            guard let body = try await client.capture(name) else { return nil }
            var truth = try PayPalTruth.payment(body)
            if case .order(let order) = truth.purpose, let whole = try await self.truth(ofOrder: order),
                let same = whole.payments.first(where: { $0.name == name })
            {
                truth.refunds = same.refunds
            }
            return truth
        }
    }

    package func refund(_ refund: RefundRequest, key: RequestKey) async throws -> RefundTruth {
        try await asked {
            if let done = try await earlier(refund) { return done }
            var wanted: [String: Value] = ["amount": try PayPalMoney.value(refund.amount), "custom_id": .string(refund.reference)]
            if let note = refund.note, !note.isEmpty { wanted["note_to_payer"] = Self.line(note, atMost: 127) }
            let made = try await client.refundCapture(refund.payment, .object(wanted), key: key.text)
            return try PayPalTruth.refund(made, of: refund.payment)
        }
    }

    package func refund(_ name: String) async throws -> RefundTruth? {
        try await asked { try await client.refund(name).map { try PayPalTruth.refund($0, of: nil) } }
    }

    package func dispute(_ name: String) async throws -> DisputeTruth? {
        try await asked { try await client.dispute(name).map { try PayPalTruth.dispute($0) } }
    }

    /// The same refund, made before: PayPal forgets request ids, but keeps our reference. Orders tell; the payments of subscriptions have no
    /// list of refunds, there the request id alone protects, for 45 days.
    private func earlier(_ refund: RefundRequest) async throws -> RefundTruth? {
        guard let body = try await client.capture(refund.payment), ["REFUNDED", "PARTIALLY_REFUNDED"].contains(body.text("status") ?? ""),
            case .order(let order) = try PayPalTruth.payment(body).purpose
        else { return nil }
        return try await truth(ofOrder: order)?.payments.flatMap(\.refunds)
            .first { $0.payment == refund.payment && $0.reference == refund.reference }
    }
}
