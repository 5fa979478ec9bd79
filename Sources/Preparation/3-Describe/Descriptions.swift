import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// Keeps what everybody says of the titles, and writes the descriptions that follow from it.
///
/// Whoever learns something writes it down on a sheet first and composes the title's description afterwards. Composing reads the title
/// before the sheets, and begins anew when the title was written meanwhile: so the last of two who compose at once has seen both sheets.
package struct Descriptions: Sendable {
    let sheets: Records<FactSheet>
    let store: any DocumentStore
    let editor: CatalogueEditor
    let order: OriginOrder

    package init(store: any DocumentStore, editor: CatalogueEditor, order: OriginOrder = OriginOrder()) {
        sheets = Records(in: store)
        self.store = store
        self.editor = editor
        self.order = order
    }

    // MARK: - Sheets

    package func sheet(of subject: Subject) async throws -> FactSheet? {
        try await sheets.read(subject.name)?.value
    }

    /// Writes down what was said of a subject, and nothing where it is what stands there.
    package func note(_ subject: Subject, _ change: @Sendable (inout FactSheet) -> Void) async throws {
        if let known = try await sheets.read(subject.name)?.value {
            var changed = known
            change(&changed)
            if changed == known { return }
        }
        try await sheets.change(subject.name, startingFrom: FactSheet(subject), change)
    }

    /// Everything said of several subjects, in their order.
    func said(of subjects: [Subject]) async throws -> [Said] {
        let found = try await sheets.find(Query(.in("_id", subjects.map { .string($0.name) })))
        let byName = Dictionary(found.map { ($0.id, $0.value) }, uniquingKeysWith: { first, _ in first })
        return subjects.flatMap { byName[$0.name]?.said ?? [] }
    }

    // MARK: - Descriptions

    package func compose(film id: FilmID) async throws {
        var question: TitleQuestion?
        try await editor.describe(film: id) { film in
            let said = try await said(of: [.film(id)] + film.sources.map(Subject.source))
            question = TitleQuestion(.film, said, in: order)
            return said.isEmpty ? nil : Merge.description(of: said, in: order)
        }
        try await ask(question?.mark, about: .film(id))
    }

    package func compose(series id: SeriesID) async throws {
        var question: TitleQuestion?
        try await editor.describe(series: id) { _ in
            let said = try await said(of: [.series(id)])
            question = TitleQuestion(.series, said, in: order)
            return said.isEmpty ? nil : Merge.description(of: said, in: order)
        }
        try await ask(question?.mark, about: .series(id))
    }

    package func compose(episode id: EpisodeID) async throws {
        var place: String?
        try await editor.describe(episode: id) { episode in
            place = Self.mark(of: episode)
            let said = try await said(of: [.episode(id)] + episode.sources.map(Subject.source))
            return said.isEmpty ? nil : Merge.description(of: said, in: order)
        }
        try await ask(place, about: .episode(id))
    }

    package func compose(season number: Int, of series: SeriesID) async throws {
        try await editor.describe(season: number, of: series) { season in
            let said = try await said(of: [.season(series, number)])
            let merged = Merge.description(of: said, in: order)
            var season = season
            season.title = merged.origin["title"] == nil ? nil : merged.title
            season.plot = merged.plot
            season.poster = merged.poster
            season.origin = merged.origin.isEmpty ? nil : merged.origin
            return season
        }
        try await ask(Self.mark(ofSeason: number, of: series), about: .season(series, number))
    }

    /// The title that a sheet belongs to, composed anew. A source that belongs to none is left alone.
    package func compose(around subject: Subject) async throws {
        switch subject {
        case .film(let id): try await compose(film: id)
        case .series(let id): try await compose(series: id)
        case .season(let series, let number): try await compose(season: number, of: series)
        case .episode(let id): try await compose(episode: id)
        case .source(let source):
            let belongs: Filter = .equal("sources", .string(source))
            for film in try await Records<Film>(in: store).find(Query(belongs)) { try await compose(film: FilmID(film.id)) }
            for episode in try await Records<Episode>(in: store).find(Query(belongs)) {
                try await compose(episode: EpisodeID(episode.id))
            }
        }
    }
}
