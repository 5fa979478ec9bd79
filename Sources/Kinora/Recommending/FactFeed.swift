import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraRecommendation
import KinoraViewing

/// Turns documents, and their changes, into what graphs of recommendations are told. Knows no graph.
///
/// Watches come of `Progress`, the sum of what a profile watched of a feature; an episode's count for its series. Titles come of films and
/// series as they are listed, wishes of profiles and of `NotForMe`.
struct FactFeed: Sendable {
    let store: any DocumentStore
    private let time: any TimeSource
    private let name: String

    /// The feed forgets after a week (`DocumentStore.changes`).
    private static let trustedFor = Duration.seconds(6 * 24 * 3600)

    /// - Parameter name: of the store: a place in its feed means nothing in that of another.
    init(store: any DocumentStore, named name: String, time: any TimeSource) {
        self.store = store
        self.time = time
        self.name = Digest(of: Array(name.utf8)).hex
    }

    // MARK: - Everything

    /// Behind everything that is there.
    func here() async throws -> FactPosition {
        let now = time.now
        return FactPosition(place: try await store.latestPosition(), at: now, store: name)
    }

    /// Tells all there is, in pieces: titles, then wishes, then watches in the order in which they began.
    /// - Returns: where to go on with `changes`. What changed meanwhile is told there again.
    func everything(_ take: @Sendable ([GraphFact]) async throws -> Void) async throws -> FactPosition {
        let position = try await here()
        try await titles(take)
        var off: Set<String> = []
        for try await profile in Records<Profile>(in: store).all() where profile.value.areRecommendationsOff == true {
            off.insert(profile.id)
            try await take([.recommendations(profile: profile.id, isOn: false)])
        }
        try await Self.inPieces(try await tastes(without: off), take)
        try await watches(without: off, take)
        var unwanted: [GraphFact] = []
        for try await wish in Records<NotForMe>(in: store).all() where !off.contains(wish.value.profile) {
            unwanted.append(.unwanted(profile: wish.value.profile, title: wish.value.title, true))
        }
        try await Self.inPieces(unwanted, take)
        return position
    }

    /// All titles that are listed.
    func titles(_ take: @Sendable ([GraphFact]) async throws -> Void) async throws {
        let genres = try await GenreNames(store)
        var facts: [GraphFact] = []
        for try await film in Records<Film>(in: store).all(.equal("isListed", true)) {
            facts.append(genres.fact(of: film))
            if facts.count >= Self.piece { try await take(Self.taken(&facts)) }
        }
        for try await series in Records<Series>(in: store).all(.equal("isListed", true)) {
            facts.append(genres.fact(of: series))
            if facts.count >= Self.piece { try await take(Self.taken(&facts)) }
        }
        try await take(facts)
    }

    private func watches(without off: Set<String>, _ take: @Sendable ([GraphFact]) async throws -> Void) async throws {
        var begun: [(at: Moment, fact: WatchFact)] = []
        for try await progress in Records<Progress>(in: store).all() where !off.contains(progress.value.profile) {
            if let fact = WatchFact(progress.value) { begun.append((progress.value.firstAt, fact)) }
        }
        begun.sort { ($0.at, $0.fact.at, $0.fact.title, $0.fact.profile) < ($1.at, $1.fact.at, $1.fact.title, $1.fact.profile) }
        try await Self.inPieces(begun.map { .watched($0.fact) }, take)
    }

    /// What a profile watched and said, for one that wants recommendations again.
    func everything(of profile: String) async throws -> [GraphFact] {
        var facts: [GraphFact] = [try await taste(of: profile), .history(profile: profile, try await history(of: profile))]
        for try await wish in Records<NotForMe>(in: store).all(.equal("profile", .string(profile))) {
            facts.append(.unwanted(profile: profile, title: wish.value.title, true))
        }
        return facts
    }

    func history(of profile: String) async throws -> [WatchFact] {
        var begun: [(at: Moment, fact: WatchFact)] = []
        for try await progress in Records<Progress>(in: store).all(.equal("profile", .string(profile))) {
            if let fact = WatchFact(progress.value) { begun.append((progress.value.firstAt, fact)) }
        }
        begun.sort { ($0.at, $0.fact.at, $0.fact.title) < ($1.at, $1.fact.at, $1.fact.title) }
        return begun.map(\.fact)
    }

