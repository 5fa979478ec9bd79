import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraRecommendation
import KinoraViewing

/// Turns documents, and their changes, into what graphs of recommendations are told. Knows no graph.
///
/// Watches come of `Progress`, the sum of what a profile watched of a feature; an episode's count for its series. Titles come of films and
/// series as they are listed, wishes of profiles and of `NotForMe`. What was watched and said of a title that another took in is told of that
/// other one (`FormerTitles`), and told anew when they become one or are parted; a position knows which were one.
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
        let place = try await store.latestPosition()
        return FactPosition(place: place, at: now, store: name, former: try await FormerTitles(store))
    }

    /// Tells all there is, in pieces: titles, then wishes, then watches in the order in which they began.
    /// - Returns: where to go on with `changes`. What changed meanwhile is told there again.
    func everything(_ take: @Sendable ([GraphFact]) async throws -> Void) async throws -> FactPosition {
        let position = try await here()
        let former = try await formerTitles(at: position)
        try await titles(take)
        var off: Set<String> = []
        for try await profile in Records<Profile>(in: store).all() where profile.value.areRecommendationsOff == true {
            off.insert(profile.id)
            try await take([.recommendations(profile: profile.id, isOn: false)])
        }
        try await Self.inPieces(try await tastes(without: off, former), take)
        try await watches(without: off, former, take)
        var unwanted: [GraphFact] = []
        for try await wish in Records<NotForMe>(in: store).all() where !off.contains(wish.value.profile) {
            unwanted.append(.unwanted(profile: wish.value.profile, title: former.standing(wish.value.title), true))
        }
        try await Self.inPieces(unwanted, take)
        return position
    }

    /// All titles that are listed.
    func titles(_ take: @Sendable ([GraphFact]) async throws -> Void) async throws {
        let genres = try await GenreNames(store)
        try await Records<Film>(in: store).inPages(.equal("isListed", true)) { try await take($0.map(genres.fact)) }
        try await Records<Series>(in: store).inPages(.equal("isListed", true)) { try await take($0.map(genres.fact)) }
    }

    private func watches(
        without off: Set<String>, _ former: FormerTitles, _ take: @Sendable ([GraphFact]) async throws -> Void
    ) async throws {
        var begun = BegunWatches(former)
        try await Records<Progress>(in: store).inPages(of: 1000) { page in
            for progress in page where !off.contains(progress.value.profile) { begun.add(progress.value) }
        }
        try await Self.inPieces(begun.facts().map { .watched($0) }, take)
    }

    /// What a profile watched and said, for one that wants recommendations again.
    /// - Parameter position: behind what was told of titles.
    func everything(of profile: String, at position: FactPosition) async throws -> [GraphFact] {
        let former = try await formerTitles(at: position)
        var facts: [GraphFact] = [
            try await taste(of: profile, former), .history(profile: profile, try await history(of: profile, former)),
        ]
        for try await wish in Records<NotForMe>(in: store).all(.equal("profile", .string(profile))) {
            facts.append(.unwanted(profile: profile, title: former.standing(wish.value.title), true))
        }
        return facts
    }

    /// Everything that a profile watched.
    /// - Parameter position: as for `everything`.
    func history(of profile: String, at position: FactPosition) async throws -> [WatchFact] {
        try await history(of: profile, formerTitles(at: position))
    }

    private func history(of profile: String, _ former: FormerTitles) async throws -> [WatchFact] {
        var begun = BegunWatches(former)
        for try await progress in Records<Progress>(in: store).all(.equal("profile", .string(profile))) { begun.add(progress.value) }
        return begun.facts()
    }

    private func formerTitles(at position: FactPosition) async throws -> FormerTitles {
        if let known = position.former { known } else { try await FormerTitles(store) }
    }

    // MARK: - Changes

    /// Whether the feed still knows everything behind a position.
    func canFollow(_ position: FactPosition) async throws -> Bool {
        let latest = try await store.latestPosition()
        guard position.store == name, position.place <= latest else { return false }
        return position.place == latest || time.now.since(position.at) < Self.trustedFor
    }

    /// A position that was kept as a text, to go on from. Nil where the feed has forgotten what came behind it, or where titles became one or
    /// were parted since, and nobody knows any more which: then everything is to be told.
    func takenUp(_ position: FactPosition) async throws -> FactPosition? {
        guard try await canFollow(position) else { return nil }
        return position.knowing(try await FormerTitles(store))
    }

    /// What changed behind a position, at most `ChangeFeed.mostAtOnce` changes of it.
    func changes(since position: FactPosition) async throws -> FactBatch {
        let now = time.now
        let entries = try await store.changes(since: position.place, limit: ChangeFeed.mostAtOnce)
        let changes = ChangedDocuments(entries)
        let before = try await formerTitles(at: position)
        let (told, former) = try await titles(changes, before)
        let facts = try await told + wishes(changes, former) + watches(changes, former) + moved(from: before, to: former)
        let next = FactPosition(place: entries.last?.position ?? position.place, at: now, store: name, former: former)
        return FactBatch(facts: facts, position: next, isLast: entries.count < ChangeFeed.mostAtOnce)
    }

    private func titles(_ changes: ChangedDocuments, _ before: FormerTitles) async throws -> ([GraphFact], FormerTitles) {
        let films = try await standing(Film.self, changes.all(Film.schema))
        let series = try await standing(Series.self, changes.all(Series.schema))
        guard !films.isEmpty || !series.isEmpty else { return ([], before) }
        let genres = try await GenreNames(store)
        var facts: [GraphFact] = []
        var isTouched = false
        for (id, film) in films {
            facts.append(film.map { genres.fact(of: $0) } ?? .unlisted(title: id))
            isTouched = isTouched || before.isTouched(by: id, aliases: film?.value.aliases ?? [])
        }
        for (id, one) in series {
            facts.append(one.map { genres.fact(of: $0) } ?? .unlisted(title: id))
            isTouched = isTouched || before.isTouched(by: id, aliases: one?.value.aliases ?? [])
        }
        return (facts, isTouched ? try await FormerTitles(store) : before)
    }

    private func wishes(_ changes: ChangedDocuments, _ former: FormerTitles) async throws -> [GraphFact] {
        var facts: [GraphFact] = []
        for (id, profile) in try await standing(Profile.self, changes.all(Profile.schema)) {
            facts.append(
                profile.map { .recommendations(profile: id, isOn: $0.value.areRecommendationsOff != true) } ?? .erased(profile: id))
        }
        for (id, wish) in try await standing(NotForMe.self, changes.all(NotForMe.schema)) {
            if let wish {
                facts.append(.unwanted(profile: wish.value.profile, title: former.standing(wish.value.title), true))
            } else {
                for (profile, title) in ChangedDocuments.halves(of: id) {
                    facts.append(try await unwanted(former.standing(title), by: profile, former))
                }
            }
        }
        facts += try await tastes(changes, former)
        return facts
    }

    /// Whether a profile does not want a title, under any of its names, after something of that was taken back.
    private func unwanted(_ title: String, by profile: String, _ former: FormerTitles) async throws -> GraphFact {
        let names = former.names(of: title)
        guard names.count > 1, names[0] == title else { return .unwanted(profile: profile, title: title, false) }
        let left = Query(.in("_id", names.map { .string(NotForMe.name($0, of: profile)) }), limit: 1)
        return .unwanted(profile: profile, title: title, try await !Records<NotForMe>(in: store).find(left).isEmpty)
    }

    private func watches(_ changes: ChangedDocuments, _ former: FormerTitles) async throws -> [GraphFact] {
        var facts: [WatchFact] = []
        var retold: Set<String> = []
        for (id, progress) in try await standing(Progress.self, changes.all(Progress.schema)) {
            if let progress, let fact = WatchFact(try await whole(progress.value, former), former) {
                facts.append(fact)
            } else if let progress {
                retold.insert(progress.value.profile)
            } else {
                retold.formUnion(ChangedDocuments.halves(of: id).map(\.0))
            }
        }
        facts.sort { ($0.at, $0.title, $0.profile) < ($1.at, $1.title, $1.profile) }
        var told: [GraphFact] = facts.filter { !retold.contains($0.profile) }.map { .watched($0) }
        for profile in retold.sorted() { told.append(.history(profile: profile, try await history(of: profile, former))) }
        return told
    }

    /// With what was watched of films that became the same one.
    private func whole(_ progress: Progress, _ former: FormerTitles) async throws -> Progress {
        let others = former.names(of: progress.feature).filter { $0 != progress.feature }
        guard !others.isEmpty else { return progress }
        let names = others.map { Value.string(Progress.name($0, of: progress.profile)) }
        let found = try await Records<Progress>(in: store).find(Query(.in("_id", names)))
        return found.reduce(progress) { $0.joined(with: $1.value) }
    }

    /// What profiles watched and said of titles that became others, or are themselves again, as it counts now. Looks through everything that is
    /// known of profiles: that happens when an owner says so, and not while people watch.
    private func moved(from before: FormerTitles, to former: FormerTitles) async throws -> [GraphFact] {
        let names = former.differing(from: before)
        guard !names.isEmpty else { return [] }
        let concerned: Filter = .in("title", names.map(Value.string))
        var (watchers, speakers): (Set<String>, Set<String>) = ([], [])
        for try await progress in Records<Progress>(in: store).all(concerned) { watchers.insert(progress.value.profile) }
        var facts: [GraphFact] = []
        for try await wish in Records<NotForMe>(in: store).all(concerned) {
            let (profile, title) = (wish.value.profile, wish.value.title)
            facts.append(try await unwanted(before.standing(title), by: profile, former))
            facts.append(.unwanted(profile: profile, title: former.standing(title), true))
        }
        for try await said in Records<TasteCorrection>(in: store).all(concerned) where said.value.subject == .title {
            speakers.insert(said.value.profile)
        }
        for profile in speakers.sorted() { facts.append(try await taste(of: profile, former)) }
        for profile in watchers.sorted() { facts.append(.history(profile: profile, try await history(of: profile, former))) }
        return facts
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
}
