import KinoraAccounts
import KinoraKernel

/// What a provider publishes about itself: its addresses and its keys, fetched when they are needed and kept for a while.
///
/// A token with an unknown key makes it look again, because providers change keys: for one name of a key once in ten minutes, and once a
/// minute altogether, so that nobody can make this house ask without end.
actor OpenIDPapers {
    static let kept: Duration = .seconds(3600)
    static let betweenLooks: Duration = .seconds(60)
    static let betweenLooksForOne: Duration = .seconds(600)
    private static let mostUnknown = 100

    private let issuer: String
    private let wire: SignInWire
    private let time: any TimeSource
    private var discovery: (papers: OpenIDDiscovery, at: Moment)?
    private var keys: (set: KeySet, at: Moment)?
    private var lookedAgain: Moment?
    private var unknown: [String: Moment] = [:]

    init(issuer: String, wire: SignInWire, time: any TimeSource) {
        self.issuer = issuer
        self.wire = wire
        self.time = time
    }

    /// - Throws: `ProviderRefusal`.
    func addresses() async throws -> OpenIDDiscovery {
        if let discovery, time.now.since(discovery.at) < Self.kept { return discovery.papers }
        let reply = try await wire.get(OpenIDDiscovery.address(of: issuer))
        guard reply.status == 200 else { throw ProviderRefusal.away(provider: wire.provider, reason: "discovery answers \(reply.status)") }
        let papers = try OpenIDDiscovery(reply.body, of: issuer, wire)
        discovery = (papers, time.now)
        return papers
    }

    /// The key that a token was made with, if the provider has published it.
    /// - Throws: `ProviderRefusal`.
    func key(_ id: String?, for algorithm: TokenAlgorithm) async throws -> TokenKey? {
        let standing: KeySet
        if let keys, time.now.since(keys.at) < Self.kept {
            standing = keys.set
        } else {
            standing = try await load()
        }
        if let key = standing.key(id, for: algorithm) { return key }
        guard mayLookAgain(for: id ?? "") else { return nil }
        return try await load().key(id, for: algorithm)
    }

    /// Counts the look before it is taken, so that of many at once one goes.
    private func mayLookAgain(for id: String) -> Bool {
        let now = time.now
        if let lookedAgain, now.since(lookedAgain) < Self.betweenLooks { return false }
        if let last = unknown[id], now.since(last) < Self.betweenLooksForOne { return false }
        unknown = unknown.filter { now.since($0.value) < Self.betweenLooksForOne }
        if unknown.count >= Self.mostUnknown { unknown = [:] }
        unknown[id] = now
        lookedAgain = now
        return true
    }

    private func load() async throws -> KeySet {
        let reply = try await wire.get(try await addresses().keys)
        guard reply.status == 200, let set = KeySet(reply.body) else {
            throw ProviderRefusal.away(provider: wire.provider, reason: "its keys cannot be read")
        }
        keys = (set, time.now)
        return set
    }
}
