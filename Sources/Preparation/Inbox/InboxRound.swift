import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// One round through the inbox, under its lock. Every step can be repeated.
struct InboxRound {
    private let inbox: Inbox
    private let reader: NameReader
    var report = InboxReport()

    init(_ inbox: Inbox) {
        self.inbox = inbox
        reader = NameReader(year: CivilDate(inbox.time.now).year)
    }

    // MARK: - Moves that were begun

    /// Ends what an earlier round began and did not come to the end of.
    mutating func finishMoves() async throws {
        for move in try await inbox.moves.find() where move.value.library == inbox.target.path {
            try await carry(source: move.id, move.value)
        }
    }

    /// Moves a file whose move is written down, with what belongs to it, and strikes the move out.
    private mutating func carry(source: String, _ move: InboxMove) async throws {
        let (from, to) = (inbox.folder.appending(FilePath(text: move.from)), inbox.target.folder.appending(FilePath(text: move.to)))
        let reserve = inbox.reserve
        do {
            let outcome = try await BlockingWork.run { cancellation in
                try Self.move(from, to, content: move.content ?? source, reserve: reserve, cancellation)
            }
            if outcome == .stands {
                let others = try await carryBelongings(of: move)
                try await relocate(FilePath(text: move.from), to: FilePath(text: move.to), with: others)
                report.items.append(InboxReport.Item(file: move.from, place: move.to))
            }
            // Taken by something else meanwhile, or gone: the next round sees what there is.
            _ = try await inbox.moves.delete(source)
        } catch let error as any Complaint where !(error is StoreError) {
            report.notes.append("\(move.from): It cannot be moved to the library. \(error.sentence)")
        }
    }

    private enum Outcome { case stands, isGone, isTaken }

    private static func move(
        _ from: FilePath, _ to: FilePath, content: String, reserve: Int64, _ cancellation: BlockingWork.Cancellation
    ) throws -> Outcome {
        do {
            if try FileMove.move(from, to: to, reserve: reserve, cancellation: cancellation) { return .stands }
        } catch FileTrouble.notThere {
            return try holds(to, content) ? .stands : .isGone
        }
        guard try holds(to, content) else { return .isTaken }
        // It was named there before a kill; what is left of it here is its first name or its original.
        guard try holds(from, content) else { return .stands }
        try FileMove.remove(from)
        return .stands
    }

    private static func holds(_ file: FilePath, _ content: String) throws -> Bool {
        do {
            return try Fingerprint(of: file).text == content
        } catch FileTrouble.notThere, FileTrouble.isNoFile, FileTrouble.emptyFile {
            return false
        }
    }

