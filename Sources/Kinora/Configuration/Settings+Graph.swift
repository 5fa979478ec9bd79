import KinoraBolt

extension Settings {
    /// `recommendations-engine`: the graph in the server's own memory, or the one in the graph database.
    enum RecommendationsEngine: String, CaseIterable, Sendable { case own, neo4j }

    /// `neo4j-uri` and what belongs to it: a graph database that keeps the recommendation graph too.
    struct GraphDatabase: Hashable, Sendable {
        var address: BoltAddress
        var user: String
        /// Nil where the database lets anybody in.
        var password: Secret?
        /// `neo4j-database`; nil for the user's own.
        var database: String?
        /// `neo4j-ca-file`: absolute.
        var authorities: String?

        /// Passing trouble is met by the caller, who knows what has happened meanwhile.
        private static let retrying = Duration.seconds(5)

        /// - Throws: `BoltFault.untrusted` when the certificate authorities cannot be read.
        func client() throws -> BoltClient {
            var settings = BoltSettings(agent: "Kinora/\(Version.current)", database: database)
            settings.authorities = authorities
            settings.retrying = Self.retrying
            return try BoltClient(address, password.map { .basic(user: user, password: $0.text) } ?? .nobody, settings)
        }
    }
}
