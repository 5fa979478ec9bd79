import KinoraKernel

/// The bounds of talking to PayPal.
package struct PayPalLimits: Sendable {
    package var connecting: Duration = .seconds(10)
    /// How long one answer may take, from asking to its last byte.
    package var answering: Duration = .seconds(30)
    /// The longest answer, in bytes.
    package var answerBytes = 4 << 20
    /// How often one request is sent at most, where it may be repeated.
    package var attempts = 3
    /// The longest pause before the second attempt; it doubles with every further one. The pause itself is between half of it and all.
    package var firstPause: Duration = .milliseconds(500)
    /// Who is to be left alone for longer (`Retry-After`) is not waited for.
    package var longestRetryAfter: Duration = .seconds(10)
    /// For how long a token is used whose life is not said.
    package var usualTokenLife: Duration = .seconds(300)
    /// No token is used longer, whatever is said.
    package var longestTokenLife: Duration = .seconds(86_400)
    /// How many pages of a list are read.
    package var pages = 10

    /// A webhook's certificate with its chain: some thousand bytes.
    package var certificateBytes = 64 << 10
    package var certificateFetching: Duration = .seconds(10)
    /// How many certificates are remembered, and for how long. PayPal says: a day.
    package var certificates = 20
    package var certificateLife: Duration = .seconds(86_400)
    /// For how long an address that gave no certificate is not asked again.
    package var certificateRest: Duration = .seconds(60)
    /// Whoever can reach the webhook's address can have certificates fetched; so many at once, and so many each second from then on.
    package var certificateBurst = 10
    package var certificatesPerSecond = 0.2
    /// A message that was sent longer ago is not believed. PayPal tries for three days.
    package var oldestMessage: Duration = .seconds(7 * 86_400)
    /// Clocks differ.
    package var aheadMessage: Duration = .seconds(3600)

    package init() {}
}
