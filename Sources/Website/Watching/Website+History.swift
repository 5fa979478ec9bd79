import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing

/// What a profile watched, and what it may do about it.
extension Website {
    func history(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, profile) = try visitor.viewer()
        let page = try await HistoryPage(
            watching.history, shelves(visitor), profile: profile, page: FormFields(request.uri.query)["page"].flatMap { Int($0) } ?? 1,
            isOff: try await watching.desk.isHistoryOff(profile: profile), words)
        var response = try pages.response("history", page, title: words(.history), section: .none, for: visitor)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// Forgets one feature. What is gone from the catalogue is forgotten by its name, which is the viewer's own.
    func removeFromHistory(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, profile) = try visitor.viewer()
        try await watching.history.remove(visitor.parameters.require("feature"), by: profile)
        try await recommending?.counts.forget(profile)
        return Response(status: .seeOther, headers: [.location: Place.history(page: 1).address])
    }

    func clearHistory(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, profile) = try visitor.viewer()
        try await watching.history.clear(profile)
        try await recommending?.counts.forget(profile)
        return Response(status: .seeOther, headers: [.location: Place.history(page: 1).address])
    }

    /// Says that a feature was watched, or was not, and goes back to its page.
    func mark(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (_, profile) = try visitor.viewer()
        let feature = try await feature(visitor)
        guard feature.kind.isRemembered else { throw Refusal.notFound }
        let form = try FormFields(strict: String(buffer: try await request.body.collect(upTo: Visitor.mostBodyBytes)))
        guard let wish = form["watched"], ["yes", "no"].contains(wish) else { throw Refusal.badRequest }
        try await watching.history.mark(
            feature.id, feature.kind, title: feature.title, length: feature.length, isWatched: wish == "yes", former: feature.names,
            by: profile)
        let place = form["back"] == "history" ? Place.history(page: 1).address : try await page(of: feature, visitor)
        return Response(status: .seeOther, headers: [.location: place])
    }

    private func page(of feature: WatchedFeature, _ visitor: Visitor) async throws -> String {
        guard feature.kind == .episode, let episode = try await shelves(visitor).episode(EpisodeID(feature.id)) else {
            return Place.film(FilmID(feature.id)).address
        }
        return Place.season(episode.value.series, episode.value.season).address
    }
}
