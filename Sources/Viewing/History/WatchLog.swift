import KinoraDocuments
import KinoraKernel

/// Writes what was watched: facts, appended and never overwritten, and for each profile and feature their sum (`Progress`).
package struct WatchLog: WatchRecorder {
    private let watches: Records<Watch>
    private let progress: Records<Progress>

    /// Entries that are written in one step.
    package static let mostAtOnce = Query.mostPerPage

    package init(store: any DocumentStore) {
        watches = Records(in: store)
        progress = Records(in: store)
    }

    package func record(_ entry: WatchEntry) async throws {
        try await write([entry])[0].get()
    }

    /// Writes at most `mostAtOnce` entries together; each stands or falls alone.
    ///
    /// 1. The sums that they touch are read, in one question.
    /// 2. Each entry is added to its sum; what is known already or not believed goes no further.
    /// 3. The facts are appended. If the process dies before the next step they stand, and the sum lacks them; the place is put right by the
    ///    player's next report.
    /// 4. The sums are written, each only over what was read; where another server came between, it is added there anew.
    /// - Throws: `StoreError` when nothing can be said about any of them.
    package func write(_ entries: [WatchEntry]) async throws -> [Result<Void, any Error>] {
        let groups = Dictionary(grouping: entries.indices, by: { Progress.name(entries[$0].feature, of: entries[$0].profile) })
        let names = groups.keys.sorted()
        let standing = try await progress.find(Query(.in("_id", names.map(Value.string))))
        var sums = Dictionary(uniqueKeysWithValues: standing.map { ($0.id, Sum(value: $0.value, etag: $0.etag)) })
        var outcomes = [Result<Void, any Error>](repeating: .success(()), count: entries.count)
        var facts: [Watch] = []
        for name in names {
            for index in groups[name] ?? [] {
                var sum = sums[name] ?? Sum(value: Progress(of: entries[index]), etag: nil)
                do {
                    guard try sum.value.add(entries[index]) else { continue }
                    sum.isChanged = true
                    sums[name] = sum
                    facts.append(entries[index].watch)
                } catch {
                    outcomes[index] = .failure(error)
                }
            }
        }
        try await append(facts)
        for name in names {
            guard let sum = sums[name], sum.isChanged else { continue }
            try await put(sum, name, (groups[name] ?? []).map { entries[$0] })
        }
        return outcomes
    }

    private struct Sum {
        var value: Progress
        /// The version that stands; nil where none does.
        var etag: ETag?
        var isChanged = false
    }

    private func append(_ facts: [Watch]) async throws {
        guard !facts.isEmpty else { return }
        do {
            _ = try await watches.append(facts)
        } catch StoreError.notUnique {
            // Some of them arrived before, so long ago that their sum has forgotten their sitting. The others are written.
        }
    }

    private func put(_ sum: Sum, _ name: String, _ entries: [WatchEntry]) async throws {
        do {
            if let etag = sum.etag {
                _ = try await progress.replace(name, with: sum.value, ifMatch: etag)
            } else {
                _ = try await progress.insert(sum.value, id: name)
            }
        } catch StoreError.changed, StoreError.exists, StoreError.missing {
            try await progress.change(name, startingFrom: entries.first.map { Progress(of: $0) }) { value in
                for entry in entries { _ = try? value.add(entry) }
            }
        }
    }

    // MARK: - Facts

    /// How often a feature was watched, how far, and when, by everybody.
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
