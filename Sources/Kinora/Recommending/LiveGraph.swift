import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraRecommendation
import KinoraWebsite
import Logging
import Synchronization

/// The graph of this house. It owns the engine, follows the documents, keeps a snapshot, and answers pages.
///
/// 1. `open` reads the snapshot and takes in what changed since; where there is none that can be used, or where titles became one since it was
///    written, the graph is made of the documents.
/// 2. `run` follows the changes and writes the snapshot: from time to time, in the end, and as soon as something was forgotten.
/// 3. Before each answer the graph takes in what changed, so that a watch that was acknowledged is in the next answer.
///
/// What an answer does not wait for: as long as the graph is being read or made, there are no recommendations.
actor LiveGraph {
    private let feed: FactFeed
    private let time: any TimeSource
    private let log: Logger
    private let snapshot: GraphSnapshot
    private nonisolated let thread = GraphThread()
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private nonisolated let ready = Atomic(false)
    private var engine = RecommendationEngine()
    /// For whom listed titles are there. Not part of the snapshot.
    private var rules: [String: TitleRule] = [:]
    /// What the engine was told of titles, as hashes: a film is written for many reasons.
    private var told: [String: Int] = [:]
    /// Nil while the graph is being read or made.
    private var position: FactPosition?
    private var isChanged = false
    /// Something was forgotten that the snapshot still holds.
    private var mustForget = false
    private var writtenAt: Moment?

    /// The time between two snapshots while something changes.
    private static let pause = Duration.seconds(300)
    /// The time between two looks at the change feed.
    private static let interval = Duration.seconds(1)
    /// The time until another try, after the store refused.
    private static let patience = Duration.seconds(5)
    /// So many pieces of the change feed are taken in before an answer; the rest is for `run`.
    private static let mostPieces = 4

    /// - Parameter file: where the snapshot is kept.
    init(_ feed: FactFeed, file: URL, time: any TimeSource, log: Logger) {
        self.feed = feed
        self.time = time
        self.log = log
        snapshot = GraphSnapshot(file: file, log: log)
    }

    /// Whether there are answers.
    nonisolated var isReady: Bool { ready.load(ordering: .acquiring) }

    /// Titles, profiles, and watches that count, for reports.
    var size: (titles: Int, profiles: Int, watches: UInt64) { engine.size }

    // MARK: - Following

    /// Follows the documents until its task is cancelled, and writes a last snapshot then.
    func run() async throws {
        var trouble: String?
        while !Task.isCancelled {
            do {
                try await open()
                trouble = nil
                try await follow()
            } catch is CancellationError {
                break
            } catch {
                let sentence = (error as? any Complaint)?.sentence ?? "\(error)"
                if sentence != trouble { log.warning("Recommendations stand still", metadata: ["reason": "\(sentence)"]) }
                trouble = sentence
                try? await Task.sleep(for: Self.patience)
            }
        }
        // What belongs to the end is not cancelled with it.
        await Task { await self.write() }.value
    }

    private func follow() async throws {
        while true {
            try await takeIn(pieces: .max)
            let now = time.now
            let isDue = isChanged && writtenAt.map { now.since($0) >= Self.pause } ?? true
            if mustForget || isDue { await write() }
            if let store = feed.store as? any ChangeNoticing {
                try await store.waitForChange(atMost: Self.interval)
            } else {
                try await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Reads or makes the graph, unless it is there and can go on.
    func open() async throws {
        if let position, try await feed.canFollow(position) { return }
        ready.store(false, ordering: .releasing)
        position = nil
        if let (known, at) = snapshot.read(), let place = try await feed.takenUp(at) {
            try await go(on: known, from: place)
        } else {
            try await make()
        }
        ready.store(true, ordering: .releasing)
        ProcessMemory.giveBack()
        let size = engine.size
        log.info("Recommendations are ready", metadata: ["titles": "\(size.titles)", "watches": "\(size.watches)"])
    }

    private func go(on known: sending RecommendationEngine, from position: FactPosition) async throws {
        (engine, rules, told, isChanged, mustForget) = (known, [:], [:], false, false)
        try await feed.titles { await self.note($0) }
        self.position = position
        writtenAt = time.now
        try await takeIn(pieces: .max)
    }

    private func make() async throws {
        (engine, rules, told) = (RecommendationEngine(), [:], [:])
        let position = try await feed.everything { await self.apply($0) }
        self.position = position
        // Whatever lies there is of no use any more, and may hold what was to be forgotten.
        (isChanged, mustForget) = (true, true)
        try await takeIn(pieces: .max)
    }

    /// Takes in what changed. Who finds that somebody else did it meanwhile looks again.
    private func takeIn(pieces: Int) async throws {
        var pieces = pieces
        while pieces > 0, let from = position {
            pieces -= 1
            let batch = try await feed.changes(since: from)
            var facts = batch.facts
            for fact in batch.facts {
                switch fact {
                case .recommendations(let profile, true) where !engine.isOn(profile: profile):
                    facts += try await feed.everything(of: profile, at: batch.position)
                case .taste(let profile, _, let setAside) where engine.setAside(of: profile) != Set(setAside):
                    facts.append(.history(profile: profile, try await feed.history(of: profile, at: batch.position)))
                default: continue
                }
            }
            guard position?.place == from.place else { continue }
            apply(facts)
            position = batch.position
            if batch.isLast { return }
        }
    }

    // MARK: - Facts

    private func apply(_ facts: [GraphFact]) {
        for fact in facts { apply(fact) }
        if !facts.isEmpty { isChanged = true }
    }

    private func apply(_ fact: GraphFact) {
        switch fact {
        case .listed(let title, let rule):
            rules[title.id] = rule
            if told.updateValue(title.hashValue, forKey: title.id) != title.hashValue { engine.take(title) }
        case .unlisted(let title):
            rules[title] = nil
            told[title] = nil
            engine.remove(title: title)
        case .watched(let watch):
            if engine.isOn(profile: watch.profile) { engine.take(watch) }
        case .history(let profile, let watches):
            guard engine.isOn(profile: profile), engine.knows(profile: profile) || !watches.isEmpty else { return }
            engine.retell(profile: profile, watches)
            mustForget = true
        case .unwanted(let profile, let title, let isUnwanted):
            guard engine.isOn(profile: profile), isUnwanted || engine.knows(profile: profile) else { return }
            engine.notForMe(profile: profile, title: title, isUnwanted)
        case .taste(let profile, let leanings, let setAside):
            guard engine.isOn(profile: profile), engine.knows(profile: profile) || !leanings.isEmpty || !setAside.isEmpty else { return }
            engine.hear(profile: profile, leanings, setAside: setAside)
        case .recommendations(let profile, let isOn):
            guard engine.isOn(profile: profile) != isOn else { return }
            engine.turn(isOn, profile: profile)
            mustForget = mustForget || !isOn
        case .erased(let profile):
            guard engine.knows(profile: profile) else { return }
            engine.erase(profile: profile)
            mustForget = true
        }
    }

    /// Notes for whom titles are there that the engine knows already.
    private func note(_ facts: [GraphFact]) {
        for case .listed(let title, let rule) in facts {
            rules[title.id] = rule
            told[title.id] = title.hashValue
        }
    }

    // MARK: - The snapshot

    /// Writes what is known now; where it cannot be written the former one stays, and the next attempt is made later.
    private func write() async {
        guard let position, isChanged || mustForget else { return }
        engine.position = position.text
        // What is kept in memory is never refused.
        guard let bytes = try? Snapshot.bytes(of: engine) else { return }
        (isChanged, mustForget, writtenAt) = (false, false, time.now)
        if await !snapshot.write(bytes) { isChanged = true }
    }

    // MARK: - Answers

    private func answer<Answer: Sendable>(_ ask: (RecommendationEngine, @escaping (String) -> Bool) -> Answer, _ audience: Audience) async
        -> Answer?
    {
        do {
            try await takeIn(pieces: Self.mostPieces)
        } catch {
            log.debug("An answer is given without the newest changes", metadata: ["reason": "\(error)"])
        }
        guard position != nil else { return nil }
        let (rules, now) = (rules, time.now)
        return ask(engine) { rules[$0]?.isOpen(to: audience, at: now) ?? false }
    }

    private func rowsNow(for profile: String, seenBy audience: Audience, length: Int) async -> [KinoraRecommendation.Row] {
        let now = time.now
        return await answer({ $0.rows(for: profile, at: now, length: length, isPermitted: $1) }, audience) ?? []
    }

    private func surroundingsNow(of title: String) async -> Surroundings? {
        await answer({ engine, _ in engine.surroundings(of: title) }, .grownUps) ?? nil
    }

    private func tasteNow(of profile: String, seenBy audience: Audience) async -> Taste? {
        await answer({ $0.taste(of: profile, isPermitted: $1) }, audience)
    }

    private func moreLikeNow(_ title: String, for profile: String?, seenBy audience: Audience, count: Int) async
        -> [KinoraRecommendation.Row.Item]
    {
        await answer({ $0.moreLike(title, count: count, profile: profile, isPermitted: $1) }, audience) ?? []
    }
}

extension LiveGraph: Recommender {
    nonisolated func rows(for profile: String, seenBy audience: Audience, length: Int) async -> [KinoraRecommendation.Row] {
        isReady ? await rowsNow(for: profile, seenBy: audience, length: length) : []
    }

    nonisolated func moreLike(_ title: String, for profile: String?, seenBy audience: Audience, count: Int) async
        -> [KinoraRecommendation.Row.Item]
    {
        isReady ? await moreLikeNow(title, for: profile, seenBy: audience, count: count) : []
    }

    nonisolated func taste(of profile: String, seenBy audience: Audience) async -> Taste? {
        isReady ? await tasteNow(of: profile, seenBy: audience) : nil
    }

    nonisolated func surroundings(of title: String) async -> Surroundings? { isReady ? await surroundingsNow(of: title) : nil }
}
