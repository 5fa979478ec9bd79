import KinoraKernel
import KinoraViewing

/// Where a viewer left a feature, for the player.
struct ViewingMemory: Sendable {
    /// Tells viewers of one browser apart.
    let viewer: String
    /// `yes` where browser and house may remember; empty where the viewer wants nothing written down.
    let remembers: String
    /// Where playing goes on, in seconds.
    let start: String
    /// How long ago that was written down, in seconds; empty where nothing is. The browser may have noted a later place.
    let age: String

    init(profile: String, isKept: Bool, _ progress: Progress?, at now: Moment) {
        viewer = profile
        remembers = isKept ? "yes" : ""
        start = String(progress?.start ?? 0)
        age = progress.map { String(max(0, now.since($0.lastAt).inSeconds)) } ?? ""
    }
}
