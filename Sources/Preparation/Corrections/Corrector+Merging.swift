import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Titles that are one, as the owner says.
///
/// The catalogue writes down which title took in which (`CatalogueEditor.absorb`), and their files are described anew, as if they had been
/// scanned: so every later scan does the same, also with files that come later under the same name.
extension Corrector {
    // MARK: - Films

    /// Makes the files of a film versions of another.
    /// - Throws: `MergeTrouble`, and `CorrectionTrouble` where one of its files cannot be described at present; then nothing was changed.
    package func merge(_ film: FilmID, into heir: FilmID) async throws {
        guard let leaving = try await editor.films.read(film.rawValue)?.value else { throw MergeTrouble.unknownTitle }
        let files = try await files(leaving.sources)
        try await editor.absorb(film, into: heir, keys: try await keys(of: leaving.sources))
        try await unsettle(files)
        try await describe(files)
    }

    /// Takes that back: the film has its files again, its name, and what was said and watched of it.
    /// - Throws: as `merge`.
    package func part(_ film: FilmID, from heir: FilmID) async throws {
        guard let standing = try await editor.films.read(heir.rawValue)?.value else { throw MergeTrouble.unknownTitle }
        guard standing.absorbed.contains(where: { $0.id == film.rawValue && $0.isOwners }) else { throw MergeTrouble.notAbsorbed }
        let files = try await files(standing.sources)
        let names = try await releasing(files) { try await editor.release(film, from: heir) }
        for file in files {
            if try await keys(of: [file.id]).isDisjoint(with: names) {
                try await settle([file])
            } else {
                try await describe([file])
            }
        }
        try await editor.dismissEmpty(film)
        try await descriptions.compose(film: film)
        try await editor.reconcile()
    }

    // MARK: - Series

    /// Makes the episodes of a series another's.
    /// - Parameter season: which season of the other it is; nil where its seasons are the other's, and its episodes versions of those.
    /// - Throws: as for films.
    package func merge(_ series: SeriesID, into heir: SeriesID, asSeason season: Int?) async throws {
        let files = try await files(try await editor.episodes(of: series).flatMap(\.value.sources))
        try await editor.absorb(series, into: heir, asSeason: season)
        try await unsettle(files)
        try await describe(files)
        try await relist(series, heir)
    }

    /// - Throws: as for films.
    package func part(_ series: SeriesID, from heir: SeriesID) async throws {
        guard let standing = try await Records<Series>(in: sources.store).read(heir.rawValue)?.value else {
            throw MergeTrouble.unknownTitle
        }
        guard standing.absorbed.contains(where: { $0.id == series.rawValue && $0.isOwners }) else { throw MergeTrouble.notAbsorbed }
        let files = try await files(try await editor.episodes(of: heir).flatMap(\.value.sources))
        try await releasing(files) { try await editor.release(series, from: heir) }
        try await describe(files)
        try await relist(series, heir)
        try await descriptions.compose(series: series)
        try await editor.reconcile()
    }

    private func relist(_ series: SeriesID...) async throws {
        for one in series { try await editor.settleListing(of: one) }
        try await editor.reconcile()
    }

    /// Where a file lies, relative to its library; nil for one that is not known any more.
    package func path(of source: String) async throws -> String? { try await sources.read(source)?.value.path }

    // MARK: - Files

    /// What is known of some files, all of them, before anything is changed.
    private func files(_ sources: [String]) async throws -> [Stored<Source>] {
        var files: [Stored<Source>] = []
        for source in sources {
            // One that was forgotten moves with nothing: what was prepared of it stays where it is.
            guard let stored = try await self.sources.read(source) else { continue }
            guard libraries.contains(where: { $0.path == stored.value.library }) else {
                throw CorrectionTrouble.unknownLibrary(stored.value.library)
            }
            files.append(stored)
        }
        return files
    }

    private func describe(_ files: [Stored<Source>]) async throws {
        for file in files {
            try await apply(to: file, try await corrections.kept(of: file.id), isOther: false)
            try await settle([file])
        }
        try await editor.reconcile()
    }

    /// As if nothing were known of what lies around some files: whoever is killed before they were described anew, the next scan does it.
    private func unsettle(_ files: [Stored<Source>]) async throws {
        for file in files { try await sources.change(file.id) { $0.surroundings = nil } }
    }

    /// They were described, or need not be.
    private func settle(_ files: [Stored<Source>]) async throws {
        for file in files { try await sources.change(file.id) { $0.surroundings = $0.surroundings ?? file.value.surroundings } }
    }

    private func releasing<Outcome>(_ files: [Stored<Source>], _ release: () async throws -> Outcome) async throws -> Outcome {
        try await unsettle(files)
        do {
            return try await release()
        } catch {
            try await settle(files)
            throw error
        }
    }

    /// What the names of some files spell, as they were described last.
    private func keys(of sources: [String]) async throws -> Set<String> {
        var keys: Set<String> = []
        for source in sources {
            let said = try await descriptions.said(of: [.source(source)]).filter { Self.placing.contains($0.origin) }
            guard !said.isEmpty else { continue }
            let description = Merge.description(of: said, in: descriptions.order)
            keys.insert(TitleKey.of(description.title, year: description.year))
        }
        return keys
    }

    /// Whose words tell which film a file is (`Describer`).
    private static let placing: Set<Origin> = [.owner, .nfo, .file, .sidecar, .name]
}
