import KinoraKernel

/// Somebody else who vouches for people: Google, Facebook, the identity server of a firm. Whoever speaks a provider's protocol conforms.
///
/// An attempt begins with an address of the provider's that the browser goes to, and ends with what the browser brings back from there.
/// Nothing that a provider gives out — codes, tokens — leaves the conforming type.
package protocol IdentityProvider: Sendable {
    /// Its name in addresses: `/login/with/<name>`. Lower-case letters and digits.
    var name: String { get }
    /// What people call it.
    var label: String { get }
    /// Whether its answer comes as a form that its page sends (OAuth 2.0 Form Post Response Mode), and not in an address.
    var answersByForm: Bool { get }

    /// Where the browser is sent.
    /// - Parameter callback: the whole address to come back to, as it is registered with the provider.
    /// - Throws: `ProviderRefusal`, `CancellationError`.
    func address(for attempt: ProviderAttempt, callback: String) async throws -> String

    /// Who the person is, proved by the provider. The attempt must be spent already.
    /// - Throws: `ProviderRefusal`, `CancellationError`.
    func identity(from answer: ProviderAnswer, to attempt: ProviderAttempt, callback: String) async throws -> ProvidedIdentity

    /// Whether the provider can be reached and is set up as it must be.
    /// - Throws: `ProviderRefusal`, `CancellationError`.
    func check() async throws
}

extension IdentityProvider {
    package var answersByForm: Bool { false }
}
