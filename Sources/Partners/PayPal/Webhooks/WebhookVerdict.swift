/// What is found about a message that claims to be PayPal's.
package enum WebhookVerdict: Hashable, Sendable {
    case genuine
    /// It is not PayPal's, was changed, or is too old; the reason is for the log.
    case refused(String)
    /// What is needed to judge cannot be had here; PayPal itself can be asked.
    case undecided(String)
}
