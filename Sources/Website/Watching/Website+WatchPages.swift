import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraViewing

/// The pages on which something is played.
extension Website {
    func watchFilm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = try visitor.parameters.require("film")
        guard let film = try await shelves(visitor).film(FilmID(id)),
            let showing = Showing(Self.version(request), of: film.value.versions, or: film.value.early)
        else { throw Refusal.notFound }
        guard film.id == id else { return Self.leadOn(to: .watchFilm(FilmID(film.id), version: Self.version(request))) }
        return try await watch(WatchedFeature(film), showing, section: .films, request, visitor) { marks, memory in
            WatchPage(film, showing, marks, memory, words)
        }
    }

    func watchEpisode(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = try visitor.parameters.require("episode")
        guard let episode = try await shelves(visitor).episode(EpisodeID(id)),
            let series = try await shelves(visitor).series(episode.value.series),
            let showing = Showing(Self.version(request), of: episode.value.versions, or: episode.value.early)
        else { throw Refusal.notFound }
        guard episode.id == id else { return Self.leadOn(to: .watchEpisode(EpisodeID(episode.id), version: Self.version(request))) }
        let next = try await shelves(visitor).next(after: episode.value)
        return try await watch(WatchedFeature(episode), showing, section: .series, request, visitor) { marks, memory in
            WatchPage(episode, of: series.value, showing, marks, memory, next: next, words)
        }
    }

    func watchExtra(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let shown = try await shelves(visitor).extra(ExtraID(visitor.parameters.require("extra"))),
            let showing = Showing(nil, of: shown.extra.value.versions, or: nil)
        else { throw Refusal.notFound }
        return try await watch(WatchedFeature(shown), showing, section: .films, request, visitor) { _, memory in
            WatchPage(shown, showing, memory, words)
        }
    }

    /// Asks whether the viewer may play it; with the page comes the right to the bytes, or the page says why not.
    private func watch(
        _ feature: WatchedFeature, _ showing: Showing, section: Scene.Section, _ request: Request, _ visitor: Visitor,
        _ page: (Marks?, ViewingMemory) -> WatchPage
    ) async throws -> Response {
        let seating = try await seating(request, feature, visitor)
        if case .elsewhere(let address) = seating { return goOn(to: address) }
        let watcher = try await watcher(visitor)
        switch try await admit(watcher, to: feature, showing.subject, begins: true, visitor) {
        case .refused(let denial): return try refusalPage(denial, visitor)
        case .admitted(let grant):
            if feature.kind.isRemembered { try noteStart(feature.title, visitor) }
            let isHistoryOff = try await watching.desk.isHistoryOff(profile: watcher.profile) || !feature.kind.isRemembered
            let progress = isHistoryOff ? nil : try await watching.history.progress(joined: feature.names, by: watcher.profile)
            let memory = ViewingMemory(profile: watcher.profile, isKept: !isHistoryOff, progress, at: accounts.time.now)
            var page = page(try await marks(of: showing, visitor), memory)
            page.wishes = try await wishes(visitor)
            if case .seat(let seat) = seating { page.take(seat) }
            if case .package = showing.subject, feature.kind != .extra { page.elsewhere = try await elsewhereAddress(feature) }
            let title = section == .films ? page.title : "\(page.title) · \(page.subtitle)"
            var response = try pages.response("watch", page, title: title, section: section, for: visitor)
            response.headers[.cacheControl] = "no-store"
            response.headers.append(grant.cookie)
            return response
        }
    }

    private func marks(of showing: Showing, _ visitor: Visitor) async throws -> Marks? {
        guard let playable = showing.playable else { return nil }
        return try await shelves(visitor).marks(of: playable)
    }

    private static func version(_ request: Request) -> PackageID? {
        FormFields(request.uri.query)["version"].map { PackageID($0) }
    }
}
