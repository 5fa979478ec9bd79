import KinoraCatalogue
import KinoraKernel

/// Describes a source in words and pictures, and puts it in its place in the catalogue.
///
/// The names win for numbers and structure (year, season, episode, ids), the NFO files for words. Pictures beside the file are copied.
package struct Describer: Sendable {
    struct Outcome: Sendable {
        /// What lists call it: `Harbour Lights (2021)`, `Night Ferry S01E02`.
        var label: String
        var notes: [String]
    }

    private let editor: CatalogueEditor
    private let artwork: ArtworkShelf

    package init(editor: CatalogueEditor, artwork: ArtworkShelf) {
        self.editor = editor
        self.artwork = artwork
    }

    /// - Parameters:
    ///   - video: relative to the library.
    ///   - version: what tells it from other versions of the title.
    ///   - source: its fingerprint.
    func describe(
        _ understanding: Understanding, version: String?, video: FilePath, in library: Library, source: String, year: Int,
        _ memory: inout DescribeMemory
    ) async throws -> Outcome {
        memory.listing = try await listing(video.folder, library, year, memory.listing)
        if understanding.kind == .episode {
            return try await episode(understanding, version, video, library, source, year, &memory)
        }
        return try await film(understanding, version, video, library, source, memory)
    }

    private func listing(_ folder: FilePath, _ library: Library, _ year: Int, _ last: FolderListing?) async throws -> FolderListing {
        if let last, last.folder == folder { return last }
        return try await BlockingWork.run { _ in FolderListing(folder, in: library.folder, NameReader(year: year)) }
    }

    // MARK: - Films

    private func film(
        _ understanding: Understanding, _ version: String?, _ video: FilePath, _ library: Library, _ source: String,
        _ memory: DescribeMemory
    ) async throws -> Outcome {
        let listing = memory.listing
        let artwork = artwork
        var found = try await BlockingWork.run { _ in
            Self.beside(video, in: library.folder, listing, artwork, posters: [.primary], general: ["movie.nfo"])
        }
        let name = understanding.title ?? String(decoding: Companions.stem(of: video.name), as: UTF8.self)
        let description = Wording.film(understanding, named: name, found.nfo)
        found.notes += Wording.conflicts(understanding, found.nfo)
        _ = try await editor.place(film: description.with(found), source: source, version: version)
        return Outcome(label: Wording.label(description.title, description.year), notes: found.notes)
    }

    /// The NFO file and the pictures of one video. Blocking.
    private static func beside(
        _ video: FilePath, in library: FilePath, _ listing: FolderListing?, _ artwork: ArtworkShelf, posters: [Understanding.Picture],
        general: [String]
    ) -> Findings {
        var found = Findings()
        guard let listing else { return found }
        let stem = Companions.stem(of: video.name)
        let isAlone = !listing.isShared && !general.isEmpty
        let specific = listing.path(of: String(decoding: stem, as: UTF8.self) + ".nfo")
        found.readNFO([specific] + (isAlone ? general.map(listing.path) : []), in: library)
        found.readPoster(listing.pictures(posters, stem: stem, general: isAlone), in: library, artwork)
        found.readBackdrop(
            listing.pictures([.backdrop], stem: stem, general: isAlone) + fanart(listing, library, isAlone), in: library, artwork)
        return found
    }

    /// What lies in `extrafanart/`.
    private static func fanart(_ listing: FolderListing, _ library: FilePath, _ isAlone: Bool) -> [FilePath] {
        guard isAlone, let folder = listing.path(of: "extrafanart") else { return [] }
        do {
            return try Folder.names(in: library.appending(folder)).filter { FileEnding.known(of: $0)?.kind == .picture }.map {
                folder.appending($0)
            }
        } catch {
            return []
        }
    }

    // MARK: - Episodes

    private func episode(
        _ understanding: Understanding, _ version: String?, _ video: FilePath, _ library: Library, _ source: String, _ year: Int,
        _ memory: inout DescribeMemory
    ) async throws -> Outcome {
        let place = EpisodePlace(understanding, video, in: library)
        var notes: [String] = []
        let series = try await series(place, understanding, library, year, &memory, &notes)
        try await season(place, series, library, year, &memory, &notes)
        let listing = memory.listing
        let artwork = artwork
        let found = try await BlockingWork.run { _ in
            Self.beside(video, in: library.folder, listing, artwork, posters: [.thumb, .primary], general: [])
        }
        notes += found.notes + Wording.conflicts(understanding, found.nfo)
        let description = Wording.episode(understanding, place, found.nfo).with(found)
        _ = try await editor.place(
            episode: place.number, through: place.last, season: place.season, of: series, description: description, source: source,
            version: version)
        if place.isMadeUp { notes.append("It has no episode number; name it like \(place.title) S01E02.") }
        return Outcome(label: place.label, notes: notes)
    }

    private func series(
        _ place: EpisodePlace, _ understanding: Understanding, _ library: Library, _ year: Int, _ memory: inout DescribeMemory,
        _ notes: inout [String]
    ) async throws -> SeriesID {
        let key = DescribeMemory.SeriesKey(
            folder: place.seriesFolder ?? FilePath(bytes: []), title: Folded.text(place.title), year: understanding.year)
        if let known = memory.series[key] { return known }
        let artwork = artwork
        let found = try await BlockingWork.run { _ in
            var found = Findings()
            guard let folder = place.seriesFolder else { return found }
            let listing = FolderListing(folder, in: library.folder, NameReader(year: year))
            found.readNFO([listing.path(of: "tvshow.nfo")], in: library.folder)
            found.readPoster(listing.pictures([.primary], stem: nil, general: true), in: library.folder, artwork)
            found.readBackdrop(
                listing.pictures([.backdrop], stem: nil, general: true) + Self.fanart(listing, library.folder, true), in: library.folder,
                artwork)
            return found
        }
        notes += found.notes
        let description = Wording.series(understanding, named: place.title, found.nfo).with(found)
        let id = try await editor.place(series: description, named: place.title)
        memory.series[key] = id
        return id
    }

    private func season(
        _ place: EpisodePlace, _ series: SeriesID, _ library: Library, _ year: Int, _ memory: inout DescribeMemory, _ notes: inout [String]
    ) async throws {
        guard memory.seasons.insert(DescribeMemory.SeasonKey(series: series, number: place.season)).inserted else { return }
        let artwork = artwork
        let found = try await BlockingWork.run { _ in
            var found = Findings()
            let reader = NameReader(year: year)
            var pictures: [FilePath] = []
            if let folder = place.seasonFolder {
                let listing = FolderListing(folder, in: library.folder, reader)
                found.readNFO([listing.path(of: "season.nfo")], in: library.folder)
                pictures += listing.pictures([.primary], stem: nil, general: true) + listing.seasonPictures(place.season)
            }
            if let folder = place.seriesFolder {
                pictures += FolderListing(folder, in: library.folder, reader).seasonPictures(place.season)
            }
            found.readPoster(pictures, in: library.folder, artwork)
            return found
        }
        notes += found.notes
        try await editor.place(
            season: place.season, of: series, title: found.nfo?.title, plot: found.nfo?.plot ?? found.nfo?.outline, poster: found.poster)
    }
}

extension Description {
    func with(_ found: Findings) -> Description {
        var description = self
        description.poster = found.poster
        description.backdrop = found.backdrop
        return description
    }
}
