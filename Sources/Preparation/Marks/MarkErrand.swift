import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Logging
import Synchronization

/// Looks for the opening and closing credits of what was published: in the names of chapters, in what neighbouring episodes sound like,
/// and in dark pictures at the end.
///
/// A source waits in its `Marks` until it was looked at, so whoever is killed begins again with it. An episode is compared with its
/// neighbours alone, and what is found is written down for both; so it does not matter in which order they come.
package final class MarkErrand: Sendable {
    private let store: any DocumentStore
    private let marks: Records<Marks>
    private let episodes: Records<Episode>
    private let shelf: PackageShelf
    private let listening: Listening
    private let folders: DataFolders
    private let manners: Manners?
    private let time: any TimeSource
    private let log: Logger
    /// Whether this computer's ffmpeg cannot make fingerprints of sound.
    private let isDeaf = Mutex(false)

    /// - Parameter manners: whether work may be done now; nil for always.
    package init(
        store: any DocumentStore, encoder: any Encoder, folders: DataFolders, manners: Manners?, time: any TimeSource, log: Logger
    ) {
        self.store = store
        marks = Records(in: store)
        episodes = Records(in: store)
        shelf = PackageShelf(folder: folders.packages)
        listening = Listening(encoder: encoder, folders: folders)
        self.folders = folders
        self.manners = manners
        self.time = time
        self.log = log
    }

    /// Sources that are looked at before other errands have their turn; each takes some seconds.
    private static let mostAtOnce = 2
    /// Neighbours on either side that an episode is compared with.
    private static let neighbours = 2
    /// Seconds that a tune at the beginning lasts, and one at the end.
    private static let opening = 15.0...120.0
    private static let closing = 15.0...180.0

    /// - Returns: whether there was anything to do.
    package func run() async throws -> Bool {
        guard try await manners?.standing().isOpen ?? true else { return false }
        let waiting = try await marks.find(Query(.equal("waits", true), limit: Self.mostAtOnce))
        for one in waiting {
            try Task.checkCancellation()
            try await look(one.id, one.value.package)
        }
        return !waiting.isEmpty
    }

    /// Lets everything wait that was published before anybody looked for marks, and forgets the marks of sources and the sounds of packages
    /// that are gone.
    package func takeUp() async throws {
        try await takeUp(Film.self) { $0.versions }
        try await takeUp(Episode.self) { $0.versions }
        try await forgetGone()
        let (folders, now) = (folders, time.now)
        try await BlockingWork.run { _ in try Listening.sweep(folders, now: now) }
    }

    private func takeUp<R: Record>(_ type: R.Type, _ versions: (R) -> [Playable]) async throws {
        var last = ""
        while true {
            let page = try await Records<R>(in: store).find(
                Query(.and([.equal("isListed", true), .greaterThan("_id", .string(last))]), sort: [.ascending("_id")]))
            let playables = page.flatMap { versions($0.value) }
            let known = Set(try await marks.find(Query(.in("_id", playables.map { .string($0.source) }))).map(\.id))
            for playable in playables where !known.contains(playable.source) {
                try await Self.expect(playable.package, of: playable.source, in: store)
            }
            guard page.count == Query.mostPerPage, let end = page.last else { return }
            last = end.id
        }
    }

    /// Of sources that no scan knows and no title has.
    private func forgetGone() async throws {
        var last = ""
        while true {
            let page = try await marks.find(Query(.greaterThan("_id", .string(last)), sort: [.ascending("_id")]))
            let known = Set(try await Records<Source>(in: store).find(Query(.in("_id", page.map { .string($0.id) }))).map(\.id))
            for one in page where !known.contains(one.id) {
                let named: Filter = .equal("sources", .string(one.id))
                if try await Records<Film>(in: store).first(named) != nil { continue }
                if try await episodes.first(named) != nil { continue }
                do {
                    _ = try await marks.delete(one.id, ifMatch: one.etag)
                } catch StoreError.changed {
                    // It is somebody's again.
                }
            }
            guard page.count == Query.mostPerPage, let end = page.last else { return }
            last = end.id
        }
    }

    /// Lets a source wait until somebody looked for its marks, unless that was done for this package.
    static func expect(_ package: PackageID, of source: String, in store: any DocumentStore) async throws {
        try await Records<Marks>(in: store).change(source, startingFrom: Marks(package: package, waits: true)) { marks in
            if marks.package != package { marks = Marks(package: package, waits: true) }
        }
    }

    // MARK: - One source

    private func look(_ source: String, _ package: PackageID) async throws {
        var found = Marks(package: package)
        if let contents = try await contents(of: package) {
            do {
                let named = MarkWords.marks(in: contents.chapters ?? [], duration: contents.duration)
                found.take(opening: named.opening)
                found.take(closing: named.closing)
                try await compare(source, package, contents, &found)
                if found.closing == nil, let start = try await listening.closing(of: package, contents) {
                    found.take(closing: Mark(start: Int64(start * 1000), end: contents.duration, evidence: .picture))
                }
            } catch Trouble.toolFailed(_, let reason) {
                log.warning(
                    "The credits of a film cannot be looked for: \(reason.onOneLine(atMost: 200))", metadata: ["source": "\(source)"])
            }
        }
        do {
            try await marks.change(source) { [found] marks in
                // What was prepared anew meanwhile waits on. What a neighbour found meanwhile stays if it is better.
                guard marks.package == found.package else { return }
                marks.take(opening: found.opening)
                marks.take(closing: found.closing)
                marks.waits = nil
            }
        } catch StoreError.missing {
            return
        }
    }

    /// Nil where there is no such package any more, or it cannot be read.
    private func contents(of package: PackageID) async throws -> PackageContents? {
        do {
            return try await shelf.contents(of: package)
        } catch is PackageProblem {
            return nil
        }
    }

    // MARK: - Neighbours

    private func compare(_ source: String, _ package: PackageID, _ contents: PackageContents, _ found: inout Marks) async throws {
        guard !isDeaf.withLock({ $0 }), let episode = try await episodes.first(.equal("sources", .string(source)))?.value,
            episode.season > 0
        else { return }
        do {
            for neighbour in try await neighbours(of: episode) where neighbour.source != source {
                guard let other = try await self.contents(of: neighbour.package),
                    let mine = try await listening.soundprint(of: package, contents),
                    let theirs = try await listening.soundprint(of: neighbour.package, other)
                else { continue }
                let common = try await BlockingWork.run { cancellation in
                    (
                        opening: try SoundComparison.common(mine.opening, theirs.opening, length: Self.opening, cancellation),
                        closing: try SoundComparison.common(mine.closing, theirs.closing, length: Self.closing, cancellation)
                    )
                }
                found.take(opening: common.opening.map { Self.mark($0.first) })
                found.take(closing: common.closing.map { Self.mark($0.first) })
                guard common.opening != nil || common.closing != nil else { continue }
                try await marks.change(neighbour.source, startingFrom: Marks(package: neighbour.package, waits: true)) { marks in
                    marks.take(opening: common.opening.map { Self.mark($0.second) })
                    marks.take(closing: common.closing.map { Self.mark($0.second) })
                }
            }
        } catch Trouble.toolFailed(let tool, let reason) {
            guard try await !listening.isPossible() else { throw Trouble.toolFailed(name: tool, reason: reason) }
            isDeaf.withLock { $0 = true }
            log.notice("The tunes of series are not looked for: this ffmpeg was built without Chromaprint. Install Debian's ffmpeg.")
        }
    }

    private static func mark(_ stretch: ClosedRange<Double>) -> Mark {
        Mark(start: Int64(stretch.lowerBound * 1000), end: Int64(stretch.upperBound * 1000), evidence: .sound)
    }

    /// The nearest episodes of the same season that can be played.
    private func neighbours(of episode: Episode) async throws -> [Playable] {
        let season: Filter = .and([
            .equal("series", .string(episode.series.rawValue)), .equal("season", .int(Int64(episode.season))), .equal("isListed", true),
        ])
        let number = Value.int(Int64(episode.number))
        let before = try await episodes.find(
            Query(.and([season, .lessThan("number", number)]), sort: [.descending("number")], limit: Self.neighbours))
        let behind = try await episodes.find(
            Query(.and([season, .greaterThan("number", number)]), sort: [.ascending("number")], limit: Self.neighbours))
        return (before + behind).compactMap(\.value.versions.first)
    }
}
