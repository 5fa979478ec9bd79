import KinoraBolt
import KinoraKernel
import KinoraRecommendation

/// Answers from the graph in the database, with the ranking that the engine in memory has.
///
/// What titles are, and what their ties add up to, is held here and brought up to date before each answer: only titles that changed are read.
/// What people watched, and which titles that ties together, stays in the database: for each answer the history of the one profile is read,
/// and the ties of the titles that it starts from (`ProfileState.seeds`).
package actor Neo4jRecommender: RecommendationSource {
    private let client: BoltClient
    private var engine = RecommendationEngine()
    private var epoch = ""
    private var version: Int64 = -1
    private var refreshing: Task<Void, any Error>?

    package init(_ client: BoltClient) {
        self.client = client
    }

    package func rows(
        for profile: String, at now: Moment, length: Int, isPermitted: @escaping @Sendable (String) -> Bool
    ) async throws -> [Row] {
        let found = try await neighbourhood(of: profile, and: nil)
        return engine.with(found.profile, found.ties) { engine.rows(for: profile, at: now, length: length, isPermitted: isPermitted) }
    }

    package func moreLike(
        _ title: String, count: Int, profile: String?, isPermitted: @escaping @Sendable (String) -> Bool
    ) async throws -> [Row.Item] {
        let found = try await neighbourhood(of: profile, and: title)
        return engine.with(found.profile, found.ties) { engine.moreLike(title, count: count, profile: profile, isPermitted: isPermitted) }
    }

    package func taste(of profile: String, isPermitted: @escaping @Sendable (String) -> Bool) async throws -> Taste {
        let found = try await neighbourhood(of: profile, and: nil)
        return engine.with(found.profile, found.ties) { engine.taste(of: profile, isPermitted: isPermitted) }
    }

    package func surroundings(of title: String) async throws -> Surroundings? {
        let found = try await neighbourhood(of: nil, and: title)
        return engine.with(nil, found.ties) { engine.surroundings(of: title) }
    }

    // MARK: - What stays in the database

    private struct Neighbourhood {
        var profile: ProfileState?
        var ties: [Int32: PackedTies]
        /// In which the numbers were read.
        var epoch: String
    }

    private func neighbourhood(of profile: String?, and title: String?) async throws -> Neighbourhood {
        for _ in 0..<Self.mostLooks {
            try await refresh()
            let asked = title.flatMap(engine.number(ofTitle:))
            let found = try await client.read { work in
                var state: ProfileState?
                if let profile { state = try await Self.profile(profile, work) }
                let seeds = title == nil ? state?.seeds ?? [] : asked.map { [$0] } ?? []
                let ties = try await Self.ties(of: seeds, work)
                return Neighbourhood(profile: state, ties: ties, epoch: try await Self.head(work).epoch)
            }
            let largest =
                ((found.profile?.watched.map(\.title) ?? []) + (found.profile?.unwanted ?? []) + (found.profile?.setAside ?? [])).max()
                ?? -1
            if found.epoch == epoch, largest < engine.size.titles { return found }
            // Something came between.
        }
        throw GraphTrouble.unready
    }

    private static let mostLooks = 3

    private static func profile(_ id: String, _ work: BoltTransaction) async throws -> ProfileState {
        let parameters: [String: BoltValue] = ["id": .string(id)]
        let own = try await work.run("MATCH (p:Profile {id: $id}) RETURN p.off AS off, p.leanings AS leanings", parameters).rows.first
        let watched = try await work.run(
            """
            MATCH (p:Profile {id: $id})-[w:WATCHED]->(t:Title) WHERE t.number IS NOT NULL
            RETURN \(ProfileState.Watched.columns) ORDER BY place
            """, parameters)
        let unwanted = try await titles("NOT_FOR_ME", of: id, work)
        let setAside = try await titles("SET_ASIDE", of: id, work)
        return ProfileState(
            id: id, isOff: own?["off"]?.asBool ?? false, watched: try watched.rows.map(ProfileState.Watched.init),
            unwanted: unwanted,
            leanings: own?["leanings"]?.asList?.compactMap(\.asString).compactMap(Leaning.init(line:)) ?? [], setAside: setAside)
    }

    /// Titles that an edge of a profile leads to, in their order.
    private static func titles(_ edge: String, of profile: String, _ work: BoltTransaction) async throws -> [Int32] {
        let found = try await work.run(
            """
            MATCH (p:Profile {id: $id})-[e:\(edge)]->(t:Title) WHERE t.number IS NOT NULL
            RETURN t.number AS title, e.place AS place ORDER BY place
            """, ["id": .string(profile)])
        return found.rows.compactMap { $0["title"]?.asInt.flatMap(Int32.init(exactly:)) }
    }

    private static func ties(of titles: [Int32], _ work: BoltTransaction) async throws -> [Int32: PackedTies] {
        guard !titles.isEmpty else { return [:] }
        let rows = try await work.run(
            "MATCH (t:Title) WHERE t.number IN $numbers RETURN t.number AS number, t.ties AS ties",
            ["numbers": .list(titles.map { .int(Int64($0)) })])
        var found: [Int32: PackedTies] = [:]
        for row in rows.rows {
            guard let number = row["number"]?.asInt.flatMap(Int32.init(exactly:)), case .bytes(let bytes)? = row["ties"],
                let ties = PackedTies(bytes)
            else { throw GraphTrouble.strange("a title's ties") }
            found[number] = ties
        }
        return found
    }

    /// - Throws: `GraphTrouble.unready` while the graph is not complete.
    private static func head(_ work: BoltTransaction) async throws -> GraphHead {
        let rows = try await work.run("MATCH (g:KinoraGraph {id: 'kinora'}) RETURN \(GraphHead.columns)").rows
        guard let head = GraphHead(rows.first), head.isComplete else { throw GraphTrouble.unready }
        return head
    }

    // MARK: - What is held here

    /// Of many who need it at once, one asks. It belongs to all of them and ends by itself, within the bounds of the client's settings; who
    /// waits for it no more does not end it for the others.
    private func refresh() async throws {
        if let refreshing { return try await refreshing.value }
        let task = Task { try await self.readChanges() }
        refreshing = task
        defer { refreshing = nil }
        try await task.value
    }

    private func readChanges() async throws {
        let (epoch, version) = (epoch, version)
        let (head, titles) = try await client.read { work in
            let head = try await Self.head(work)
            let since = head.epoch == epoch ? version : -1
            guard head.version != since else { return (head, [TitleState]()) }
            var titles: [TitleState] = []
            try await work.run(
                "MATCH (t:Title) WHERE t.version > $since AND t.number IS NOT NULL RETURN \(TitleState.columns)",
                ["since": .int(since)]
            ) { titles.append(try TitleState($0)) }
            guard try await Self.head(work).epoch == head.epoch else { throw GraphTrouble.unready }
            return (head, titles)
        }
        if head.epoch != self.epoch { engine = RecommendationEngine() }
        engine.put(titles.sorted { $0.number < $1.number }, profiles: Int(head.profiles), watches: UInt64(clamping: head.watches))
        self.epoch = head.epoch
        self.version = head.version
    }
}
