import KinoraBolt

extension SettingsReader {
    /// Who answers what may be liked.
    func recommendationsEngine() throws -> Settings.RecommendationsEngine {
        guard let text = text("recommendations-engine") else { return .own }
        guard let engine = Settings.RecommendationsEngine(rawValue: text) else {
            throw SettingsFailure.wrong("recommendations-engine", text, wanted: "own or neo4j")
        }
        guard engine == .own || self.text("neo4j-uri") != nil else {
            throw SettingsFailure(sentence: "The setting recommendations-engine is neo4j, but neo4j-uri does not say where Neo4j is.")
        }
        return engine
    }

    /// The graph database that keeps the recommendation graph too; nil for none.
    func graphDatabase() throws -> Settings.GraphDatabase? {
        let password = try secret("neo4j-password")
        guard let uri = text("neo4j-uri") else {
            guard password == nil else {
                throw SettingsFailure(sentence: "The setting neo4j-password is given without neo4j-uri; say where Neo4j is.")
            }
            return nil
        }
        guard let address = BoltAddress(uri) else {
            // It is not repeated: it might hold a password.
            throw SettingsFailure(
                sentence:
                    "The setting neo4j-uri must be bolt://HOST:7687 or neo4j://HOST:7687 (for a cluster), with +s behind bolt or neo4j "
                    + "where it speaks TLS; user and password belong into neo4j-user and neo4j-password.")
        }
        return Settings.GraphDatabase(
            address: address, user: text("neo4j-user") ?? "neo4j", password: password, database: text("neo4j-database"),
            authorities: text("neo4j-ca-file").map(Self.absolute))
    }
}
