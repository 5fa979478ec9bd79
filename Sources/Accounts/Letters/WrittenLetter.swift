/// A letter with its words. Both bodies say the same; lines end with `\n`.
package struct WrittenLetter: Hashable, Sendable {
    package var to: String
    package var subject: String
    package var plain: String
    package var html: String
    /// BCP 47.
    package var language: String

    package init(to: String, subject: String, plain: String, html: String, language: String) {
        self.to = to
        self.subject = subject
        self.plain = plain
        self.html = html
        self.language = language
    }
}
