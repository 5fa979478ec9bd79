import Foundation
import KinoraDocuments
import KinoraKernel

/// What was watched, as facts: appended one by one, and summed up when somebody asks.
package struct WatchLog: Sendable {
    private let watches: Records<Watch>
    private let time: any TimeSource

    /// So many seconds one report may be about; players report twice as often.
    package static let mostSeconds = 60.0
    /// How far clocks and lengths may differ, in seconds.
    private static let tolerance = 3.0
    private static let mostReports = 100_000

    package init(store: any DocumentStore, time: any TimeSource) {
        watches = Records(in: store)
        self.time = time
    }

    /// Writes down what a player reports of a feature that is known to stand in the catalogue.
    ///
    /// A report that arrives twice is one fact. Of one sitting, no more seconds are believed than have passed since its last report.
    /// - Parameters:
    ///   - title: see `Watch.title`.
    ///   - length: of the feature, in seconds.
    /// - Throws: `WatchRefusal`.
    package func record(
        _ report: WatchReport, feature: String, _ kind: FeatureKind, title: String, length: Double, profile: String? = nil
    ) async throws {
        try Self.check(report, length: length)
        let now = time.now
        let former = try await watches.first(.equal("sitting", .string(report.sitting)), sort: [.descending("lastAt")])
        if let former, former.id != Self.name(report) {
            let passed = now.since(former.value.lastAt).inSeconds
            guard report.seconds <= max(0, passed) + Self.tolerance else { throw WatchRefusal.fasterThanTime }
        }
        let position = min(report.position, max(0, length))
        let watch = Watch(
            profile: profile, feature: feature, kind: kind, title: title, sitting: report.sitting, seconds: report.seconds,
            position: position, completion: length > 0 ? min(1, position / length) : 0, startedAt: now - .seconds(report.seconds),
            lastAt: now, device: report.device)
        do {
            _ = try await watches.insert(watch, id: Self.name(report))
        } catch StoreError.exists {
            // It arrived before.
        }
    }

    private static func name(_ report: WatchReport) -> String { "\(report.sitting)-\(report.number)" }

    private static func check(_ report: WatchReport, length: Double) throws {
        let isPlain = report.sitting.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        guard isPlain, (8...40).contains(report.sitting.utf8.count) else { throw WatchRefusal.badSitting }
        guard (0...mostReports).contains(report.number) else { throw WatchRefusal.badNumber }
        guard report.seconds.isFinite, report.seconds > 0, report.seconds <= mostSeconds else { throw WatchRefusal.badSeconds }
        guard report.position.isFinite, report.position >= 0, report.position <= length + tolerance else {
            throw WatchRefusal.badPosition
        }
    }

    // MARK: - Summing up

    /// How often a feature was watched, how far, and when.
    package func usage(of feature: String) async throws -> FeatureUsage {
        var usage = FeatureUsage()
        for try await watch in watches.all(.equal("feature", .string(feature))) { usage.add(watch.value) }
        return usage
    }

    /// The newest facts about a profile, or about everybody.
    package func latest(_ count: Int, profile: String? = nil) async throws -> [Stored<Watch>] {
        let filter: Filter = profile.map { .equal("profile", .string($0)) } ?? .all
        return try await watches.find(Query(filter, sort: [.descending("lastAt")], limit: count))
    }
}
