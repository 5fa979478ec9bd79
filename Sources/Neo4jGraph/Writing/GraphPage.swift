import KinoraBolt
import KinoraRecommendation

/// What one transaction writes: whole states, never differences, so that writing a page twice is writing it once.
struct GraphPage: Sendable {
    /// Of a profile: what it is, and the edges that are written; where `isWhole`, they take the place of all that are there.
    struct Profile: Sendable {
        var id: String
        var isOff: Bool
        var digest: Int64
        var isWhole: Bool
        var watched: [Watched]
        /// Ids of titles.
        var unwanted: [String]
        /// As `Leaning.line` says it.
        var leanings: [String]
        /// Ids of titles.
        var setAside: [String]
    }

    struct Watched: Sendable {
        /// The title's id.
        var title: String
        /// In the order in which titles began to count.
        var place: Int
        var edge: ProfileState.Watched
    }

    struct Similar: Sendable {
        var id: String
        var titles: [SimilarTitle]
    }

    var titles: [TitleState] = []
    /// Numbers of those titles whose edges to genres, people and the like are written anew.
    var described: Set<Int32> = []
    var profiles: [Profile] = []
    var goneProfiles: [String] = []
    var similar: [Similar] = []
    /// What becomes of the graph's own node.
    var head: [String: BoltValue] = [:]

    /// Rows of one statement.
    static let mostRows = 1000

    /// The statements in order.
    /// - Parameter version: with which titles are marked as changed.
    func statements(version: Int64) -> [(query: String, parameters: [String: BoltValue])] {
        titleStatements(version) + contentStatements() + profileStatements() + similarStatements()
    }

    private static func batches(
        _ query: String, _ rows: [BoltValue], with others: [String: BoltValue] = [:]
    ) -> [(query: String, parameters: [String: BoltValue])] {
        stride(from: 0, to: rows.count, by: mostRows).map { first in
            let part = Array(rows[first..<min(first + mostRows, rows.count)])
            return ("UNWIND $rows AS row \(query)", others.merging(["rows": .list(part)]) { $1 })
        }
    }

    private func titleStatements(_ version: Int64) -> [(query: String, parameters: [String: BoltValue])] {
        Self.batches(
            "MERGE (t:Title {id: row.id}) SET t += row.facts, t.version = $version",
            titles.map { ["id": .string($0.id), "facts": .map($0.properties)] }, with: ["version": .int(version)])
    }

    private func contentStatements() -> [(query: String, parameters: [String: BoltValue])] {
        let changed = titles.filter { described.contains($0.number) }
        let ids: [BoltValue] = changed.map { .string($0.id) }
        var statements =
            Self.batches("MATCH (:Title {id: row})-[e:HAS_GENRE|PART_OF|MADE_IN|TAGGED]->() DELETE e", ids)
            + Self.batches("MATCH (:Title {id: row})<-[e:DIRECTED|WROTE|ACTED_IN]-() DELETE e", ids)
            + Self.batches(
                "MATCH (:Title {id: row})<-[e:SIMILAR]-() DELETE e", changed.filter { !$0.isListed }.map { .string($0.id) })
        for kind in ContentNode.Kind.allCases {
            guard let edge = GraphWords.edge(kind) else { continue }
            let rows: [BoltValue] = changed.flatMap { title in
                title.nodes.filter { $0.node.kind == kind }.map { node in
                    ["title": .string(title.id), "name": .string(node.node.name), "billing": .int(Int64(node.node.order))]
                }
            }
            statements += Self.batches(
                "MATCH (t:Title {id: row.title}) MERGE (n:\(edge.label) {name: row.name}) MERGE \(edge.pattern) SET e.billing = row.billing",
                rows)
        }
        return statements
    }

    private func profileStatements() -> [(query: String, parameters: [String: BoltValue])] {
        let watched: [BoltValue] = profiles.flatMap { profile in
            profile.watched.map { entry in
                var properties = entry.edge.properties
                properties["place"] = .int(Int64(entry.place))
                return ["profile": .string(profile.id), "title": .string(entry.title), "facts": .map(properties)]
            }
        }
        let unwanted = rows(\.unwanted)
        // A title that is not written yet gets its facts with a later page.
        let ends = "MATCH (p:Profile {id: row.profile}) MERGE (t:Title {id: row.title})"
        return Self.batches("MATCH (p:Profile {id: row}) DETACH DELETE p", goneProfiles.map(BoltValue.string))
            + Self.batches(
                "MERGE (p:Profile {id: row.id}) SET p.state = row.state, p.off = row.off, p.leanings = row.leanings",
                profiles.map {
                    ["id": .string($0.id), "state": .int($0.digest), "off": $0.isOff ? true : .null, "leanings": Self.list($0.leanings)]
                })
            + Self.batches(
                "MATCH (:Profile {id: row})-[e:WATCHED|NOT_FOR_ME|SET_ASIDE]->() DELETE e",
                profiles.filter(\.isWhole).map { .string($0.id) })
            + Self.batches("\(ends) MERGE (p)-[w:WATCHED]->(t) SET w += row.facts", watched)
            + Self.batches("\(ends) MERGE (p)-[e:NOT_FOR_ME]->(t) SET e.place = row.place", unwanted)
            + Self.batches("\(ends) MERGE (p)-[e:SET_ASIDE]->(t) SET e.place = row.place", rows(\.setAside))
    }

    private func rows(_ titles: (Profile) -> [String]) -> [BoltValue] {
        profiles.flatMap { profile in
            titles(profile).enumerated().map { place, title in
                ["profile": .string(profile.id), "title": .string(title), "place": .int(Int64(place))]
            }
        }
    }

    private static func list(_ texts: [String]) -> BoltValue { texts.isEmpty ? .null : .list(texts.map(BoltValue.string)) }

    private func similarStatements() -> [(query: String, parameters: [String: BoltValue])] {
        let rows: [BoltValue] = similar.flatMap { entry in
            entry.titles.map { title in
                ["from": .string(entry.id), "to": .string(title.id), "score": .float(title.score), "reason": .string(title.reason)]
            }
        }
        return Self.batches("MATCH (:Title {id: row})-[e:SIMILAR]->() DELETE e", similar.map { .string($0.id) })
            + Self.batches(
                """
                MATCH (a:Title {id: row.from}) MATCH (b:Title {id: row.to})
                MERGE (a)-[e:SIMILAR]->(b) SET e.score = row.score, e.reason = row.reason
                """, rows)
            + Self.batches(
                "MATCH (t:Title {id: row.id}) SET t.similarState = row.state",
                similar.map { ["id": .string($0.id), "state": .int(StateDigest.of($0.titles))] })
    }
}
