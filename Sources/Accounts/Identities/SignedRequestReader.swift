/// Reads what a provider itself, and no browser, sends to the house about one of its people.
package protocol SignedRequestReader: Sendable {
    /// The provider's name in addresses.
    var provider: String { get }
    /// Who names the subject.
    var issuer: String { get }

    /// Whom the provider writes about; nil where the request is not its own, was changed, or is too old.
    func subject(of request: String) -> String?
}
