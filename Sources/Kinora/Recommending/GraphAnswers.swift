import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraNeo4jGraph
import KinoraRecommendation
import KinoraWebsite
import Logging

/// Answers pages from the graph in the graph database. Holds for whom titles are there, and nothing else of the documents.
actor GraphAnswers {
    private let recommender: Neo4jRecommender
    private let feed: FactFeed
    private let time: any TimeSource
    private let log: Logger
    private var rules: [String: TitleRule] = [:]
    private var position: FactPosition?
    /// What was logged last, so that the same trouble is not told with every page.
    private var trouble = ""

    /// The time between two looks at the change feed.
    private static let interval = Duration.seconds(1)
    /// The time until another try, after the store refused.
    private static let patience = Duration.seconds(5)

    init(_ recommender: Neo4jRecommender, _ feed: FactFeed, time: any TimeSource, log: Logger) {
        self.recommender = recommender
        self.feed = feed
        self.time = time
        self.log = log
    }

    /// Follows for whom titles are there, until its task is cancelled.
    func run() async throws {
        while true {
            do {
                try await open()
                while let position, try await feed.canFollow(position) {
                    if try await takeIn() { try await Task.sleep(for: Self.interval) }
                }
            } catch let error as StoreError {
                log.warning("Recommendations stand still", metadata: ["reason": "\(error.sentence)"])
                try await Task.sleep(for: Self.patience)
            }
        }
    }

    /// Reads for whom titles are there.
    func open() async throws {
        let position = try await feed.here()
        rules = [:]
        try await feed.titles { await self.note($0) }
        self.position = position
    }

    /// - Returns: whether there was no more.
    @discardableResult
    func takeIn() async throws -> Bool {
        guard let from = position else { return true }
        let batch = try await feed.changes(since: from)
        note(batch.facts)
        position = batch.position
        return batch.isLast
    }

    private func note(_ facts: [GraphFact]) {
        for fact in facts {
            switch fact {
            case .listed(let title, let rule): rules[title.id] = rule
            case .unlisted(let title): rules[title] = nil
            default: continue
            }
        }
    }

    /// Nothing, where the graph cannot be asked.
    private func answer<Answer: Sendable>(
        _ audience: Audience, _ ask: @Sendable (Neo4jRecommender, @escaping @Sendable (String) -> Bool) async throws -> Answer
    ) async -> Answer? {
        guard position != nil else { return nil }
        let (rules, now) = (rules, time.now)
        do {
            let answer = try await ask(recommender) { rules[$0]?.isOpen(to: audience, at: now) ?? false }
            trouble = ""
            return answer
        } catch {
            let sentence = (error as? any Complaint)?.sentence ?? "\(error)"
            if sentence != trouble { log.warning("Nothing is recommended", metadata: ["reason": "\(sentence)"]) }
            trouble = sentence
            return nil
        }
    }
}

extension GraphAnswers: Recommender {
    func rows(for profile: String, seenBy audience: Audience, length: Int) async -> [KinoraRecommendation.Row] {
        let now = time.now
        return await answer(audience) { try await $0.rows(for: profile, at: now, length: length, isPermitted: $1) } ?? []
    }

    func moreLike(
        _ title: String, for profile: String?, seenBy audience: Audience, count: Int
    ) async -> [KinoraRecommendation.Row.Item] {
        await answer(audience) { try await $0.moreLike(title, count: count, profile: profile, isPermitted: $1) } ?? []
    }

    func taste(of profile: String, seenBy audience: Audience) async -> Taste? {
        await answer(audience) { try await $0.taste(of: profile, isPermitted: $1) }
    }

    func surroundings(of title: String) async -> Surroundings? {
        await answer(.grownUps) { graph, _ in try await graph.surroundings(of: title) } ?? nil
    }
}