    // MARK: - Changes

    /// Whether the feed still knows everything behind a position.
    func canFollow(_ position: FactPosition) async throws -> Bool {
        let latest = try await store.latestPosition()
        guard position.store == name, position.place <= latest else { return false }
        return position.place == latest || time.now.since(position.at) < Self.trustedFor
    }

    /// What changed behind a position, at most `ChangeFeed.mostAtOnce` changes of it.
    func changes(since position: FactPosition) async throws -> FactBatch {
        let now = time.now
        let entries = try await store.changes(since: position.place, limit: ChangeFeed.mostAtOnce)
        let changes = ChangedDocuments(entries)
        let facts = try await titles(changes) + wishes(changes) + watches(changes)
        let next = FactPosition(place: entries.last?.position ?? position.place, at: now, store: name)
        return FactBatch(facts: facts, position: next, isLast: entries.count < ChangeFeed.mostAtOnce)
    }

    private func titles(_ changes: ChangedDocuments) async throws -> [GraphFact] {
        let (films, series) = (changes.all(Film.schema), changes.all(Series.schema))
        guard !films.isEmpty || !series.isEmpty else { return [] }
        let genres = try await GenreNames(store)
        return try await standing(Film.self, films).map { $1.map { genres.fact(of: $0) } ?? .unlisted(title: $0) }
            + standing(Series.self, series).map { $1.map { genres.fact(of: $0) } ?? .unlisted(title: $0) }
    }

    private func wishes(_ changes: ChangedDocuments) async throws -> [GraphFact] {
        var facts: [GraphFact] = []
        for (id, profile) in try await standing(Profile.self, changes.all(Profile.schema)) {
            facts.append(
                profile.map { .recommendations(profile: id, isOn: $0.value.areRecommendationsOff != true) } ?? .erased(profile: id))
        }
        for (id, wish) in try await standing(NotForMe.self, changes.all(NotForMe.schema)) {
            if let wish {
                facts.append(.unwanted(profile: wish.value.profile, title: wish.value.title, true))
            } else {
                facts += ChangedDocuments.halves(of: id).map { .unwanted(profile: $0, title: $1, false) }
            }
        }
        facts += try await tastes(changes)
        return facts
    }

    private func watches(_ changes: ChangedDocuments) async throws -> [GraphFact] {
        var facts: [WatchFact] = []
        var retold: Set<String> = []
        for (id, progress) in try await standing(Progress.self, changes.all(Progress.schema)) {
            if let progress, let fact = WatchFact(progress.value) {
                facts.append(fact)
            } else if let progress {
                retold.insert(progress.value.profile)
            } else {
                retold.formUnion(ChangedDocuments.halves(of: id).map(\.0))
            }
        }
        facts.sort { ($0.at, $0.title, $0.profile) < ($1.at, $1.title, $1.profile) }
        var told: [GraphFact] = facts.filter { !retold.contains($0.profile) }.map { .watched($0) }
        for profile in retold.sorted() { told.append(.history(profile: profile, try await history(of: profile))) }
        return told
    }

    /// Documents as they stand now; nil for those that are gone.
    private func standing<R: Record>(_ type: R.Type, _ ids: [String]) async throws -> [(String, Stored<R>?)] {
        guard !ids.isEmpty else { return [] }
        let found = try await Records<R>(in: store).find(Query(.in("_id", ids.map(Value.string)), limit: ids.count))
        let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        return ids.map { ($0, byID[$0]) }
    }

    // MARK: - Pieces

    /// Facts that are told at once.
    private static let piece = 500

    private static func inPieces(_ facts: [GraphFact], _ take: ([GraphFact]) async throws -> Void) async throws {
        for start in stride(from: 0, to: facts.count, by: piece) {
            try await take(Array(facts[start..<min(start + piece, facts.count)]))
        }
    }

    private static func taken(_ facts: inout [GraphFact]) -> [GraphFact] {
        defer { facts = [] }
        return facts
    }
}
