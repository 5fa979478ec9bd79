import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// A stretch of a feature that was watched: a fact, appended and never overwritten. A whole evening is many of them.
package struct Watch: Record, Hashable {
    package static let schema = CollectionSchema(
        "watches",
        indexes: [
            .lookup("feature", "lastAt"), .lookup("title", "lastAt"), .unique("profile", "sitting", "number"),
            .lookup("profile", "lastAt"), .lookup("lastAt"),
        ])

    /// Who watched (a profile); nil for what was watched before there were members.
    package var profile: String?
    /// The film's or episode's name among its documents.
    package var feature: String
    package var kind: FeatureKind
    /// What a list shows it under: the film itself, or the episode's series.
    package var title: String
    /// One playing of one page from its opening to its closing.
    package var sitting: String
    /// Which of its player's reports it was, from 0; nil in old facts.
    package var number: Int?
    /// Seconds that really passed while it played.
    package var seconds: Double
    /// Seconds from the beginning of the feature, reached at the end of the stretch.
    package var position: Double
    /// 0 … 1: the position's share of the whole.
    package var completion: Double
    package var startedAt: Moment
    package var lastAt: Moment
    package var device: DeviceKind
}
