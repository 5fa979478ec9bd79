import KinoraAccounts
import KinoraDocuments

/// The identities of an account, and with whom another one can be linked.
struct IdentitiesPage: Sendable {
    struct Line: Sendable {
        var provider: String
        /// Whom the provider calls so.
        var person: String?
        var used: String
        var unlink: String
    }

    var heading: String
    var faults: [String] = []
    var lines: [Line]
    /// Plain links: a form that ends at another site is stopped by the page's own policy.
    var offers: [FormPage.Link]
    var back = AccountPlace.account.address

    init(_ identities: [Stored<Identity>], _ providers: [any IdentityProvider], _ words: Words) {
        heading = words(.identities)
        lines = identities.map { identity in
            Line(
                provider: providers.first { $0.name == identity.value.provider }?.label ?? identity.value.provider,
                person: identity.value.email ?? identity.value.name, used: words(.identityUsed, words.timestamp(identity.value.lastUsedAt)),
                unlink: IdentityPlace.unlink(identity.id).address)
        }
        offers = providers.map { .init(label: words(.linkIdentity, $0.label), address: IdentityPlace.link($0.name).address) }
    }
}
