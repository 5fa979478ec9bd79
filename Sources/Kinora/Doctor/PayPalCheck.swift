import KinoraKernel
import KinoraPartners
import Logging

/// Does PayPal let the house in, and does it tell the house of payments? Nothing is said where PayPal is not set up.
struct PayPalCheck: Sendable {
    let settings: Settings

    func findings() async -> [Finding] {
        guard let payPal = settings.payPal else { return [] }
        let client = payPal.client(SystemTime(), Logger(label: "doctor") { _ in SwiftLogNoOpLogHandler() })
        do {
            try await client.check()
            let here = payPal.place.name
            guard let id = payPal.webhookID else {
                return [
                    .warning(
                        "paypal", "PayPal (\(here)) lets the house in, but does not tell it of payments",
                        do: "Add a webhook in PayPal’s developer dashboard and set paypal-webhook-id; see Documentation/paypal.md.")
                ]
            }
            guard try await client.webhooks().contains(where: { $0.id == id }) else {
                return [
                    .broken(
                        "paypal", "PayPal (\(here)) has no webhook \(id) in this app",
                        do: "Copy paypal-webhook-id from the app’s webhooks again.")
                ]
            }
            return [.fine("paypal", "PayPal (\(here)) lets the house in and tells it of payments")]
        } catch let failure as PayPalFailure {
            if case .away = failure {
                return [.warning("paypal", failure.sentence, do: "See whether this machine reaches PayPal, then try again.")]
            }
            return [
                .broken("paypal", failure.sentence, do: "Compare paypal-client-id, its secret and paypal-environment with PayPal’s app.")
            ]
        } catch {
            return [.warning("paypal", "PayPal does not answer", do: "See whether this machine reaches PayPal, then try again.")]
        }
    }
}