    /// - Returns: where other videos are now: the parts of the same film.
    private mutating func carryBelongings(of move: InboxMove) async throws -> [FilePath: FilePath] {
        let (inbox, reader) = (inbox, reader)
        let moved = try await BlockingWork.run { cancellation in
            let walk = try InboxWalk(inbox.folder, cancellation: cancellation)
            let belongings = Belongings(walk: walk, reader: reader, kind: inbox.target.kind)
            return try belongings.of(FilePath(text: move.from), to: FilePath(text: move.to)).filter { item in
                let (from, to) = (inbox.folder.appending(item.from), inbox.target.folder.appending(item.to))
                do {
                    return try FileMove.move(from, to: to, reserve: inbox.reserve, cancellation: cancellation)
                } catch is FileTrouble {
                    // A poster that cannot be moved stays and is listed as stray later; the film is where it belongs.
                    return false
                }
            }
        }
        for item in moved {
            report.items.append(InboxReport.Item(file: item.from.text, place: item.to.text))
        }
        let videos = moved.filter { Belongings.isVideo($0.from) }
        return Dictionary(videos.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
    }

    /// Source and job stay what they are in another place. Of a film in several files whose other files could not be moved, the next scan of
    /// the library sees what there is.
    private func relocate(_ from: FilePath, to: FilePath, with others: [FilePath: FilePath]) async throws {
        let (inbox, target) = (inbox, inbox.target)
        let places = others.merging([from: to], uniquingKeysWith: { $1 })
        let seen = try await BlockingWork.run { _ in
            try places.mapValues { place in
                let status = try FileStatus(target.folder.appending(place), followingLinks: false)
                return FilePart(path: place.text, size: status.size, modified: status.modified)
            }
        }
        @Sendable func moved(_ path: String) -> FilePart? { seen[FilePath(text: path)] }
        guard let first = moved(from.text) else { return }
        let here: Filter = .and([.equal("library", .string(inbox.folder.text)), .equal("path", .string(from.text))])
        for source in try await inbox.sources.find(Query(here)) {
            try await inbox.sources.change(source.id) { source in
                source.library = target.path
                source.path = to.text
                source.parts = source.parts?.map { moved($0.path) ?? $0 }
                source.size = source.parts.map { $0.reduce(0) { $0 + $1.size } } ?? first.size
                source.modified = source.parts?.map(\.modified).max() ?? first.modified
                source.missingSince = nil
            }
            try await inbox.editor.mark(source: source.id, missingSince: nil)
        }
        for job in try await inbox.queue.records.find(Query(here)) {
            try await inbox.queue.records.change(job.id) { job in
                job.library = target.path
                job.path = to.text
                job.parts = job.parts?.map { moved($0)?.path ?? $0 }
            }
        }
    }

    // MARK: - What the scan and the queue say

    mutating func act(on seen: ScanReport) async throws {
        for item in seen.items {
            switch item.finding {
            case .unusable where item.reason == FileTrouble.emptyFile.sentence:
                try await refuse(FilePath(text: item.path), "The file is empty (0 bytes).")
            case .copied:
                for path in item.parts ?? [item.path] {
                    try await refuse(FilePath(text: path), "It is there already. \(item.reason ?? "")")
                }
            default: continue
            }
        }
        let here: Filter = .equal("library", .string(inbox.folder.text))
        for job in try await inbox.queue.records.find(Query(here, sort: [.ascending("path")])) { try await act(on: job) }
    }

    private mutating func act(on job: Stored<Job>) async throws {
        let path = FilePath(text: job.value.path)
        switch job.value.state {
        case .done: try await place(path, source: job.value.source)
        case .failed where job.value.isUnusable == true:
            let reason = job.value.reason ?? "It cannot be prepared."
            try await refuseLaterParts(of: job.value, reason)
            try await refuse(path, reason, source: job.value.source)
        case .waiting where isNameless(path):
            let why =
                "Its name tells neither a title nor an episode. Name it like “Title (Year)” or “Series S01E02”, and put it into the inbox again."
            try await refuseLaterParts(of: job.value, why)
            try await refuse(path, why, source: job.value.source)
        default: return
        }
    }

    private func isNameless(_ path: FilePath) -> Bool {
        let understanding = reader.read(path, libraryKind: inbox.target.kind)
        switch understanding.kind {
        case .film: return (understanding.title ?? "").isEmpty
        case .episode:
            let number: Any? = understanding.episode ?? understanding.absolute ?? understanding.date
            return (understanding.series ?? "").isEmpty || number == nil
        default: return false
        }
    }

    /// Finds the proper place for what is prepared, writes it down, and moves the file there.
    private mutating func place(_ path: FilePath, source: String) async throws {
        guard let name = try await name(of: source, path) else {
            return try await refuse(path, "It belongs to no title. Scan tells how its name is read: kinora name.", source: source)
        }
        let target = inbox.target.folder
        let ending = Belongings.ending(of: path)
        let free = try await BlockingWork.run { _ in
            let candidates = [name] + (2...Self.mostVersions).map { name.numbered($0) }
            return candidates.map { $0.path(ending: ending) }.first { candidate in
                (try? FileStatus(target.appending(candidate), followingLinks: false)) == nil
            }
        }
        guard let free else {
            return try await refuse(path, "There are \(Self.mostVersions) versions of it in the library already.", source: source)
        }
        var move = InboxMove(from: path.text, library: inbox.target.path, to: free.text)
        if try await inbox.sources.read(source)?.value.parts != nil {
            let first = inbox.folder.appending(path)
            move.content = try await BlockingWork.run { _ in try Fingerprint(of: first).text }
        }
        let written = move
        try await inbox.moves.change(source, startingFrom: written) { $0 = written }
        try await carry(source: source, written)
    }

    private static let mostVersions = 20

    private func name(of source: String, _ path: FilePath) async throws -> ProperName? {
        let version = try await inbox.sources.read(source)?.value.version
        let understanding = reader.read(path, libraryKind: inbox.target.kind)
        if let film = try await Records<Film>(in: inbox.store).first(.equal("sources", .string(source)))?.value {
            return ProperName.film(
                film.description.title, year: film.description.year, version: understanding.part == nil ? version : nil,
                part: understanding.part)
        }
        guard let episode = try await Records<Episode>(in: inbox.store).first(.equal("sources", .string(source)))?.value,
            episode.isNumbered,
            let series = try await Records<Series>(in: inbox.store).read(episode.series.rawValue)?.value
        else { return nil }
        return ProperName.episode(
            of: series.description.title, year: series.description.year, season: episode.season, number: episode.number,
            last: episode.lastNumber, version: version)
    }

    // MARK: - What cannot be used

    /// Moves a file out of the way with its reason, and forgets what was noted of it.
    private mutating func refuse(_ path: FilePath, _ reason: String, source: String? = nil) async throws {
        let (inbox, now) = (inbox, inbox.time.now)
        do {
            let name = try await BlockingWork.run { cancellation in
                try inbox.unprocessed.take(inbox.folder.appending(path), reason: reason, at: now, cancellation: cancellation)
            }
            report.items.append(InboxReport.Item(file: path.text, place: name.text, reason: reason))
        } catch FileTrouble.notThere {
            return
        } catch let error as any Complaint where !(error is StoreError) {
            return report.notes.append("\(path.text): It cannot be used (\(reason)), and cannot be moved away. \(error.sentence)")
        }
        guard let source else { return }
        try await inbox.editor.retire(source)
        if let job = try await inbox.queue.records.first(.equal("source", .string(source))) {
            _ = try await inbox.queue.records.delete(job.id)
        }
        _ = try await inbox.sources.delete(source)
    }

    private mutating func refuseLaterParts(of job: Job, _ reason: String) async throws {
        for file in job.files.dropFirst() { try await refuse(FilePath(text: file), reason) }
    }

    // MARK: - The rest

    /// Moves away what belongs to nothing, and removes folders that are empty.
    mutating func tidy() async throws {
        let (inbox, now) = (inbox, inbox.time.now)
        let strays = try await BlockingWork.run { cancellation in
            let walk = try InboxWalk(inbox.folder, cancellation: cancellation)
            return Strays(walk: walk).files.filter { file in
                walk.changed[file].map { now.since($0) >= Inbox.strayGrace } ?? false
            }
        }
        for file in strays { try await refuse(file, "It is no video, and belongs to none in the inbox.") }
        try await BlockingWork.run { cancellation in
            for folder in try InboxWalk(inbox.folder, cancellation: cancellation).folders {
                // Fails where something is left in it.
                _ = inbox.folder.appending(folder).withCString { rmdir($0) }
            }
        }
    }
}
