import KinoraKernel

/// Features that became one: what was watched of each was watched of that one. What is written stays as it was, and is put together when it is
/// asked for; so nothing is lost or counted twice, and each has its own again where they are parted.
extension Progress {
    /// What was watched of them together; nil of none.
    /// - Parameter all: of one profile, that of the present name first.
    package static func joined(_ all: [Progress]) -> Progress? {
        guard let first = all.first else { return nil }
        return all.dropFirst().reduce(first) { $0.joined(with: $1) }
    }

    /// Sittings and seconds add up, and what was watched of one counts as watched. Playing goes on where it stopped last; what was hardly begun
    /// takes nobody's place.
    package func joined(with other: Progress) -> Progress {
        var both = self
        both.sittings += other.sittings
        both.finished += other.finished
        both.seconds += other.seconds
        both.completion = max(completion, other.completion)
        both.isWatched = isWatched || other.isWatched
        both.firstAt = min(firstAt, other.firstAt)
        both.markedAt = [markedAt, other.markedAt].compactMap(\.self).max()
        both.lastAt = max(lastAt, other.lastAt)
        let (late, early) = other.lastAt > lastAt ? (other, self) : (self, other)
        let place = late.isHardlyBegun && early.isUnderWay ? early : late
        (both.position, both.length) = (place.position, place.length)
        return both
    }

    private var isHardlyBegun: Bool { !isUnderWay && !isWatched && markedAt != lastAt }
}
