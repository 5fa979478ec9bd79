import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Lets the owner say what a video is, and acts upon it at once: nothing is encoded again, what was prepared moves to its right title.
///
/// 1. The owner's words are written down as a file (`Corrections`). 2. The source is described anew, title and catalogue follow. 3. The
/// source remembers by a mark which words it was described with. Killed in between, `settle` sees at the next scan that mark and file
/// differ, and does it again; a file that the owner wrote or removed by hand is noticed the same way.
package struct Corrector: Sendable {
    /// How a source is understood at present.
    package struct Naming: Sendable {
        package var source: Stored<Source>
        /// What the names tell, the owner's words left aside.
        package var understanding: Understanding
        package var correction: Correction?
    }

    let sources: Records<Source>
    let corrections: Corrections
    private let describer: Describer
    let descriptions: Descriptions
    let editor: CatalogueEditor
    private let queue: JobQueue
    let libraries: [Library]
    let time: any TimeSource

    package init(
        _ corrections: Corrections, libraries: [Library], store: any DocumentStore, time: any TimeSource, order: OriginOrder = OriginOrder()
    ) {
        self.corrections = corrections
        self.libraries = libraries
        self.time = time
        sources = Records(in: store)
        editor = CatalogueEditor(store: store, time: time)
        descriptions = Descriptions(store: store, editor: editor, order: order)
        describer = Describer(editor: editor, descriptions: descriptions)
        queue = JobQueue(store: store, time: time)
    }

    // MARK: - Questions

    private static let isThere: Filter = .not(.exists("missingSince"))

    /// Sources whose names leave a doubt, by their paths.
    package func unsure(atMost count: Int) async throws -> [Stored<Source>] {
        try await sources.find(Query(.and([.equal("isUnsure", true), Self.isThere]), sort: [.ascending("path")], limit: count))
    }

    package func unsureCount() async throws -> Int {
        try await sources.count(.and([.equal("isUnsure", true), Self.isThere]))
    }

    /// What is gone from the libraries and that nothing took the place of, what went last first.
    package func missing(atMost count: Int) async throws -> [Stored<Source>] {
        try await sources.find(Query(Self.isMissing, sort: [.descending("missingSince"), .ascending("path")], limit: count))
    }

    package func missingCount() async throws -> Int { try await sources.count(Self.isMissing) }

    private static let isMissing: Filter = .and([
        .greaterThan("missingSince", .date(Moment(milliseconds: 0))), .not(.exists("replacedBy")),
    ])

    /// Sources that the owner has named, by their paths.
    package func corrected(atMost count: Int) async throws -> [Stored<Source>] {
        try await sources.find(Query(.greaterThan("correction", ""), sort: [.ascending("path")], limit: count))
    }

    /// Nil where no such source is known.
    package func naming(of source: String) async throws -> Naming? {
        guard let stored = try await sources.read(source) else { return nil }
        let understanding = try await reading(of: stored.value).understanding
        return Naming(source: stored, understanding: understanding, correction: try await corrections.correction(of: source))
    }

    // MARK: - Corrections

    /// Writes down what the owner says of a source, and moves its title.
    /// - Throws: `CorrectionTrouble` and other complaints.
    package func correct(_ source: String, as correction: Correction) async throws {
        guard let stored = try await sources.read(source) else { throw CorrectionTrouble.unknownSource }
        try await corrections.keep(try await completed(correction), of: source)
        try await apply(to: stored, try await corrections.kept(of: source))
        try await editor.reconcile()
    }

    /// Forgets what the owner said: the names count again.
    package func takeBack(_ source: String) async throws {
        guard let stored = try await sources.read(source) else { throw CorrectionTrouble.unknownSource }
        try await corrections.remove(of: source)
        try await apply(to: stored, nil)
        try await editor.reconcile()
    }

    /// Describes anew what was described with other words than the owner's files of one library hold.
    /// - Returns: what is wrong with some of them.
    func settle(_ library: Library, _ found: Corrections.Found) async throws -> [String] {
        var waiting = found.kept
        let filter: Filter = .and([.equal("library", .string(library.path)), .greaterThan("correction", "")])
        for try await stored in sources.all(filter) where !found.unreadable.contains(stored.id) {
            let kept = waiting.removeValue(forKey: stored.id)
            if kept?.mark != stored.value.correction { try await apply(to: stored, kept) }
        }
        for (source, kept) in waiting.sorted(by: { $0.key < $1.key }) {
            guard let stored = try await sources.read(source), stored.value.library == library.path, stored.value.correction != kept.mark
            else { continue }
            try await apply(to: stored, kept)
        }
        return found.notes
    }

    /// A series that is known by one year alone is meant where the owner names none.
    private func completed(_ correction: Correction) async throws -> Correction {
        guard correction.kind == .episode, correction.year == nil, let title = correction.series else { return correction }
        let years = try await editor.years(ofSeries: title)
        var completed = correction
        if years.count == 1 { completed.year = years[0] }
        return completed
    }

    /// - Parameter isOther: whether it is taken for another title than before, of which providers said nothing yet.
    func apply(to stored: Stored<Source>, _ kept: Corrections.Kept?, isOther: Bool = true) async throws {
        let source = stored.value
        guard let library = libraries.first(where: { $0.path == source.library }) else {
            throw CorrectionTrouble.unknownLibrary(source.library)
        }
        let (names, part) = try await reading(of: source)
        let understanding = kept.map { $0.correction.applied(to: names) } ?? names
        let version = understanding.versionName(part)
        if isOther { try await forgetProviders(of: stored.id) }
        var memory = DescribeMemory()
        let outcome = try await describer.describe(
            understanding, version: version, video: FilePath(text: source.path), in: library, source: stored.id,
            year: CivilDate(time.now).year, correction: kept?.correction.facts, isCorrected: kept != nil, &memory)
        try await queue.rename(stored.id, to: outcome.label + (part?.label.map { ", \($0)" } ?? ""))
        try await sources.change(stored.id) { source in
            source.version = version
            source.note(understanding, outcome, kept?.mark)
        }
    }

    /// What providers said was about the title the file was taken for.
    private func forgetProviders(of source: String) async throws {
        let belongs: Filter = .and([.equal("sources", .array([.string(source)]))])
        for film in try await Records<Film>(in: sources.store).find(Query(belongs)) {
            try await forgetProviders(of: .film(FilmID(film.id)))
        }
        for episode in try await Records<Episode>(in: sources.store).find(Query(belongs)) {
            try await forgetProviders(of: .episode(EpisodeID(episode.id)))
        }
    }

    private func forgetProviders(of subject: Subject) async throws {
        guard try await descriptions.sheet(of: subject) != nil else { return }
        try await descriptions.note(subject) { $0.forgetProviders() }
    }

    /// What the names tell, with what the other videos of the folder know better.
    private func reading(of source: Source) async throws -> (understanding: Understanding, part: PartPlace?) {
        let kind = libraries.first { $0.path == source.library }?.kind ?? .mixed
        let reader = NameReader(year: CivilDate(time.now).year)
        let path = FilePath(text: source.path)
        let library = FilePath(text: source.library)
        return try await BlockingWork.run { _ in
            let understanding = reader.read(path, libraryKind: kind)
            let context = FolderContext(of: PartFolder.home(of: path), in: library, reader, kind)
            return (context.correct(understanding), context.part(path, understanding))
        }
    }
}
