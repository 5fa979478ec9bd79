import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Describes a source in words and pictures, and puts it in its place in the catalogue.
///
/// The names win for numbers and structure (year, season, episode, ids), the files beside the video for words (see `Merge`). What they say
/// is written down on sheets; pictures are made and providers are asked later, so that a scan is quick.
package struct Describer: Sendable {
    struct Outcome: Sendable {
        /// What lists call it: `Harbour Lights (2021)`, `Night Ferry S01E02`.
        var label: String
        var notes: [String]
        /// Where files beside the video contradict its names.
        var conflicts: [Explanation] = []
    }

    private let editor: CatalogueEditor
    private let descriptions: Descriptions

    package init(editor: CatalogueEditor, descriptions: Descriptions) {
        self.editor = editor
        self.descriptions = descriptions
    }

    /// - Parameters:
    ///   - video: relative to the library.
    ///   - version: what tells it from other versions of the title.
    ///   - source: its fingerprint.
    ///   - correction: what the owner said of this video; it wins over everything.
    ///   - isCorrected: whether the understanding is the owner's, so that folders of another name are another series'.
    func describe(
        _ understanding: Understanding, version: String?, video: FilePath, in library: Library, source: String, year: Int,
        correction: Facts? = nil, isCorrected: Bool = false, _ memory: inout DescribeMemory
    ) async throws -> Outcome {
        memory.listing = try await listing(video.folder, library, year, memory.listing)
        let owner = correction.map { [Said(.owner, $0)] } ?? []
        if understanding.kind == .episode {
            return try await episode(understanding, version, video, library, source, year, owner, isCorrected, &memory)
        }
        return try await film(understanding, version, video, library, source, year, owner, memory)
    }

    private func listing(_ folder: FilePath, _ library: Library, _ year: Int, _ last: FolderListing?) async throws -> FolderListing {
        if let last, last.folder == folder { return last }
        return try await BlockingWork.run { _ in FolderListing(folder, in: library.folder, NameReader(year: year)) }
    }

    /// Writes down what names and files say, in the place of what they said before.
    private func note(_ said: [Said], of subject: Subject) async throws {
        try await descriptions.note(subject) { sheet in
            let former = sheet
            // What the owner says of a source stands in its correction, and is said here; of a series or a season it stands on the sheet alone.
            let origins: [Origin] =
                if case .source = subject { [.owner, .nfo, .file, .sidecar, .name] } else { [.nfo, .file, .sidecar, .name] }
            for origin in origins {
                var facts = said.first { $0.origin == origin }?.facts
                facts?.keepPictures(of: former[origin])
                sheet[origin] = facts
            }
            if case .source = subject, former.said.isEmpty { sheet.wait(for: .tags) }
            if sheet[.file]?.pictures != former[.file]?.pictures { sheet.wait(for: .pictures) }
        }
    }

    // MARK: - Films

    private func film(
        _ understanding: Understanding, _ version: String?, _ video: FilePath, _ library: Library, _ source: String, _ year: Int,
        _ owner: [Said], _ memory: DescribeMemory
    ) async throws -> Outcome {
        let listing = memory.listing
        let folder = PartFolder.home(of: video)
        let home = folder == video.folder ? nil : try await self.listing(folder, library, year, nil)
        let found = try await BlockingWork.run { _ in Beside.film(video, in: library, listing, home: home) }
        let name = understanding.title ?? String(decoding: Companions.stem(of: video.name), as: UTF8.self)
        let said = owner + found.said + [Said(.name, Wording.film(understanding, named: name))]
        let description = Merge.description(of: said, in: descriptions.order)
        try await note(said, of: .source(source))
        let id = try await editor.place(film: description, source: source, version: version, keepingWords: true)
        try await descriptions.compose(film: id)
        let conflicts = owner.isEmpty ? Wording.conflicts(understanding, found.nfo) : []
        return Outcome(
            label: Wording.label(description.title, description.year), notes: found.notes + conflicts.map(\.english),
            conflicts: conflicts)
    }

    // MARK: - Episodes

    private func episode(
        _ understanding: Understanding, _ version: String?, _ video: FilePath, _ library: Library, _ source: String, _ year: Int,
        _ owner: [Said], _ isCorrected: Bool, _ memory: inout DescribeMemory
    ) async throws -> Outcome {
        var place = EpisodePlace(understanding, video, in: library, isCorrected: isCorrected)
        var notes: [String] = []
        let series = try await series(place, understanding, library, year, &memory, &notes)
        // Specials stay specials.
        if let season = series.season, place.season != 0 { place.season = season }
        try await season(place, series.id, isGuest: series.isGuest, library, year, &memory, &notes)
        let listing = memory.listing
        let found = try await BlockingWork.run { _ in Beside.episode(video, in: library, listing) }
        let conflicts = isCorrected ? [] : Wording.conflicts(understanding, found.nfo)
        notes += found.notes + conflicts.map(\.english)
        let said = owner + found.said + [Said(.name, Wording.episode(understanding, place))]
        try await note(said, of: .source(source))
        let id = try await editor.place(
            episode: place.number, through: place.last, season: place.season, of: series.id,
            description: Merge.description(of: said, in: descriptions.order), source: source, version: version, keepingWords: true)
        try await descriptions.compose(episode: id)
        if place.isMadeUp { notes.append("It has no episode number; name it like \(place.title) S01E02.") }
        return Outcome(label: place.label, notes: notes, conflicts: conflicts)
    }

    private func series(
        _ place: EpisodePlace, _ understanding: Understanding, _ library: Library, _ year: Int, _ memory: inout DescribeMemory,
        _ notes: inout [String]
    ) async throws -> DescribeMemory.Series {
        let key = DescribeMemory.SeriesKey(
            folder: place.seriesFolder ?? FilePath(bytes: []), title: Folded.text(place.title), year: understanding.year)
        if let known = memory.series[key] { return known }
        let found = try await BlockingWork.run { _ in Beside.series(place.seriesFolder, in: library, NameReader(year: year)) }
        notes += found.notes
        let said = found.said + [Said(.name, Wording.series(understanding, named: place.title))]
        let description = Merge.description(of: said, in: descriptions.order)
        let id = try await editor.place(series: description, named: place.title, keepingWords: true)
        var series = DescribeMemory.Series(id: id)
        if let taken = try await editor.absorbed(place.title, year: description.year, by: id) {
            (series.isGuest, series.season) = (true, taken.season)
        }
        // What stands in the folders of a series that another took in, or of those that an episode left, says nothing about that other one.
        let isKnown = try await descriptions.sheet(of: .series(id)) != nil
        if !isKnown || !(series.isGuest || place.isElsewhere) { try await note(said, of: .series(id)) }
        try await descriptions.compose(series: id)
        memory.series[key] = series
        return series
    }

    private func season(
        _ place: EpisodePlace, _ series: SeriesID, isGuest: Bool, _ library: Library, _ year: Int, _ memory: inout DescribeMemory,
        _ notes: inout [String]
    ) async throws {
        guard memory.seasons.insert(DescribeMemory.SeasonKey(series: series, number: place.season)).inserted else { return }
        let found = try await BlockingWork.run { _ in Beside.season(place, in: library, NameReader(year: year)) }
        notes += found.notes
        try await editor.place(season: place.season, of: series, title: nil, plot: nil, poster: nil)
        let isKnown = try await descriptions.sheet(of: .season(series, place.season)) != nil
        if !isKnown || !(isGuest || place.isElsewhere) { try await note(found.said, of: .season(series, place.season)) }
        try await descriptions.compose(season: place.season, of: series)
    }
}
