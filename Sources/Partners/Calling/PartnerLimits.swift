/// The bounds of talking to providers: how often, how long, how much.
package struct PartnerLimits: Sendable {
    /// How long making a connection may take, TLS included.
    package var connecting: Duration = .seconds(10)
    /// How long one answer may take, from asking to its last byte.
    package var answering: Duration = .seconds(30)
    /// How often one request is sent at most.
    package var attempts = 3
    /// The pause before the second attempt; it doubles with every further one.
    package var firstPause: Duration = .seconds(1)
    /// A provider that wants to be left alone for longer with `Retry-After` is left alone, and not waited for.
    package var longestRetryAfter: Duration = .seconds(20)
    /// For how long a provider is left alone that did not answer and named no time.
    package var rest: Duration = .seconds(900)
    /// The longest answer, in bytes: a long season with all who took part has about one million.
    package var answerBytes = 8 << 20
    /// How many requests may be made at once after a pause, and how many each second from then on.
    package var burst = 4
    package var perSecond: Double = 4
    /// How often a picture may send on to another address.
    package var redirects = 3

    package init() {}
}
