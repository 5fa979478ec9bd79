import KinoraDocuments
import KinoraKernel

/// What one profile watched of one feature, summed up: the sum over its `Watch` facts, kept so that pages need one document and not a
/// thousand. Its name is made of both (`name`).
package struct Progress: Record, Hashable {
    package static let schema = CollectionSchema(
        "progress", indexes: [.lookup("profile", "lastAt"), .lookup("profile", "title"), .lookup("feature"), .lookup("lastAt")])

    package var profile: String
    package var feature: String
    package var kind: FeatureKind
    /// See `Watch.title`.
    package var title: String
    /// Sittings in which it was played.
    package var sittings: Int
    /// Sittings in which nearly all of it was reached.
    package var finished: Int
    /// Seconds of all sittings together.
    package var seconds: Double
    /// 0 … 1, the furthest of all sittings.
    package var completion: Double
    /// Where playing goes on, in seconds from the beginning: the newest report's.
    package var position: Double
    /// Of the feature, in seconds.
    package var length: Double
    package var firstAt: Moment
    package var lastAt: Moment
    /// Whether it counts as watched: nearly all of it was, or somebody said so.
    package var isWatched: Bool
    /// When somebody said by hand that it was watched, or was not.
    package var markedAt: Moment?
    /// The newest sittings, the last one last.
    @OrEmpty package var recent: [Sitting] = []

    /// A report of a sitting that is older than so many counts as one of a new sitting. (Its fact is refused as known all the same.)
    static let mostRecent = 8
    /// Less than this is no beginning that one would go on from: seconds, or the share of a short feature.
    private static let beginning = (seconds: 10.0, share: 0.05)

    package static func name(_ feature: String, of profile: String) -> String { "\(profile)-\(feature)" }

    init(of entry: WatchEntry) {
        self.init(
            entry.feature, entry.kind, title: entry.title, length: entry.length, profile: entry.profile, at: entry.at)
    }

    init(_ feature: String, _ kind: FeatureKind, title: String, length: Double, profile: String, at moment: Moment) {
        self.profile = profile
        self.feature = feature
        self.kind = kind
        self.title = title
        self.length = length
        (sittings, finished, seconds, completion, position) = (0, 0, 0, 0, 0)
        (firstAt, lastAt, isWatched) = (moment, moment, false)
    }

    /// 0 … 1: how far the place is.
    package var share: Double { length > 0 ? min(1, position / length) : 0 }

    /// Whether somebody stopped in the middle.
    package var isUnderWay: Bool {
        position > min(Self.beginning.seconds, length * Self.beginning.share) && share < FeatureUsage.asGoodAsWhole
    }

    /// Where playing begins, in seconds.
    package var start: Double { isUnderWay ? position : 0 }
}
