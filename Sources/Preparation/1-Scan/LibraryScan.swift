import KinoraDocuments
import KinoraKernel

/// Compares what lies in a library with the sources known of it.
///
/// 1. The library is walked. A file whose path, size and time of change are known is unchanged; nothing of it is read.
///    When NFO files, pictures, subtitles or other videos around it are not as they were (`Surroundings`), it is described anew.
/// 2. Every other video that has stopped growing is read at both ends: its fingerprint tells whether it is new, a known one that was moved
///    or renamed, a copy, or other content under a known path.
/// 3. What is known and not found is missing, except below folders that could not be read.
/// 4. **When the library's folder is gone, or empty, or on another file system, or everything known is gone, nothing is changed at all**:
///    a disk that is not mounted looks like that.
package struct LibraryScan: Sendable {
    package let library: Library
    let sources: Records<Source>
    let copies: Records<SourceCopy>
    let states: Records<LibraryState>
    private let time: any TimeSource
    private let settle: Duration
    private let takesExtras: Bool

    package static let schemas = [Source.schema, SourceCopy.schema, LibraryState.schema, FactSheet.schema]

    /// - Parameters:
    ///   - settle: for how long a file must not have changed before it is taken.
    ///   - takesExtras: whether trailers and other extras are prepared. Those that are known stay.
    package init(
        _ library: Library, store: any DocumentStore, time: any TimeSource, settle: Duration = .seconds(30), takesExtras: Bool = true
    ) {
        self.takesExtras = takesExtras
        self.library = library
        sources = Records(in: store)
        copies = Records(in: store)
        states = Records(in: store)
        self.time = time
        self.settle = settle
    }

    /// What would be done, changing nothing. The command `kinora scan`.
    /// - Parameter acceptingLoss: whether the owner confirms that everything known may be gone.
    package func look(acceptingLoss: Bool = false) async throws -> ScanReport {
        try await plan(Sightings(), acceptingLoss: acceptingLoss).report
    }

    func plan(_ sightings: Sightings, acceptingLoss: Bool) async throws -> ScanPlan {
        let began = time.now
        let remembered = try await states.read(LibraryState.name(of: library))?.value.fileSystem
        let library = library
        let reader = NameReader(year: CivilDate(time.now).year)
        let looked: (walk: LibraryWalk, fileSystem: String)
        do {
            looked = try await BlockingWork.run { cancellation in
                var walk = try LibraryWalk(library.folder, cancellation: cancellation)
                walk.join { reader.read($0, libraryKind: library.kind) }
                return (walk, FileStatus.fileSystem(of: library.folder))
            }
        } catch let trouble as FileTrouble {
            return refused("The library's folder cannot be used. \(trouble.sentence)", sightings)
        }
        var comparison = ScanComparison(looked.walk, reader, library.kind, began: began, sightings: sightings, takesExtras: takesExtras)
        try await note(sources) { comparison.note($0) }
        try await note(copies) { comparison.note($0) }
        comparison.look(at: time.now, settle: settle)
        if !acceptingLoss, let refusal = comparison.refusal(fileSystem: looked.fileSystem, before: remembered) {
            return refused(refusal, sightings)
        }
        let readings = try await read(comparison.unread)
        let strangers = try await strangers(among: readings, comparison.known)
        comparison.classify(readings, strangers: strangers)
        if !acceptingLoss, let refusal = comparison.refusalAfterReading { return refused(refusal, sightings) }
        var plan = ScanPlan(report: ScanReport(library: library.path, kind: library.kind), sightings: comparison.sightings)
        plan.fileSystem = looked.fileSystem
        let successors = try await find(Array(comparison.successors)).filter { $0.value.package != nil }
        plan.report.replaced = comparison.successors.count
        comparison.fill(&plan, prepared: Set(successors.map(\.id)))
        return plan
    }

    private func refused(_ reason: String, _ sightings: Sightings) -> ScanPlan {
        var report = ScanReport(library: library.path, kind: library.kind)
        report.refusal = reason
        return ScanPlan(report: report, sightings: sightings)
    }

    /// The fingerprints of files, in their order.
    private func read(_ videos: [LibraryWalk.Video]) async throws -> [ScanComparison.Reading] {
        guard !videos.isEmpty else { return [] }
        let folder = library.folder
        return try await BlockingWork.run { cancellation in
            try videos.map { video in
                try cancellation.check()
                do {
                    return ScanComparison.Reading(video: video, outcome: .success(try Self.fingerprint(of: video, in: folder).text))
                } catch let trouble as FileTrouble {
                    return ScanComparison.Reading(video: video, outcome: .failure(trouble))
                }
            }
        }
    }

    private static func fingerprint(of video: LibraryWalk.Video, in folder: FilePath) throws -> Fingerprint {
        guard let parts = video.parts else { return try Fingerprint(of: folder.appending(video.path), expecting: video) }
        let prints = try parts.map { part in
            let path = FilePath(text: part.path)
            let file = LibraryWalk.Video(path: path, size: part.size, modified: part.modified)
            do {
                return try Fingerprint(of: folder.appending(path), expecting: file)
            } catch FileTrouble.emptyFile {
                throw FileTrouble.emptyPart(String(decoding: path.name, as: UTF8.self))
            }
        }
        return Fingerprint(joining: prints, size: video.size)
    }

    /// Other sources with the content of files found here, and whether their own file still stands.
    private func strangers(
        among readings: [ScanComparison.Reading], _ known: [String: Stored<Source>]
    ) async throws -> [String: ScanComparison.Stranger] {
        let names = Set(readings.compactMap { reading in try? reading.outcome.get() }).filter { known[$0] == nil }
        let strangers = try await find(Array(names))
        guard !strangers.isEmpty else { return [:] }
        let own = library.path
        return try await BlockingWork.run { _ in
            var table: [String: ScanComparison.Stranger] = [:]
            for source in strangers {
                table[source.id] = ScanComparison.Stranger(
                    source: source, isOfThisLibrary: source.value.library == own, isThere: Self.isThere(source.value))
            }
            return table
        }
    }

    private func find(_ names: [String]) async throws -> [Stored<Source>] {
        var found: [Stored<Source>] = []
        var rest = names[...]
        while !rest.isEmpty {
            let some = rest.prefix(Self.namesPerQuery)
            rest = rest.dropFirst(some.count)
            found += try await sources.find(Query(.in("_id", some.map { .string($0) })))
        }
        return found
    }

    private static let namesPerQuery = 500

    private static func isThere(_ source: Source) -> Bool {
        do {
            let parts = source.parts ?? [FilePart(path: source.path, size: source.size, modified: source.modified)]
            return try parts.allSatisfy { part in
                let status = try FileStatus(FilePath(text: source.library).appending(FilePath(text: part.path)), followingLinks: true)
                return status.size == part.size && status.modified == part.modified
            }
        } catch {
            return false
        }
    }

    /// Gives everything that is known of the library, page by page.
    private func note<R: Record>(_ records: Records<R>, _ body: (Stored<R>) -> Void) async throws {
        let mine: Filter = .equal("library", .string(library.path))
        var last = ""
        while true {
            let page = try await records.find(Query(.and([mine, .greaterThan("_id", .string(last))]), sort: [.ascending("_id")]))
            for record in page { body(record) }
            guard page.count == Query.mostPerPage, let end = page.last else { return }
            last = end.id
        }
    }
}
