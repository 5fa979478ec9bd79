import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraSQLiteSpeech
import Logging

/// Keeps what is said in films and episodes true to what can be played.
///
/// 1. When it begins, it notes which packages belong to what is listed, and forgets the others. 2. Then the change feed tells whose packages
/// may have changed: something was published, got other subtitles, or went away. 3. Between that it reads the packages that wait, one by one,
/// the newest first; never more than half of the time, so that who watches has the machine. A package never changes, so each is read once.
struct SpeechKeeper: Sendable {
    let store: any DocumentStore
    let file: SpeechFile
    /// The folder of packages.
    let packages: String
    let time: any TimeSource
    let logger: Logger

    /// The feed forgets after a week (`DocumentStore.changes`).
    private static let trustedFor = Duration.seconds(6 * 24 * 3600)
    private static let interval = Duration.seconds(1)
    /// After trouble.
    private static let patience = Duration.seconds(30)
    /// So often what could not be read is tried again.
    private static let retryEvery = Duration.seconds(3600)
    /// Titles that are noted in one step.
    private static let batch = 100
    /// Packages that are read before the feed is looked at again.
    private static let atOnce = 20
    /// Subtitles of one package that are read; a film of the largest collections has half as many, and all of them lie in memory at once.
    static let mostTracks = 64

    func run() async throws {
        var told: String?
        while true {
            do {
                try await follow { told = nil }
            } catch let error where !(error is CancellationError) {
                // Searching is never worth the server's end.
                let sentence = (error as? any Complaint)?.sentence ?? "What is said cannot be kept: \(error)".onOneLine()
                if told != sentence { logger.warning("\(sentence)") }
                told = sentence
                try await Task.sleep(for: Self.patience)
            }
        }
    }

    /// Ends where the feed may have forgotten what comes next.
    private func follow(_ began: () -> Void) async throws {
        var position = try await lookAtEverything()
        began()
        var (lookedAt, retriedAt) = (time.now, time.now)
        var isTidy = false
        while time.now.since(lookedAt) < Self.trustedFor {
            lookedAt = time.now
            let changes = try await store.changes(since: position, limit: ChangeFeed.mostAtOnce)
            try await note(ChangedDocuments(changes))
            position = changes.last?.position ?? position
            if time.now.since(retriedAt) > Self.retryEvery {
                try await file.retry()
                retriedAt = time.now
            }
            let waiting = try await file.next(Self.atOnce)
            if !waiting.isEmpty {
                isTidy = false
                try await read(waiting)
            } else if !isTidy {
                isTidy = try await !file.tidy()
            } else if changes.count < ChangeFeed.mostAtOnce {
                try await pause()
            }
        }
    }

    private func pause() async throws {
        guard let store = store as? any ChangeNoticing else { return try await Task.sleep(for: Self.interval) }
        try await store.waitForChange(atMost: Self.interval)
    }

    // MARK: - What belongs to what

    /// - Returns: where the feed goes on.
    func lookAtEverything() async throws -> Int64 {
        let position = try await store.latestPosition()
        let sighting = time.now.milliseconds
        try await Records<Film>(in: store).inPages(.equal("isListed", true), of: Self.batch) { films in
            try await file.note(films.map(Self.listing), sighting: sighting)
        }
        try await Records<Episode>(in: store).inPages(.equal("isListed", true), of: Self.batch) { episodes in
            try await file.note(episodes.map(Self.listing), sighting: sighting)
        }
        try await file.forgetUnseen(since: sighting)
        try await file.retry()
        return position
    }

    func note(_ changes: ChangedDocuments) async throws {
        var listings: [SpeechFile.Listing] = []
        for id in changes.all(Film.schema) {
            listings.append(
                try await read(id).map { (film: Stored<Film>) in Self.listing(film) } ?? SpeechFile.Listing(SpokenFeature(.film, id), []))
        }
        for id in changes.all(Episode.schema) {
            listings.append(
                try await read(id).map { (episode: Stored<Episode>) in Self.listing(episode) }
                    ?? SpeechFile.Listing(SpokenFeature(.episode, id), []))
        }
        if !listings.isEmpty { try await file.note(listings, sighting: time.now.milliseconds) }
    }

    /// What another version of Kinora, or somebody's program, wrote so that it cannot be read says nothing.
    private func read<R: Record>(_ id: String) async throws -> Stored<R>? {
        do {
            return try await Records<R>(in: store).read(id)
        } catch StoreError.unreadable {
            return nil
        }
    }

    private static func listing(_ film: Stored<Film>) -> SpeechFile.Listing {
        .init(SpokenFeature(.film, film.id), film.value.isListed ? film.value.versions.map(\.package) : [])
    }

    private static func listing(_ episode: Stored<Episode>) -> SpeechFile.Listing {
        .init(SpokenFeature(.episode, episode.id), episode.value.isListed ? episode.value.versions.map(\.package) : [])
    }

    // MARK: - Packages

    /// Reads what some packages say, and rests after each as long as it took. What cannot be read is set aside in one step: a disk that is away
    /// may have thousands of them.
    func read(_ packages: [PackageID]) async throws {
        var unreadable: [PackageID] = []
        for package in packages {
            let clock = ContinuousClock()
            let began = clock.now
            if let tracks = try await tracks(of: package) { try await file.put(package, tracks) } else { unreadable.append(package) }
            try await Task.sleep(for: min(began.duration(to: clock.now), Self.interval))
        }
        if !unreadable.isEmpty { try await file.setAside(unreadable) }
    }

    /// What one package says; nil where it cannot be read.
    private func tracks(of package: PackageID) async throws -> [SpokenTrack]? {
        // A shelf for one package: the one that serves viewers keeps in memory what they watch.
        let shelf = PackageShelf(folder: packages)
        do {
            guard let contents = try await shelf.contents(of: package) else { return nil }
            var tracks: [SpokenTrack] = []
            for track in Self.worthReading(contents.text) {
                guard let found = try await shelf.file(track.path, of: package) else { continue }
                guard let transcript = try await BlockingWork.run({ _ in Self.transcript(of: found.absolutePath) }) else {
                    throw PackageProblem.damaged(package, path: track.path)
                }
                tracks.append(
                    SpokenTrack(
                        language: track.language, isForHearingImpaired: track.isForHearingImpaired, utterances: transcript.utterances))
            }
            return tracks
        } catch let problem as PackageProblem {
            logger.debug("What is said in a package cannot be read", metadata: ["reason": "\(problem.sentence)"])
            return nil
        }
    }

    /// Forced subtitles say a part of what others in the same language say.
    static func worthReading(_ tracks: [TextTrack]) -> [TextTrack] {
        let spoken = Set(tracks.filter { !$0.isForced }.map(\.language))
        return Array(tracks.filter { !$0.isForced || !spoken.contains($0.language) }.prefix(mostTracks))
    }

    /// Nil where it cannot be read. Blocks.
    private static func transcript(of path: String) -> Transcript? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        do {
            return Transcript(webVTT: [UInt8](try handle.read(upToCount: Transcript.mostBytes) ?? Data()))
        } catch {
            return nil
        }
    }
}
