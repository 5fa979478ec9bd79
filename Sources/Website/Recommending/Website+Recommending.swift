import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraRecommendation
import KinoraViewing

/// What suits a viewer, and what the viewer says to it.
extension Website {
    func recommendedRows(_ visitor: Visitor, on shelves: Shelves, _ press: CardPress) async throws -> RecommendedRows? {
        guard let recommending else { return nil }
        let found = await recommending.recommender.rows(
            for: try visitor.viewer().profile, seenBy: shelves.viewers, length: RecommendedRows.perRow)
        return try await RecommendedRows(found, on: shelves, press)
    }

    /// Remembers what stood on a first page, for what becomes of it.
    func noteShown(_ shown: [RecommendedRows.Shown], to profile: String) {
        for row in shown { recommending?.counts.show(row.titles, in: row.row.rawValue, to: profile) }
    }

    /// What stands below a title: what is like it, and whether it may be recommended.
    func suggestions(for title: TitleName, _ visitor: Visitor) async throws -> Suggestions {
        guard let recommending else { return Suggestions() }
        let (shelves, profile) = (try shelves(visitor), try visitor.viewer().profile)
        let found = await recommending.recommender.moreLike(
            title.id, for: profile, seenBy: shelves.viewers, count: RecommendedRows.perRow)
        recommending.counts.show(found.map(\.title), in: RowName.moreLike.rawValue, on: .title, to: profile)
        let isUnwanted = try await recommending.wishes.contains(anyOf: shelves.names(of: title.id), of: profile)
        return Suggestions(
            moreLike: try await RecommendedRows.moreLike(found, on: shelves, press(visitor)),
            form: NotForMeForm(title, isUnwanted: isUnwanted, words))
    }

    /// Says that a title is not for the viewer, or is after all, and goes back.
    func sayNotForMe(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, profile) = try visitor.viewer()
        let title = try await title(visitor)
        let form = try FormFields(strict: String(buffer: try await request.body.collect(upTo: Visitor.mostBodyBytes)))
        guard let recommending, let wish = form["unwanted"], ["yes", "no"].contains(wish) else { throw Refusal.badRequest }
        try await recommending.wishes.say(wish == "yes", title.id, former: shelves(visitor).names(of: title.id), by: profile)
        let place = form["back"] == "home" ? Place.home : title.place
        return Response(status: .seeOther, headers: [.location: place.address])
    }

    /// A title that the viewer may find.
    private func title(_ visitor: Visitor) async throws -> TitleName {
        let id = try visitor.parameters.require("title")
        if let film = try await shelves(visitor).film(FilmID(id)) { return .film(FilmID(film.id)) }
        if let series = try await shelves(visitor).series(SeriesID(id)) { return .series(SeriesID(series.id)) }
        throw Refusal.notFound
    }
}
