import KinoraDocuments
import KinoraKernel

/// Who may have a file of the artwork's: whoever may see a title that shows it.
package struct ArtworkAudience: Sendable {
    private let store: any DocumentStore
    private let isUnratedForChildren: Bool

    /// - Parameter isUnratedForChildren: as for `Shelves`.
    package init(store: any DocumentStore, isUnratedForChildren: Bool = false) {
        self.store = store
        self.isUnratedForChildren = isUnratedForChildren
    }

    /// Whether a viewer may have a file. One that no title shows is for grown-ups alone; a portrait is for whoever may
    /// see something of the person.
    /// - Parameter ageLimit: the viewer's age; nil for grown-ups, about whom nothing has to be asked.
    package func maySee(_ file: String, at ageLimit: Int?) async throws -> Bool {
        guard let ageLimit else { return true }
        let audience = Audience(ageLimit: ageLimit, seesUnrated: isUnratedForChildren)
        let shows: Filter = .equal("pictures", .string(Artwork.mark(file)))
        let episodes = AudienceShelf<Episode>(store: store, audience: audience)
        if try await AudienceShelf<Film>(store: store, audience: audience).first(shows) != nil { return true }
        if try await AudienceShelf<Series>(store: store, audience: audience).first(shows) != nil { return true }
        if try await episodes.first(shows) != nil { return true }
        for season in try await Records<Season>(in: store).find(Query(shows, limit: Self.mostSeasons)).map(\.value) {
            let belongs: Filter = .and([
                .equal("series", .string(season.series.rawValue)), .equal("season", .int(Int64(season.number))),
            ])
            if try await episodes.first(belongs) != nil { return true }
        }
        for person in try await Records<Person>(in: store).find(Query(shows, limit: Self.mostPeople)).map(\.value) {
            let theirs: Filter = .in("_id", person.titles.prefix(Query.mostPerPage).map(Value.string))
            if try await AudienceShelf<Film>(store: store, audience: audience).first(theirs) != nil { return true }
            if try await AudienceShelf<Series>(store: store, audience: audience).first(theirs) != nil { return true }
        }
        return false
    }

    /// Seasons with the same picture that are looked at.
    private static let mostSeasons = 50
    /// People with the same picture that are looked at.
    private static let mostPeople = 5
}
