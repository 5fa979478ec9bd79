import KinoraBolt
import KinoraDocuments
import KinoraKernel
import KinoraNeo4jGraph
import Logging

/// Keeps the graph in the graph database as the documents say, for as long as the house serves; of several processes one does.
///
/// 1. It waits until no other process writes, and the database answers. Until then nothing is held in memory.
/// 2. Everything is told; then what changes, as it changes.
/// 3. After each piece, what is touched is written. While the database is away, only what is touched is noted.
struct GraphFollower: Sendable {
    let client: BoltClient
    let feed: FactFeed
    let logger: Logger

    private static let interval = Duration.seconds(1)
    /// After trouble, and while another process writes.
    private static let patience = Duration.seconds(10)
    /// Of silence, after which the others are told that this process is still there.
    private static let renewal = Duration.seconds(20)
    /// Between two searches for what is similar to every title.
    private static let similarEvery = Duration.seconds(3600)

    func run() async throws {
        while true {
            do {
                if try await GraphMirror.isFree(client) { try await follow(GraphMirror(client)) }
            } catch let trouble as GraphTrouble {
                logger.info("\(trouble.sentence)")
            } catch let fault as BoltFault {
                logger.warning("\(fault.sentence)")
            } catch let error as StoreError {
                logger.error("The recommendation graph cannot be followed: \(error.sentence)")
            }
            try await Task.sleep(for: Self.patience)
        }
    }

    /// Ends where the feed has forgotten what would come next, or another process writes.
    private func follow(_ mirror: GraphMirror) async throws {
        var position = try await feed.tellEverything(mirror)
        var clock = Clock()
        var isAway = false
        while try await feed.canFollow(position) {
            let batch = try await feed.tellChanges(since: position, to: mirror)
            position = batch.position
            do {
                try await write(mirror, &clock)
                if isAway { logger.notice("The graph database answers again; what happened meanwhile is written.") }
                isAway = false
            } catch let fault as BoltFault {
                if !isAway { logger.warning("\(fault.sentence) What is recommended goes on; the graph is caught up later.") }
                isAway = true
            } catch GraphTrouble.altered {
                logger.notice("\(GraphTrouble.altered.sentence)")
            }
            if batch.isLast { try await Task.sleep(for: isAway ? Self.patience : Self.interval) }
        }
    }

    private struct Clock {
        var written = ContinuousClock.now
        var similar = ContinuousClock.now
        var hasChanged = false
    }

    private func write(_ mirror: GraphMirror, _ clock: inout Clock) async throws {
        while try await mirror.write() {
            clock.written = .now
            clock.hasChanged = true
        }
        if clock.written.duration(to: .now) > Self.renewal {
            try await mirror.renew()
            clock.written = .now
        }
        if clock.hasChanged, clock.similar.duration(to: .now) > Self.similarEvery {
            await mirror.refreshSimilar()
            (clock.similar, clock.hasChanged) = (.now, false)
        }
    }
}

extension FactFeed {
    /// Tells a new mirror all there is.
    func tellEverything(_ mirror: GraphMirror) async throws -> FactPosition {
        let position = try await everything { facts in
            await mirror.take(MirrorBatch(facts.map(MirrorFact.init), position: "", isCaughtUp: false))
        }
        await mirror.take(MirrorBatch([], position: position.text))
        return position
    }

    /// Tells what changed behind a position. Of a profile that wants recommendations again everything is told.
    func tellChanges(since position: FactPosition, to mirror: GraphMirror) async throws -> FactBatch {
        let batch = try await changes(since: position)
        var facts: [MirrorFact] = []
        var retold: [String] = []
        for fact in batch.facts {
            facts.append(MirrorFact(fact))
            if case .recommendations(let profile, true) = fact, await !mirror.isOn(profile) {
                facts += try await everything(of: profile, at: batch.position).map(MirrorFact.init)
            } else if case .taste(let profile, _, let setAside) = fact, await mirror.isOn(profile),
                await mirror.setAside(of: profile) != Set(setAside)
            {
                retold.append(profile)
            }
        }
        for profile in retold { facts.append(.history(profile: profile, try await history(of: profile, at: batch.position))) }
        await mirror.take(MirrorBatch(facts, position: batch.position.text))
        return batch
    }
}
