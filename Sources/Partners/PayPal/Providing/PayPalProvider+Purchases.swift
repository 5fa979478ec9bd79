import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Logging

extension PayPalProvider {
    package func begin(_ purchase: PurchaseRequest, key: RequestKey) async throws -> Approval {
        try await asked {
            let made = try await client.createOrder(try Self.order(purchase), key: key.text)
            guard let name = made.text("id"), PayPalClient.isName(name) else {
                throw PayPalFailure.unreadable(reason: "an order has no name")
            }
            let page = PayPalClient.link(["payer-action", "approve"], in: made)
            guard let page, place.isPage(page) else {
                // A repeated key may bring the order as it is now: agreed to, or even paid. Then nobody has to go anywhere.
                if let truth = try await truth(ofOrder: name), truth.state != .awaitingApproval {
                    return Approval(name: name, address: nil)
                }
                throw PayPalFailure.unreadable(reason: "an order has no page of PayPal’s to agree on")
            }
            return Approval(name: name, address: page)
        }
    }

    package func order(_ name: String) async throws -> OrderTruth? { try await asked { try await truth(ofOrder: name) } }

    package func capture(_ name: String, key: RequestKey) async throws -> OrderTruth {
        try await asked {
            do {
                _ = try await client.captureOrder(name, key: key.text)
            } catch let failure as PayPalFailure where failure.isIssue("ORDER_ALREADY_CAPTURED", "DUPLICATE_INVOICE_ID") {
                log.info("An order was captured before", metadata: ["order": "\(name.onOneLine(atMost: 60))"])
            }
            guard let truth = try await truth(ofOrder: name) else { throw PayPalFailure.unknown(debugID: nil) }
            return truth
        }
    }

    func truth(ofOrder name: String) async throws -> OrderTruth? { try await client.order(name).map { try PayPalTruth.order($0, place) } }

    private static func order(_ purchase: PurchaseRequest) throws -> Value {
        let taxes = PayPalMoney.nearest(purchase.tax)
        let net = try PayPalMoney.value(purchase.total - taxes)
        let tax = try PayPalMoney.value(taxes)
        let summary = line(purchase.summary, atMost: 127)
        let item: Value = [
            "name": summary, "quantity": "1", "category": "DIGITAL_GOODS", "unit_amount": net, "tax": tax,
        ]
        guard case .object(var amount) = try PayPalMoney.value(purchase.total) else { throw PayPalFailure.unreadable(reason: "no amount") }
        amount["breakdown"] = ["item_total": net, "tax_total": tax]
        let unit: Value = [
            "custom_id": .string(purchase.reference), "invoice_id": .string(purchase.reference), "description": summary,
            "amount": .object(amount), "items": .array([item]),
        ]
        var context: [String: Value] = [
            "return_url": .string(purchase.back.done), "cancel_url": .string(purchase.back.cancelled), "user_action": "PAY_NOW",
            "shipping_preference": "NO_SHIPPING", "brand_name": line(purchase.house, atMost: 127),
        ]
        if let locale = locale(purchase.language) { context["locale"] = .string(locale) }
        return [
            "intent": "CAPTURE", "purchase_units": .array([unit]),
            "payment_source": ["paypal": ["experience_context": .object(context)]],
        ]
    }
}
