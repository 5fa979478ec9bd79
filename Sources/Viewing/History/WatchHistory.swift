import KinoraDocuments
import KinoraKernel

/// What a profile watched, for its own pages; and what it may do about it.
package struct WatchHistory: Sendable {
    private let watches: Records<Watch>
    private let progress: Records<Progress>
    private let time: any TimeSource

    /// Older ones are not looked at.
    private static let mostWatched = 5 * Query.mostPerPage
    /// Documents that are deleted between two questions.
    private static let deletedAtOnce = 200

    package init(store: any DocumentStore, time: any TimeSource) {
        watches = Records(in: store)
        progress = Records(in: store)
        self.time = time
    }

    // MARK: - Reading

    package func progress(of feature: String, by profile: String) async throws -> Progress? {
        try await progress.read(Progress.name(feature, of: profile))?.value
    }

    /// The same, of features that became one, the present one first.
    package func progress(joined features: [String], by profile: String) async throws -> Progress? {
        if features.count == 1 { return try await progress(of: features[0], by: profile) }
        let found = try await progress(of: features, by: profile)
        return Progress.joined(features.compactMap { found[$0] })
    }

    /// Of many features, at most `Query.mostPerPage`, those of which something was watched.
    package func progress(of features: [String], by profile: String) async throws -> [String: Progress] {
        guard !features.isEmpty else { return [:] }
        let names = features.prefix(Query.mostPerPage).map { Value.string(Progress.name($0, of: profile)) }
        return Self.byFeature(try await progress.find(Query(.in("_id", names))))
    }

    /// Of the episodes of a series.
    /// - Parameter titles: its name, and those of series that became it.
    package func progress(within titles: [String], by profile: String) async throws -> [String: Progress] {
        let filter: Filter = .and([.equal("profile", .string(profile)), .in("title", titles.map(Value.string))])
        return Self.byFeature(try await progress.find(Query(filter)))
    }

    /// The newest first.
    package func latest(_ count: Int, by profile: String, skip: Int = 0) async throws -> [Progress] {
        let query = Query(.equal("profile", .string(profile)), sort: [.descending("lastAt")], skip: skip, limit: count)
        return try await progress.find(query).map(\.value)
    }

    /// The films that a profile watched, or the series of which it watched an episode; at most `mostWatched` of the newest.
    package func watched(_ kind: FeatureKind, by profile: String) async throws -> Set<String> {
        let mine: Filter = .and([.equal("profile", .string(profile)), .equal("isWatched", true)])
        var titles: Set<String> = []
        for skip in stride(from: 0, to: Self.mostWatched, by: Query.mostPerPage) {
            let found = try await progress.find(Query(mine, sort: [.descending("lastAt")], skip: skip))
            for one in found where one.value.kind == kind { titles.insert(one.value.title) }
            if found.count < Query.mostPerPage { break }
        }
        return titles
    }

    private static func byFeature(_ found: [Stored<Progress>]) -> [String: Progress] {
        Dictionary(found.map { ($0.value.feature, $0.value) }) { first, _ in first }
    }

    // MARK: - Changing

    /// Says that a feature was watched, or was not. Safe to repeat.
    /// - Parameter former: names of features that became it, of which the latter holds as well.
    package func mark(
        _ feature: String, _ kind: FeatureKind, title: String, length: Double, isWatched: Bool, former: [String] = [], by profile: String
    ) async throws {
        let now = time.now
        for name in former where !isWatched && name != feature {
            do {
                try await progress.change(Progress.name(name, of: profile)) { $0.mark(isWatched: false, at: now) }
            } catch StoreError.missing {
                // Nothing was watched of that one.
            }
        }
        let initial = Progress(feature, kind, title: title, length: length, profile: profile, at: now)
        try await progress.change(Progress.name(feature, of: profile), startingFrom: initial) { $0.mark(isWatched: isWatched, at: now) }
    }

    /// Forgets everything about one feature, the facts too.
    package func remove(_ feature: String, by profile: String) async throws {
        let mine: Filter = .and([.equal("profile", .string(profile)), .equal("feature", .string(feature))])
        try await delete(mine, in: watches)
        _ = try await progress.delete(Progress.name(feature, of: profile))
    }

    /// Forgets everything that a profile watched.
    package func clear(_ profile: String) async throws {
        let mine: Filter = .equal("profile", .string(profile))
        try await delete(mine, in: progress)
        try await delete(mine, in: watches)
    }

    /// Forgets what was last watched before a moment, whoever watched it: first the facts, so that no sum is left that says less than they do.
    package func forget(before moment: Moment) async throws {
        let old: Filter = .lessThan("lastAt", .date(moment))
        try await delete(old, in: watches)
        try await delete(old, in: progress)
    }

    private func delete<R: Record>(_ filter: Filter, in records: Records<R>) async throws {
        while true {
            let found = try await records.find(Query(filter, limit: Self.deletedAtOnce))
            for document in found { _ = try await records.delete(document.id) }
            if found.count < Self.deletedAtOnce { return }
        }
    }
}
