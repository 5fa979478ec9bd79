import KinoraDocuments
import KinoraKernel
import KinoraMedia

/// Who may have the bytes of packages: whoever may see the title that they, or the extra of which they are, belong to.
package struct PackageAudience: Sendable {
    private let films: Records<Film>
    private let episodes: Records<Episode>
    private let series: Records<Series>
    private let extras: Records<Extra>
    private let superseded: Records<Superseded>
    private let isUnratedForChildren: Bool

    /// - Parameter isUnratedForChildren: as for `Shelves`.
    package init(store: any DocumentStore, isUnratedForChildren: Bool = false) {
        films = Records(in: store)
        episodes = Records(in: store)
        series = Records(in: store)
        extras = Records(in: store)
        superseded = Records(in: store)
        self.isUnratedForChildren = isUnratedForChildren
    }

    /// Whether a viewer may have a package. One that another took the place of belongs to its title for as long as it is kept. One that no
    /// title has is for grown-ups alone.
    /// - Parameter ageLimit: the viewer's age; nil for grown-ups, about whom nothing has to be asked.
    package func maySee(_ package: PackageID, at ageLimit: Int?) async throws -> Bool {
        guard let audience = audience(ageLimit) else { return true }
        if let age = try await age(.equal("packages", .string(package.rawValue))) { return audience.sees(age) }
        if let extra = try await extras.first(.equal("packages", .string(package.rawValue))) {
            return try await sees(extra.value, audience)
        }
        guard let former = try await superseded.read(package.rawValue)?.value else { return false }
        if let age = try await age(.equal("sources", .string(former.source))) { return audience.sees(age) }
        guard let extra = try await extras.first(.equal("source", .string(former.source))) else { return false }
        return try await sees(extra.value, audience)
    }

    /// Whether the page of an extra's title is there.
    private func sees(_ extra: Extra, _ audience: Audience) async throws -> Bool {
        if let film = extra.film, let title = try await films.read(film.rawValue) { return title.value.isSeen(by: audience) }
        if let of = extra.series, let title = try await series.read(of.rawValue) { return title.value.isSeen(by: audience) }
        return false
    }

    /// The same for what can be watched while a job prepares it.
    package func maySee(early job: String, at ageLimit: Int?) async throws -> Bool {
        guard let audience = audience(ageLimit) else { return true }
        return try await age(.equal("early.job", .string(job))).map(audience.sees) ?? false
    }

    private func audience(_ ageLimit: Int?) -> Audience? {
        ageLimit.map { Audience(ageLimit: $0, seesUnrated: isUnratedForChildren) }
    }

    /// The age of the title that a filter finds; `.some(nil)` where nobody rated it, nil where there is none.
    private func age(_ filter: Filter) async throws -> Int?? {
        let isListed: Filter = .and([filter, .equal("isListed", true)])
        if let film = try await films.first(isListed) { return .some(film.value.minimumAge) }
        return try await episodes.first(isListed).map(\.value.minimumAge)
    }
}
