/// How the house shows a mail server who it is. Printing it shows nothing.
package struct MailLogin: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let user: String
    let password: String

    /// Nil where one of the two could not be sent (RFC 4616, section 2): too long, or with control characters.
    package init?(user: String, password: String) {
        guard Self.isClean(user), Self.isClean(password), !user.isEmpty, !password.isEmpty else { return nil }
        self.user = user
        self.password = password
    }

    static func isClean(_ text: String) -> Bool {
        text.utf8.count <= 1000 && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    package var description: String { "(login)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
