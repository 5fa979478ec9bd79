import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing

/// What players tell about what was watched.
extension Website {
    func filmWatched(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let film = try await shelves(visitor).film(FilmID(visitor.parameters.require("film"))) else { throw Refusal.notFound }
        return try await note(request, visitor, feature: film.id, .film, title: film.id, film.value.shownDuration)
    }

    func episodeWatched(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let episode = try await shelves(visitor).episode(EpisodeID(visitor.parameters.require("episode"))) else {
            throw Refusal.notFound
        }
        return try await note(
            request, visitor, feature: episode.id, .episode, title: episode.value.series.rawValue, episode.value.shownDuration)
    }

    private func note(
        _ request: Request, _ visitor: Visitor, feature: String, _ kind: FeatureKind, title: String, _ duration: Int64?
    ) async throws -> Response {
        let form = FormFields(String(buffer: try await request.body.collect(upTo: Visitor.mostBodyBytes)))
        guard let number = form["number"].flatMap({ Int($0) }), let seconds = form["seconds"].flatMap({ Double($0) }),
            let position = form["position"].flatMap({ Double($0) })
        else { throw HTTPError(.badRequest) }
        let report = WatchReport(
            sitting: form["sitting"] ?? "", number: number, seconds: seconds, position: position,
            device: DeviceKind(agent: request.headers[.userAgent]))
        let length = Double(duration ?? 0) / 1000
        do {
            try await watches.record(report, feature: feature, kind, title: title, length: length)
        } catch is WatchRefusal {
            throw HTTPError(.badRequest)
        }
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }
}
