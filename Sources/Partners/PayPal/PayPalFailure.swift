import KinoraKernel

/// Why PayPal did not do what it was asked. No case holds a token, a secret, or anything about a payer.
package enum PayPalFailure: Complaint, Hashable {
    /// No answer, or none that says anything: whether it was done is not known.
    case away(reason: String, retryAfter: Duration?)
    /// PayPal does not know the client, or the secret is another's.
    case credentials
    /// The client may not do this.
    case forbidden(debugID: String?)
    case unknown(debugID: String?)
    /// What PayPal has against it, in its own words for programs: `ORDER_NOT_APPROVED`. At least one.
    case refused(status: Int, issues: [String], debugID: String?)
    /// An answer that is none.
    case unreadable(reason: String)

    package func isIssue(_ names: String...) -> Bool {
        guard case .refused(_, let issues, _) = self else { return false }
        return !Set(issues).isDisjoint(with: names)
    }

    package var sentence: String {
        switch self {
        case .away(let reason, _): "PayPal cannot be asked: \(reason). It is tried again later."
        case .credentials:
            "PayPal does not accept paypal-client-id with its secret. Copy both from the app in PayPal’s developer dashboard again."
        case .forbidden(let id):
            "PayPal does not allow this to the house’s app\(Self.told(id)). Switch on subscriptions and payments for the app at PayPal."
        case .unknown(let id): "PayPal knows nothing of it\(Self.told(id))."
        case .refused(_, let issues, let id): "PayPal refuses: \(issues.joined(separator: ", "))\(Self.told(id))."
        case .unreadable(let reason): "PayPal’s answer is not understood: \(reason)."
        }
    }

    private static func told(_ debugID: String?) -> String { debugID.map { " (its reference is \($0))" } ?? "" }
}
