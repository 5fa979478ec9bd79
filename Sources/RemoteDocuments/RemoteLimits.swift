/// The bounds of a client of the Video API: how long it waits, how often it tries, how much it takes.
package struct RemoteLimits: Sendable {
    /// How long making a connection may take, TLS included.
    package var connecting: Duration = .seconds(5)
    /// How long one answer may take, from asking to its last byte.
    package var answering: Duration = .seconds(30)
    /// How often one call is sent at most.
    package var attempts = 6
    /// Behind this no new attempt begins; with `answering` it bounds every call.
    package var patience: Duration = .seconds(30)
    /// The pause before the second attempt, at most; it doubles with every further one. The pause taken is a random part of it.
    package var firstPause: Duration = .milliseconds(100)
    package var longestPause: Duration = .seconds(3)
    /// A server that asks for more time with `Retry-After` is not waited for.
    package var longestRetryAfter: Duration = .seconds(10)
    /// The longest answer, in bytes; more than the longest document takes as JSON.
    package var answerBytes = 64 << 20
    /// How many requests are under way at once, each with a connection of its own.
    package var atOnce = 16
    /// How many more may wait for their turn.
    package var waiting = 10_000
    /// How often a change that somebody else always comes before is begun.
    package var races = 100
    /// How old a cached answer can be at most without asking the server for changes.
    package var freshness: Duration = .seconds(1)
    /// How many documents are kept for reading again; 0 keeps none.
    package var cachedDocuments = 4096
    /// How large they may be together, in bytes of JSON.
    package var cachedBytes = 32 << 20

    /// In front of a RESTHeart the change feed tells what was written this long ago or longer: by then, every write of the same moment
    /// can be seen. Clocks of clients must not differ by more.
    package var settling: Duration = .seconds(2)

    package init() {}
}
