import KinoraKernel

/// Which young files were seen before, so that one that has stopped growing is told from one that has not.
package struct Sightings: Sendable {
    private struct Sighting: Sendable {
        var size: Int64
        var modified: Int64
        var since: Moment
    }

    private var seen: [FilePath: Sighting] = [:]

    package init() {}

    /// Whether a file rests: unchanged for the settle time by its own clock, or seen unchanged over that time by ours.
    mutating func isSettled(_ video: LibraryWalk.Video, at now: Moment, settle: Duration) -> Bool {
        let age = now.milliseconds - video.modified / 1_000_000
        if age >= settle.wholeMilliseconds {
            seen[video.path] = nil
            return true
        }
        guard let known = seen[video.path], known.size == video.size, known.modified == video.modified else {
            seen[video.path] = Sighting(size: video.size, modified: video.modified, since: now)
            return false
        }
        return now.since(known.since) >= settle
    }

    /// Forgets what is no longer there.
    mutating func keep(where isThere: (FilePath) -> Bool) {
        seen = seen.filter { isThere($0.key) }
    }
}
