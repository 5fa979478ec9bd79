import KinoraAccounts
import KinoraKernel

/// A provider whose word a test chooses: a code `ida;ida@example.org;yes` vouches for the subject `ida` with a trusted address. How real
/// providers are asked is tested where that is done.
struct ProviderForTests: IdentityProvider {
    let name = "oidc"
    let label = "Example"

    func address(for attempt: ProviderAttempt, callback: String) async throws -> String {
        "https://id.example.org/authorize?state=\(attempt.state)"
    }

    func identity(from answer: ProviderAnswer, to attempt: ProviderAttempt, callback: String) async throws -> ProvidedIdentity {
        if answer.error != nil { throw ProviderRefusal.untrusted(provider: label, reason: "the provider reports an error") }
        let parts = (answer.code ?? "").split(separator: ";").map(String.init)
        guard parts.count == 3,
            let identity = ProvidedIdentity(
                issuer: "https://id.example.org", subject: parts[0], email: parts[1], isEmailTrusted: parts[2] == "yes", name: "Somebody")
        else { throw ProviderRefusal.untrusted(provider: label, reason: "the answer holds no code") }
        return identity
    }

    func check() async throws {}
}

/// What Facebook sends, where `signed-NAME` is rightly signed.
struct RequestsForTests: SignedRequestReader {
    let provider = "facebook"
    let issuer = "https://id.example.org"

    func subject(of request: String) -> String? { request.hasPrefix("signed-") ? String(request.dropFirst("signed-".count)) : nil }
}
