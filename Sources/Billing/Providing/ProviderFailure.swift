import KinoraKernel

/// Why a provider did not do what it was asked.
package enum ProviderFailure: ExplainedComplaint, Hashable {
    /// No answer, or one that says nothing: whether it was done is not known. Ask again with the same key, after so many seconds at least.
    case unavailable(String, retryAfter: Int?)
    /// The payer has not agreed, or has to agree once more.
    case notApproved
    /// The payer's bank says no. Nothing was taken.
    case declined
    /// It will not be done, however often it is asked.
    /// - Parameters:
    ///   - code: the provider's word for the reason: `TRANSACTION_DISPUTED`.
    ///   - reference: what the provider calls the answer, for its support.
    case refused(code: String, reference: String?)
    /// The provider knows nothing of this name.
    case unknown
    /// The house's own account with the provider is not set up as it must be: the sentence says to the owner what to correct.
    case notSetUp(String)

    package var explanation: Explanation {
        switch self {
        case .unavailable(let reason, _): "The payment provider does not answer (\(reason.onOneLine(atMost: 200))). It is asked again."
        case .notApproved: "The payment was not agreed to at the provider's. Agree there, or begin again."
        case .declined: "The bank refused the payment. Choose another way to pay, or ask the bank."
        case .refused(let code, let reference?):
            "The payment provider refuses: \(code.onOneLine(atMost: 80)) (reference \(reference.onOneLine(atMost: 80)))."
        case .refused(let code, nil): "The payment provider refuses: \(code.onOneLine(atMost: 80))."
        case .unknown: "The payment provider knows nothing of it."
        case .notSetUp(let sentence): Explanation(plain: sentence)
        }
    }
}
