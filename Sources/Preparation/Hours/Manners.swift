import KinoraDocuments
import KinoraKernel

/// Whether encoding may run now: the owner's pause, the hours, and who watches.
package struct Manners: Sendable {
    package let rules: EncodingRules
    private let pauses: Records<Pause>
    private let audience: any Audience
    private let time: any TimeSource

    /// Where the pause is kept, for those who wait for it to change.
    package static let pauseSchema = Pause.schema
    package static let schemas = [Pause.schema, LastWatch.schema]

    package init(rules: EncodingRules = EncodingRules(), store: any DocumentStore, audience: any Audience, time: any TimeSource) {
        self.rules = rules
        self.audience = audience
        self.time = time
        pauses = Records(in: store)
    }

    package var now: Moment { time.now }

    package var clock: WallClock { WallClock(rules.zone) }

    package func standing() async throws -> Standing {
        let paused = try await pauses.read(Pause.name)?.value.since
        let watched = rules.quiet == nil ? nil : try await audience.lastWatched()
        return rules.standing(at: time.now, pausedSince: paused, lastWatched: watched)
    }

    /// Why nothing runs now, in one sentence; nil when encoding may run.
    package func sentence() async throws -> String? {
        let standing = try await standing()
        return standing.isOpen ? nil : standing.sentence(clock, at: time.now)
    }

    /// Stops all work, on every machine, until it is resumed. What runs is frozen within a beat.
    package func pauseAll() async throws {
        let now = time.now
        try await pauses.change(Pause.name, startingFrom: Pause()) { $0.since = $0.since ?? now }
    }

    package func resumeAll() async throws {
        try await pauses.change(Pause.name, startingFrom: Pause()) { $0.since = nil }
    }
}
