import KinoraKernel

/// A player's report of a feature that stands in the catalogue, with who sent it and when it came.
package struct WatchEntry: Hashable, Sendable {
    package var report: WatchReport
    package var profile: String
    /// The film's or episode's name among its documents.
    package var feature: String
    package var kind: FeatureKind
    /// See `Watch.title`.
    package var title: String
    /// Of the feature, in seconds.
    package var length: Double
    package var at: Moment

    /// So many seconds one report may be about; players report twice as often.
    package static let mostSeconds = 60.0
    /// How far clocks and lengths may differ, in seconds.
    static let tolerance = 3.0
    private static let mostReports = 100_000

    /// - Throws: `WatchRefusal` where the report is none that a player makes.
    package init(
        _ report: WatchReport, of feature: String, _ kind: FeatureKind, title: String, length: Double, profile: String, at moment: Moment
    ) throws(WatchRefusal) {
        try Self.check(report, length: length)
        self.report = report
        self.profile = profile
        self.feature = feature
        self.kind = kind
        self.title = title
        self.length = length
        at = moment
    }

    /// Seconds from the beginning of the feature, never beyond its end.
    var position: Double { min(report.position, max(0, length)) }
    /// 0 … 1: the position's share of the whole.
    var completion: Double { length > 0 ? min(1, position / length) : 0 }

    /// The report as a fact.
    var watch: Watch {
        Watch(
            profile: profile, feature: feature, kind: kind, title: title, sitting: report.sitting, number: report.number,
            seconds: report.seconds, position: position, completion: completion, startedAt: at - .seconds(report.seconds), lastAt: at,
            device: report.device)
    }

    private static func check(_ report: WatchReport, length: Double) throws(WatchRefusal) {
        let isPlain = report.sitting.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        guard isPlain, (8...40).contains(report.sitting.utf8.count) else { throw .badSitting }
        guard (0...mostReports).contains(report.number) else { throw .badNumber }
        guard report.seconds.isFinite, report.seconds > 0, report.seconds <= mostSeconds else { throw .badSeconds }
        guard report.position.isFinite, report.position >= 0, report.position <= length + tolerance else { throw .badPosition }
    }
}
