/// What is waited for and read of a provider that somebody signs in with, at most. A person waits meanwhile: it is asked once.
package struct SignInLimits: Hashable, Sendable {
    package var connecting: Duration = .seconds(5)
    /// From asking to the last byte.
    package var answering: Duration = .seconds(10)
    /// The longest answer, in bytes. Tokens and profiles have some thousand.
    package var answerBytes = 1 << 20

    package init() {}
}
