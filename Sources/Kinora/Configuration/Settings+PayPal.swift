import KinoraKernel
import KinoraPartners
import Logging

extension Settings {
    /// `paypal-…`: how the house takes money through PayPal.
    struct PayPal: Sendable {
        /// `paypal-environment`: PayPal's sandbox, or PayPal. `paypal-url`: a stand-in on this very machine, for tests.
        var place: PayPalPlace
        var login: PayPalLogin
        /// `paypal-webhook-id`: nil where PayPal sends nothing here; then the house asks by itself, later.
        var webhookID: String?
        /// `paypal-ca-file`: by whose word webhooks are believed besides PayPal's own certificates.
        var trust: WebhookTrust

        func client(_ time: any TimeSource, _ log: Logger) -> PayPalClient { PayPalClient(place, login, time: time, log: log) }

        func provider(_ time: any TimeSource, _ log: Logger) -> PayPalProvider {
            PayPalProvider(client(time, log), webhook: webhookID, trust: trust, time: time, log: log)
        }
    }

    static let payPalKeys = [
        "paypal-client-id", "paypal-client-secret", "paypal-client-secret-file", "paypal-environment", "paypal-webhook-id", "paypal-url",
        "paypal-ca-file",
    ]
}
