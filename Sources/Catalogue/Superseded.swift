import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// A note that a package has had its day: its source got another one, or was taken out of every title. Who is in the middle of it watches
/// on; when the note is old enough, the package is removed (unless a title plays it again).
///
/// The document's name is the package's. When the package was superseded is what the store set: `updatedAt`.
package struct Superseded: Record, Hashable {
    package static let schema = CollectionSchema("superseded")

    /// The source it was made of.
    package var source: String

    package init(source: String) {
        self.source = source
    }
}

extension CatalogueEditor {
    /// Notes packages as superseded from now on. Done before their titles let go of them: whoever is killed in between leaves a note too many,
    /// which does no harm, and never a package that nobody knows of.
    func supersede(_ packages: [Playable]) async throws {
        for playable in packages {
            try await superseded.change(playable.package.rawValue, startingFrom: Superseded(source: playable.source)) { note in
                note.source = playable.source
            }
        }
    }

    /// The packages that titles and their extras play.
    package func played() async throws -> Set<PackageID> {
        var played: Set<PackageID> = []
        for try await film in films.all() { played.formUnion(film.value.versions.map(\.package)) }
        for try await episode in episodes.all() { played.formUnion(episode.value.versions.map(\.package)) }
        for try await extra in extras.all() { played.formUnion(extra.value.versions.map(\.package)) }
        return played
    }
}
