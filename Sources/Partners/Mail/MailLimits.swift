/// The bounds of talking to a mail server. RFC 5321 (section 4.5.3.2) would wait for minutes at each step; a letter that is put off comes again.
package struct MailLimits: Sendable {
    package var connecting: Duration = .seconds(15)
    /// How long one answer may take.
    package var answering: Duration = .seconds(30)
    /// How long the server may take to accept the whole letter.
    package var accepting: Duration = .seconds(120)
    /// How long the good-bye may take; the letter is accepted by then.
    package var leaving: Duration = .seconds(5)
    /// How many answers an attempt waits for at most, besides those with bounds of their own.
    static let steps = 12
    /// A line of an answer has 512 bytes at most (RFC 5321, section 4.5.3.1.5); some servers say more.
    var lineBytes = 4096
    var answerBytes = 64 << 10

    package init() {}

    /// What one attempt takes at most.
    package var total: Duration { connecting + answering * Self.steps + accepting + leaving }
}
