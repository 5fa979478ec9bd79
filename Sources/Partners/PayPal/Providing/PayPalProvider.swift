import KinoraBilling
import KinoraDocuments
import KinoraKernel
import Logging

/// PayPal as the one who takes money for the house: orders that are captured once their payers agreed (Orders v2), subscriptions that PayPal
/// charges by itself (Subscriptions v1), refunds (Payments v2).
///
/// Keys are PayPal's request ids. PayPal forgets them: those of orders after six hours, of plans and subscriptions after three days, of
/// refunds after 45 days. So nothing is charged at the first step (an order or a subscription that nobody agreed to costs nothing), an order
/// bears our reference as its invoice number and is captured once whatever the key, plans are looked for before they are made, and so are
/// refunds.
package struct PayPalProvider: PaymentProvider {
    let client: PayPalClient
    let time: any TimeSource
    /// Nil where no webhook is set up: then no message is genuine.
    let webhook: (id: String, judge: WebhookJudge)?
    let log: Logger
    var place: PayPalPlace { client.place }

    /// - Parameter webhook: PayPal's id of the webhook that leads here.
    package init(_ client: PayPalClient, webhook: String? = nil, trust: WebhookTrust = .system, time: any TimeSource, log: Logger) {
        self.client = client
        self.time = time
        self.log = log
        let (place, limits) = (client.place, client.limits)
        self.webhook = webhook.map { ($0, WebhookJudge(place, webhook: $0, trust: trust, limits: limits, time: time)) }
    }

    package var name: String { "paypal" }
    package var label: String? { "PayPal" }
    /// PayPal's list of automatic payments, where payers change the means of each. Its API has no page for that: `revise` asks for consent to
    /// other terms, and means can be set through `PATCH` for cards alone, which never come here.
    package var payersPage: String? { place.pages.first.map { $0 + "myaccount/autopay/" } }
    package var abilities: Set<ProviderAbility> { [.subscriptions, .pausing, .revising, .refunds, .collecting, .immediate] }

    package func takes(_ currency: Currency) -> Bool { PayPalMoney.takes(currency) }
    package func payable(_ amount: Money) -> Money { PayPalMoney.payable(amount) }

    /// Runs a piece of work and says its failure as every provider does.
    func asked<T: Sendable>(_ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch let failure as PayPalFailure {
            throw Self.told(failure)
        }
    }

    static func told(_ failure: PayPalFailure) -> ProviderFailure {
        switch failure {
        case .away(let reason, let wait): .unavailable("PayPal: \(reason)", retryAfter: wait.map { Int($0.components.seconds) })
        case .unreadable(let reason): .unavailable("PayPal: \(reason)", retryAfter: nil)
        case .credentials, .forbidden: .notSetUp(failure.sentence)
        case .unknown: .unknown
        case .refused(_, let issues, let debugID):
            if failure.isIssue("ORDER_NOT_APPROVED", "PAYER_ACTION_REQUIRED") {
                .notApproved
            } else if failure.isIssue("INSTRUMENT_DECLINED", "PAYER_CANNOT_PAY", "TRANSACTION_REFUSED", "PAYER_ACCOUNT_RESTRICTED") {
                .declined
            } else {
                .refused(code: issues.first ?? "UNKNOWN", reference: debugID)
            }
        }
    }

    /// PayPal counts characters and refuses what is empty.
    static func line(_ text: String, atMost most: Int, otherwise: String = "Kinora") -> Value {
        let cut = String(text.onOneLine(atMost: most).prefix(most))
        return .string(cut.isEmpty ? otherwise : cut)
    }

    /// A language as PayPal takes it: `de`, `pt-BR`, `zh-Hant-TW`.
    static func locale(_ language: String?) -> String? {
        guard let language, language.wholeMatch(of: /[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?/) != nil else { return nil }
        return language
    }
}
