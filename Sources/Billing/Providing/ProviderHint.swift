import KinoraKernel

/// That something changed with a provider: no more than a name to read again.
package struct ProviderHint: Hashable, Sendable, Codable {
    /// What is to be read, by the provider's own name.
    package enum Subject: Hashable, Sendable, Codable {
        case order(String)
        case subscription(String)
        case payment(String)
        case refund(String)
        case dispute(String)
    }

    /// The provider's name for the message: the same whenever it is sent again. At most 200 characters.
    package var id: String
    package var subject: Subject
    /// What the provider calls the event, for the log; at most 80 characters.
    package var kind: String
    package var at: Moment

    package init(id: String, subject: Subject, kind: String, at: Moment) {
        self.id = id
        self.subject = subject
        self.kind = kind
        self.at = at
    }
}
