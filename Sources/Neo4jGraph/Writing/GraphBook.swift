import KinoraBolt
import KinoraKernel

/// The graph in the database, as the one process that writes it sees it. Every transaction proves first that it is still the one.
struct GraphBook: Sendable {
    let client: BoltClient
    /// Names this process among others.
    let writer: String

    /// After so much silence of its writer another process may take the graph over.
    static let lease = Duration.seconds(60)
    /// Nodes or edges that one transaction removes.
    static let removedAtOnce: Int64 = 2000

    init(_ client: BoltClient) {
        self.client = client
        writer = RandomToken.make()
    }

    /// Makes constraints and indexes where they are missing.
    func prepare() async throws {
        for statement in GraphWords.schema { try await client.run(statement) }
    }

    /// Becomes the one who writes.
    /// - Parameter isForced: also where another process is, which then finds out.
    /// - Throws: `GraphTrouble.written`.
    func claim(isForced: Bool = false) async throws -> GraphHead {
        let parameters: [String: BoltValue] = [
            "writer": .string(writer), "lease": .int(Self.lease.wholeMilliseconds), "forced": .bool(isForced),
            "epoch": .string(Self.newEpoch()),
        ]
        return try await client.write { work in
            // Setting something first takes the node's lock, so that of two who come together one looks after the other has written.
            let rows = try await work.run(
                """
                MERGE (g:KinoraGraph {id: 'kinora'})
                ON CREATE SET g.version = 0, g.epoch = $epoch, g.complete = false, g.until = 0
                SET g.asked = timestamp()
                WITH g WHERE $forced OR g.writer IS NULL OR g.writer = $writer OR g.until < timestamp()
                SET g.writer = $writer, g.until = timestamp() + $lease
                RETURN \(GraphHead.columns)
                """, parameters)
            guard let head = GraphHead(rows.rows.first) else { throw GraphTrouble.written }
            return head
        }
    }

    static func newEpoch() -> String { RandomToken.make() }

    /// Lets others write at once.
    func release() async throws {
        try await client.write { work in
            try await work.run(
                "MATCH (g:KinoraGraph {id: 'kinora'}) WHERE g.writer = $writer SET g.until = 0, g.writer = null",
                ["writer": .string(writer)])
        }
    }

    /// Writes a page in one transaction.
    /// - Parameter known: the version that this process wrote last.
    /// - Returns: the version that stands now.
    /// - Throws: `GraphTrouble.takenOver`, `.altered`; nothing is written then.
    func write(_ page: GraphPage, after known: Int64) async throws -> Int64 {
        try await client.write { work in
            let version = try await advance(work, page.head)
            // One more: the last page may have been committed though the answer was lost.
            guard version == known + 1 || version == known + 2 else { throw GraphTrouble.altered }
            for (query, parameters) in page.statements(version: version) { try await work.run(query, parameters) }
            return version
        }
    }

    private func advance(_ work: BoltTransaction, _ head: [String: BoltValue]) async throws -> Int64 {
        let rows = try await work.run(
            """
            MATCH (g:KinoraGraph {id: 'kinora'}) SET g.asked = timestamp()
            WITH g WHERE g.writer = $writer
            SET g.until = timestamp() + $lease, g.version = g.version + 1, g += $head
            RETURN g.version AS version
            """,
            ["writer": .string(writer), "lease": .int(Self.lease.wholeMilliseconds), "head": .map(head)])
        guard let version = rows.rows.first?["version"]?.asInt else { throw GraphTrouble.takenOver }
        return version
    }

    // MARK: - Comparing

    /// What stands beside each title or profile: its sum, and of titles their number and the sum of what is similar.
    struct Standing: Sendable {
        var state: Int64?
        var number: Int64?
        var similar: Int64?
    }

    func standing(_ label: String) async throws -> [String: Standing] {
        try await client.read { work in
            var found: [String: Standing] = [:]
            try await work.run(
                "MATCH (n:\(label)) RETURN n.id AS id, n.state AS state, n.number AS number, n.similarState AS similar"
            ) { row in
                guard let id = row["id"]?.asString else { return }
                found[id] = Standing(state: row["state"]?.asInt, number: row["number"]?.asInt, similar: row["similar"]?.asInt)
            }
            return found
        }
    }

    // MARK: - Removing

    /// Removes titles or profiles with all their edges.
    func remove(_ ids: [String], label: String, after known: Int64) async throws -> Int64 {
        var known = known
        for first in stride(from: 0, to: ids.count, by: GraphPage.mostRows) {
            let part = ids[first..<min(first + GraphPage.mostRows, ids.count)].map(BoltValue.string)
            known = try await removing("UNWIND $ids AS id MATCH (n:\(label) {id: id}) DETACH DELETE n", ["ids": .list(part)], after: known)
                .version
        }
        return known
    }

    /// Removes genres, people and the like that no title has any more.
    func removeOrphans(after known: Int64) async throws -> Int64 {
        var known = known
        for label in GraphWords.shared {
            known = try await removeAll("MATCH (n:\(label)) WHERE NOT (n)--() WITH n LIMIT $most DELETE n", after: known) { _ in }
        }
        return known
    }

    /// Removes all that is Kinora's, in steps, but for the graph's own node.
    /// - Parameter removed: is told how much each step took away.
    func empty(after known: Int64, removed: (Int64) -> Void) async throws -> Int64 {
        var known = known
        // Edges first: a node may have very many.
        for edge in [
            "(:Title)-[e:SIMILAR]->()", "(:Profile)-[e:WATCHED]->()", "(:Profile)-[e:NOT_FOR_ME]->()", "(:Profile)-[e:SET_ASIDE]->()",
        ] {
            known = try await removeAll("MATCH \(edge) WITH e LIMIT $most DELETE e", after: known, removed)
        }
        for (label, _) in GraphWords.keys where label != "KinoraGraph" {
            known = try await removeAll("MATCH (n:\(label)) WITH n LIMIT $most DETACH DELETE n", after: known, removed)
        }
        return known
    }

    private func removeAll(_ query: String, after known: Int64, _ removed: (Int64) -> Void) async throws -> Int64 {
        var known = known
        while true {
            let step = try await removing("\(query) RETURN count(*) AS removed", ["most": .int(Self.removedAtOnce)], after: known)
            known = step.version
            guard step.count > 0 else { return known }
            removed(step.count)
        }
    }

    private func removing(
        _ query: String, _ parameters: [String: BoltValue], after known: Int64
    ) async throws -> (version: Int64, count: Int64) {
        try await client.write { work in
            let version = try await advance(work, [:])
            guard version == known + 1 || version == known + 2 else { throw GraphTrouble.altered }
            return (version, try await work.run(query, parameters).rows.first?["removed"]?.asInt ?? 0)
        }
    }
}
