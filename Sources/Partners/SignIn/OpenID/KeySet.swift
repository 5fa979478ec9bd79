import KinoraDocuments

/// The keys that a provider publishes (JSON Web Key Set, RFC 7517 section 5): each is read by itself, and those that are odd are left out.
struct KeySet: Sendable {
    static let mostKeys = 50

    private let keys: [TokenKey]

    /// Nil where it is no set of keys.
    init?(_ body: ClaimSet?) {
        guard case .array(let values)? = body?.fields["keys"] else { return nil }
        keys = values.prefix(Self.mostKeys).compactMap { ClaimSet($0).flatMap(TokenKey.init) }
    }

    /// The key that a token names; of keys without a name the one that fits, and only if there is but one: else anybody's guess would count.
    func key(_ id: String?, for algorithm: TokenAlgorithm) -> TokenKey? {
        let fitting = keys.filter { $0.fits(algorithm) }
        guard let id else { return fitting.count == 1 ? fitting[0] : nil }
        return fitting.first { $0.id.map(id.isExactly) ?? false }
    }
}
