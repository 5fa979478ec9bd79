import KinoraDocuments
import KinoraKernel

extension Shelves {
    /// A title is shown with at most this many extras.
    package static let mostExtras = 200

    /// What can be played of a film besides itself, in the order of their kinds.
    package func extras(of id: FilmID) async throws -> [Stored<Extra>] {
        try await film(id) == nil ? [] : extras(.equal("film", .string(id.rawValue)))
    }

    /// The same of a series and its seasons.
    package func extras(of id: SeriesID) async throws -> [Stored<Extra>] {
        try await series(id) == nil ? [] : extras(.equal("series", .string(id.rawValue)))
    }

    /// An extra whose title is there.
    package func extra(_ id: ExtraID) async throws -> ShownExtra? {
        guard let extra = try await Records<Extra>(in: store).read(id.rawValue) else { return nil }
        if let film = extra.value.film, let title = try await self.film(film) { return ShownExtra(extra: extra, title: .film(title)) }
        if let series = extra.value.series, let title = try await self.series(series) {
            return ShownExtra(extra: extra, title: .series(title))
        }
        return nil
    }

    private func extras(_ belong: Filter) async throws -> [Stored<Extra>] {
        let found = try await Records<Extra>(in: store).find(Query(belong, limit: Self.mostExtras)).filter { !$0.value.versions.isEmpty }
        return found.sorted { Self.place($0.value) < Self.place($1.value) }
    }

    /// Specials last, as among seasons; what belongs to the whole series first.
    private static func place(_ extra: Extra) -> (Int, Int, String, String) {
        let kind = ExtraKind.allCases.firstIndex(of: extra.kind) ?? 0
        return (extra.season.map { $0 == 0 ? Int.max : $0 } ?? -1, kind, extra.name ?? "", extra.source)
    }
}
