import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing

/// What the owner sees of the recommendations: the graph around a title, and what becomes of what is recommended.
extension Website {
    func graph(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let recommending else { throw Refusal.notFound }
        let id = try visitor.parameters.require("title")
        let titles = try await shelves(visitor).titles(named: [id])
        guard let description = titles.films[id]?.value.description ?? titles.series[id]?.value.description else { throw Refusal.notFound }
        let place = titles.films[id] == nil ? Place.series(SeriesID(id)) : .film(FilmID(id))
        let title = description.shownTitle(words)
        let page = GraphPage(await recommending.recommender.surroundings(of: id), title: title, back: place.address, words)
        var response = try pages.response("graph", page, title: page.heading, section: .dashboard, for: visitor)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    func recommended(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let recommending else { throw Refusal.notFound }
        let (days, today) = try await recommending.counts.days(RecommendedPage.days)
        let page = RecommendedPage(days, today: today, words)
        var response = try pages.response("recommended", page, title: words(.recommended), section: .dashboard, for: visitor)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// The address of the picture; nil for those who have no part in it, and in a house without recommendations.
    func graphAddress(_ title: String, _ visitor: Visitor) throws -> String? {
        try recommending != nil && visitor.signedIn().may(.runHouse) ? Place.graph(title).address : nil
    }

    // MARK: - Counting what becomes of recommended titles

    /// A title's page was opened: counts where it was opened from a page with rows.
    func noteOpening(_ title: String, _ request: Request, _ visitor: Visitor) throws {
        guard let recommending, let origin = Self.origin(of: request)?.text else { return }
        let path = origin.prefix { $0 != "?" }
        // A form on a title's own page comes back to it.
        guard path != request.uri.path else { return }
        guard path == Place.home.address || path.hasPrefix("/films/") || path.hasPrefix("/series/") else { return }
        recommending.counts.open(title, from: path == Place.home.address ? .home : .title, by: try visitor.viewer().profile)
    }

    func noteStart(_ title: String, _ visitor: Visitor) throws {
        recommending?.counts.start(title, by: try visitor.viewer().profile)
    }
}
