import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import KinoraViewing

/// Directories, and the pages of titles and people.
extension Website {
    func films(_ request: Request, _ visitor: Visitor) async throws -> Response {
        var page = try await DirectoryPageView.films(
            shelves(visitor).settled(), DirectoryChoice(FormFields(request.uri.query)), watching.history,
            profile: visitor.viewer().profile, press(visitor))
        page.collections = Place.collections(page: 1).address
        return try pages.response("directory", page, title: page.title, section: .films, for: visitor)
    }

    func seriesDirectory(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let page = try await DirectoryPageView.series(
            shelves(visitor).settled(), DirectoryChoice(FormFields(request.uri.query)), watching.history,
            profile: visitor.viewer().profile, press(visitor))
        return try pages.response("directory", page, title: page.title, section: .series, for: visitor)
    }

    func film(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = try visitor.parameters.require("film")
        guard let film = try await shelves(visitor).film(FilmID(id)) else { throw Refusal.notFound }
        guard film.id == id else { return Self.leadOn(to: .film(FilmID(film.id))) }
        let early = film.value.early.map { JobID($0.job) }
        let job = if let early { try await desk.job(early) } else { nil as Stored<Job>? }
        if request.headers[.accept] == "application/json" { return try GrowthNotice(film.value, job?.value, words).response() }
        let progress = try await watching.history.progress(
            joined: [film.id] + film.value.aliases, by: visitor.viewer().profile)
        let offers = try await offers(WatchedFeature(film), visitor)
        let closed = watching.permission.closed(WatchedFeature(film).listing) ?? (offers == nil ? nil : .notPaid)
        try noteOpening(film.id, request, visitor)
        var page = FilmPage(film, job?.value, closed: closed, progress, words)
        page.offers = offers ?? []
        page.show(try await shelves(visitor).extras(of: FilmID(film.id)), isClosed: closed != nil, words)
        page.suggestions = try await suggestions(for: .film(FilmID(film.id)), visitor)
        if let collection = film.value.description.collectionID {
            page.collection = try await CollectionPage.row(shelves(visitor).collection(collection), without: film.id, press(visitor))
        }
        page.edit = try editAddress(.film(FilmID(film.id)), visitor)
        if closed == nil { page.elsewhere = try await elsewhereAddress(WatchedFeature(film)) }
        page.graph = try graphAddress(film.id, visitor)
        if closed == nil { page.saidForm = try saidForm(.saidInFilm(FilmID(film.id), ""), film.value.versions, visitor) }
        page.listButton = try await listButton(.film(FilmID(film.id)), visitor)
        if !film.value.versions.isEmpty { page.screen = try await screenAddress(.init(.film, film.id, length: 0), visitor) }
        return try pages.response("film", page, title: page.banner.title, section: .films, for: visitor)
    }

    func series(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = SeriesID(try visitor.parameters.require("series"))
        guard let series = try await shelves(visitor).series(id) else { throw Refusal.notFound }
        guard series.id == id.rawValue else { return Self.leadOn(to: .series(SeriesID(series.id))) }
        let progress = try await watching.history.progress(within: [series.id] + series.value.aliases, by: visitor.viewer().profile)
        try noteOpening(series.id, request, visitor)
        var page = SeriesPage(
            series, try await shelves(visitor).seasons(of: id), progress,
            mayEdit: try visitor.signedIn().may(.editCatalogue), goesElsewhere: try await accounts.rules.rules().areAddressesOff != true,
            press)
        page.show(try await shelves(visitor).extras(of: id), words)
        page.suggestions = try await suggestions(for: .series(id), visitor)
        page.edit = try editAddress(.series(id), visitor)
        page.offers = try await offers([.series(id)], visitor) ?? []
        page.graph = try graphAddress(series.id, visitor)
        page.listButton = try await listButton(.series(id), visitor)
        return try pages.response("series", page, title: page.banner.title, section: .series, for: visitor)
    }

    func season(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = SeriesID(try visitor.parameters.require("series"))
        guard let number = visitor.parameters.get("season", as: Int.self), let series = try await shelves(visitor).series(id) else {
            throw Refusal.notFound
        }
        guard series.id == id.rawValue else {
            let taken = series.value.absorbed.first { $0.id == id.rawValue }
            return Self.leadOn(to: .season(SeriesID(series.id), number == 0 ? 0 : taken?.season ?? number))
        }
        let seasons = try await shelves(visitor).seasons(of: id)
        guard
            var page = SeasonPage(
                series, seasons, number: number,
                try await watching.history.progress(within: [series.id] + series.value.aliases, by: visitor.viewer().profile),
                mayEdit: try visitor.signedIn().may(.editCatalogue),
                goesElsewhere: try await accounts.rules.rules().areAddressesOff != true, words)
        else { throw Refusal.notFound }
        page.offers = try await offers([.season(id, number), .series(id)], visitor) ?? []
        let versions = seasons.first { $0.number == number }?.episodes.flatMap(\.value.versions) ?? []
        page.saidForm = try saidForm(.saidInSeason(id, number, ""), versions, visitor)
        if try await maySet(visitor) { page.offerScreenings() }
        if studio != nil, try visitor.signedIn().may(.editCatalogue) { page.pictures = Place.pictures(.season(id, number)).address }
        return try pages.response("season", page, title: "\(page.series.label) · \(page.title)", section: .series, for: visitor)
    }

    func person(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let shelf = try await shelves(visitor).person(PersonID(visitor.parameters.require("person"))) else {
            throw Refusal.notFound
        }
        let page = try await PersonPage(shelf, press(visitor))
        return try pages.response("person", page, title: page.name, section: .none, for: visitor)
    }

    /// To the title that took in the one that was asked for. Not for ever: they can be parted again.
    static func leadOn(to place: Place) -> Response {
        Response(status: .found, headers: [.location: place.address, .cacheControl: "no-store"])
    }
}
