/// A letter with its words. Both bodies say the same; lines end with `\n`.
package struct WrittenLetter: Hashable, Sendable {
    package var to: String
    package var subject: String
    package var plain: String
    package var html: String
    /// BCP 47.
    package var language: String
    package var enclosure: Enclosure?

    /// A file that comes with it.
    package struct Enclosure: Hashable, Sendable {
        /// ASCII letters, digits, `-` and `.`.
        package var name: String
        /// `application/pdf`.
        package var type: String
        package var bytes: [UInt8]

        package init(name: String, type: String, bytes: [UInt8]) {
            self.name = name
            self.type = type
            self.bytes = bytes
        }
    }

    package init(to: String, subject: String, plain: String, html: String, language: String) {
        self.to = to
        self.subject = subject
        self.plain = plain
        self.html = html
        self.language = language
    }
}
