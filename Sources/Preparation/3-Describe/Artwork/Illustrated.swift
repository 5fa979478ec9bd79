import KinoraCatalogue
import KinoraDocuments
import KinoraKernel

/// A title with everything that is offered to illustrate it, read for one sheet that belongs to it.
struct Illustrated: Sendable {
    private let sheets: [FactSheet]
    private let order: OriginOrder
    /// What can be played of it, the best version first; nil for a series, a season, and what is not prepared yet.
    let playable: Playable?

    init(_ subject: Subject, _ descriptions: Descriptions) async throws {
        order = descriptions.order
        var subjects = [subject]
        var versions: [Playable] = []
        if let (title, sources, playables) = try await Self.title(of: subject, in: descriptions.store) {
            subjects = [title] + sources.map(Subject.source)
            versions = playables
        }
        playable = versions.first
        let found = try await descriptions.sheets.find(Query(.in("_id", subjects.map { .string($0.name) })))
        sheets = subjects.compactMap { subject in found.first { $0.id == subject.name }?.value }
    }

    private static func title(of subject: Subject, in store: any DocumentStore) async throws -> (Subject, [String], [Playable])? {
        let films = Records<Film>(in: store)
        let episodes = Records<Episode>(in: store)
        switch subject {
        case .source(let source):
            let belongs: Filter = .equal("sources", .string(source))
            if let film = try await films.first(belongs) {
                return (.film(FilmID(film.id)), film.value.sources, film.value.versions)
            }
            return try await episodes.first(belongs).map { (.episode(EpisodeID($0.id)), $0.value.sources, $0.value.versions) }
        case .film(let id):
            return try await films.read(id.rawValue).map { (subject, $0.value.sources, $0.value.versions) }
        case .episode(let id):
            return try await episodes.read(id.rawValue).map { (subject, $0.value.sources, $0.value.versions) }
        case .series, .season:
            return nil
        }
    }

    /// The best first. Pictures of the film itself are not among them.
    func pictures(_ kind: PictureKind) -> [(subject: Subject, origin: Origin, picture: WantedPicture)] {
        offers(kind).filter { $0.origin != .frame }
    }

    /// The best first, with those of the film itself.
    func offers(_ kind: PictureKind) -> [(subject: Subject, origin: Origin, picture: WantedPicture)] {
        var all: [(subject: Subject, origin: Origin, picture: WantedPicture)] = []
        for sheet in sheets {
            for said in sheet.said {
                for picture in said.facts.pictures where picture.kind == kind { all.append((sheet.subject, said.origin, picture)) }
            }
        }
        return all.enumerated().sorted {
            (order.rank($0.element.origin), $0.offset) < (order.rank($1.element.origin), $1.offset)
        }.map(\.element)
    }
}
