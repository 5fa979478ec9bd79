import Foundation
import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraViewing
import KinoraWebhooks
import NIOCore

/// The website: every route on one page.
package struct Website: Sendable {
    /// What grown-ups find. Handlers ask `shelves(_:)`.
    private let everything: Shelves
    let desk: any JobDesk
    let watching: Watching
    let corrector: Corrector
    /// Where owners choose pictures; nil in a house that makes none.
    let studio: PictureStudio?
    let uploads = UploadTurns()
    let playing = AddressMemory()
    let accounts: Accounts
    /// Nil in a house that recommends nothing.
    let recommending: Recommending?
    /// Nil where nothing can be sold.
    let billing: Billing?
    /// Nil where this machine has no tool that makes PDF.
    let printer: (any PaperPrinter)?
    /// The path of the style sheet of what is printed.
    let paperStyle: String
    /// What the owner's programs are told; nil in a house that tells nobody.
    let webhooks: Webhooks?
    let pages: PageRenderer
    /// First pages as they were last made; nil in front of a store that tells of changes late.
    let keptHomes: KeptHomes?
    private let presses: [String: CardPress]
    let events: EventStream
    let libraries: [String]
    /// Which rows stand on the first page.
    var homePlan: HomePlanBook { everything.homePlan }
    let screenings: ScreeningBook
    let audience = ScreeningAudience()
    /// By which clock evenings are planned.
    let zone: TimeZone
    /// How full the disks are that Kinora uses.
    let disks: @Sendable () async -> [DiskSpace]
    /// In the language of the page that is being made.
    var words: Words { .current }
    var press: CardPress { presses[words(.languageTag)] ?? anyPress }
    private let anyPress: CardPress

    /// Reads templates and assets.
    /// - Parameters:
    ///   - libraries: the folders that a first visitor is told to put films into.
    /// - Throws: a `Complaint` when the website's own files are missing or unreadable.
    package init(
        shelves: Shelves, desk: any JobDesk, watching: Watching, corrector: Corrector, studio: PictureStudio? = nil, accounts: Accounts,
        recommending: Recommending? = nil, billing: Billing? = nil, printer: (any PaperPrinter)? = nil, webhooks: Webhooks? = nil,
        libraries: [String], screenings: ScreeningBook, zone: TimeZone = .gmt,
        disks: @escaping @Sendable () async -> [DiskSpace] = { [] }, folder: SiteFolder = .bundled
    ) throws {
        everything = shelves
        keptHomes = KeptHomes(shelves, time: accounts.time)
        self.desk = desk
        self.watching = watching
        self.corrector = corrector
        self.studio = studio
        self.accounts = accounts
        self.recommending = recommending
        self.billing = billing
        self.printer = printer
        paperStyle = folder.assets.appending(path: "paper.css").path(percentEncoded: false)
        self.webhooks = webhooks
        self.libraries = libraries
        self.disks = disks
        self.screenings = screenings
        self.zone = zone
        let templates = try Templates(folder)
        let presses = try Words.all.map { ($0(.languageTag), try CardPress(templates, $0)) }
        anyPress = presses[0].1
        self.presses = Dictionary(uniqueKeysWithValues: presses)
        let providers = corrector.providers
        pages = PageRenderer(
            templates: templates, assets: try Assets(folder),
            attributions: { words in providers.compactMap { Self.attribution($0, words) } }, sells: { billing?.isKnownToSell == true })
        events = EventStream(desk)
    }

    /// TMDB's terms of use, and OMDb's licence, ask for it.
    private static func attribution(_ provider: Origin, _ words: Words) -> String? {
        switch provider {
        case .tmdb: words(.attributionTMDB)
        case .omdb: words(.attributionOMDb)
        default: nil
        }
    }

    /// The addresses at which players say that they play, and ask to go on: nobody should have to stop watching because nothing can be changed.
    package static let toldByPlayers: Set<String> = Set(
        [Place.Pattern.watched, .stream, .leaveStream].map(\.rawValue))

    /// How errors look; for the gate.
    package var problems: any ProblemAnswer { Problems(pages: pages) }

    package var routes: [Route] { everyRoute.map { $0.around(Self.inTheLanguageOfTheVisitor) } }

    private var everyRoute: [Route] {
        [
            at(.get, .home, for: .viewer, home),
            at(.get, .films, for: .viewer, films),
            at(.get, .film, for: .viewer, film),
            at(.get, .seriesDirectory, for: .viewer, seriesDirectory),
            at(.get, .series, for: .viewer, series),
            at(.get, .season, for: .viewer, season),
            at(.get, .saidInFilm, for: .viewer, saidInFilm),
            at(.get, .saidInSeason, for: .viewer, saidInSeason),
            at(.get, .search, for: .viewer, search),
            at(.get, .suggestions, for: .viewer, searchSuggestions),
            at(.get, .person, for: .viewer, person),
            at(.get, .collection, for: .viewer, collection),
            at(.get, .collections, for: .viewer, collections),
            at(.get, .homeRows, for: .right(.editCatalogue), homeRows),
            at(.post, .homeRows, for: .right(.editCatalogue), changeHomeRows),
            at(.get, .watchFilm, for: .viewer, watchFilm),
            at(.get, .watchEpisode, for: .viewer, watchEpisode),
            at(.get, .watchExtra, for: .viewer, watchExtra),
            at(.post, .watched, for: .viewer, watched),
            at(.post, .stream, for: .viewer, renewStream),
            at(.post, .leaveStream, for: .viewer, leaveStream),
            at(.get, .elsewhere, for: .viewer, elsewhere),
            at(.post, .elsewhere, for: .viewer, makeAddress),
            at(.post, .endAddresses, for: .viewer, endAddresses),
            at(.post, .mark, for: .viewer, mark),
            at(.post, .notForMe, for: .viewer, sayNotForMe),
            at(.get, .taste, for: .viewer, taste),
            at(.post, .taste, for: .viewer, correctTaste),
            at(.post, .tasteSwitch, for: .accountHolder, switchRecommendations),
            at(.get, .myList, for: .viewer, myList),
            at(.post, .myList, for: .viewer, changeMyList),
            at(.get, .history, for: .viewer, history),
            at(.post, .historyRemove, for: .viewer, removeFromHistory),
            at(.post, .historyClear, for: .viewer, clearHistory),
            at(.get, .dashboard, for: .right(.runHouse), dashboard),
            at(.get, .recommended, for: .right(.runHouse), recommended),
            at(.get, .graph, for: .right(.runHouse), graph),
            at(.get, .preparation, for: .right(.runPreparation), preparation),
            at(.get, .preparationEvents, for: .right(.runPreparation), preparationEvents),
            at(.post, .preparationPauseAll, for: .right(.runPreparation), pauseAll),
            at(.post, .preparationResumeAll, for: .right(.runPreparation), resumeAll),
            at(.post, .job, for: .right(.runPreparation), changeJob),
            at(.get, .naming, for: .right(.editCatalogue), naming),
            at(.post, .correctNaming, for: .right(.editCatalogue), correctNaming),
            at(.post, .takeBackNaming, for: .right(.editCatalogue), takeBackNaming),
            at(.post, .chooseTitle, for: .right(.editCatalogue), chooseTitle),
            at(.get, .editTitle, for: .right(.editCatalogue), edit),
            at(.post, .editTitle, for: .right(.editCatalogue), keepEdit),
            at(.post, .makeAutomatic, for: .right(.editCatalogue), makeAutomatic),
            at(.get, .merging, for: .right(.editCatalogue), showMerging),
            at(.post, .merging, for: .right(.editCatalogue), merge),
            at(.get, .pictures, for: .right(.editCatalogue), showPictures),
            at(.post, .pictures, for: .right(.editCatalogue), changePictures),
            at(.post, .pictureUpload, for: .right(.editCatalogue), sendPicture),
            at(.get, .assets, for: .anyone, asset),
            at(.get, .favicon, for: .anyone, favicon),
            at(.get, .robots, for: .anyone, robots),
        ] + signInRoutes + joiningRoutes + accountRoutes + passwordRoutes + secondFactorRoutes
            + passkeyRoutes + passkeySignInRoutes + televisionRoutes + identityRoutes + memberRoutes + familyRoutes + dataRoutes
            + paymentRoutes + sellingRoutes + webhookRoutes + screeningRoutes
    }

    private func at(
        _ method: HTTPRequest.Method, _ pattern: Place.Pattern, for rule: AccessRule, _ handler: @escaping Route.Handler
    ) -> Route {
        Route(method, pattern.rawValue, for: rule, handler)
    }
}

// MARK: What can be watched

extension Website {
    /// What whoever asks may find; the only way to titles.
    func shelves(_ visitor: Visitor) throws -> Shelves { try shelves(at: visitor.signedIn().ageLimit) }

    /// What a viewer of an age may find; nil for grown-ups.
    func shelves(at ageLimit: Int?) -> Shelves { everything.seen(at: ageLimit) }

    private func films(_ request: Request, _ visitor: Visitor) async throws -> Response {
        var page = try await DirectoryPageView.films(
            shelves(visitor).settled(), DirectoryChoice(FormFields(request.uri.query)), watching.history,
            profile: visitor.viewer().profile, press(visitor))
        page.collections = Place.collections(page: 1).address
        return try pages.response("directory", page, title: page.title, section: .films, for: visitor)
    }

    private func seriesDirectory(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let page = try await DirectoryPageView.series(
            shelves(visitor).settled(), DirectoryChoice(FormFields(request.uri.query)), watching.history,
            profile: visitor.viewer().profile, press(visitor))
        return try pages.response("directory", page, title: page.title, section: .series, for: visitor)
    }

    private func film(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = try visitor.parameters.require("film")
        guard let film = try await shelves(visitor).film(FilmID(id)) else { throw Refusal.notFound }
        guard film.id == id else { return Self.leadOn(to: .film(FilmID(film.id))) }
        let early = film.value.early.map { JobID($0.job) }
        let job = if let early { try await desk.job(early) } else { nil as Stored<Job>? }
        if request.headers[.accept] == "application/json" { return try GrowthNotice(film.value, job?.value, words).response() }
        let progress = try await watching.history.progress(
            ofFirst: [film.id] + film.value.aliases, by: visitor.viewer().profile)
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

    private func series(_ request: Request, _ visitor: Visitor) async throws -> Response {
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

    private func season(_ request: Request, _ visitor: Visitor) async throws -> Response {
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

    private func search(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let page = try await SearchPage(shelves(visitor), text: FormFields(request.uri.query)["q"], press(visitor)) { text in
            try await said(text, visitor)
        }
        return try pages.response("search", page, title: page.heading, section: .search, for: visitor)
    }

    private func searchSuggestions(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let found = try await SearchSuggestions(shelves(visitor), text: FormFields(request.uri.query)["q"], press)
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "private, no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(found.lines))))
    }

    private func person(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let shelf = try await shelves(visitor).person(PersonID(visitor.parameters.require("person"))) else {
            throw Refusal.notFound
        }
        let page = try await PersonPage(shelf, press(visitor))
        return try pages.response("person", page, title: page.name, section: .none, for: visitor)
    }

    private func watchFilm(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = try visitor.parameters.require("film")
        guard let film = try await shelves(visitor).film(FilmID(id)),
            let showing = Showing(Self.version(request), of: film.value.versions, or: film.value.early)
        else { throw Refusal.notFound }
        guard film.id == id else { return Self.leadOn(to: .watchFilm(FilmID(film.id), version: Self.version(request))) }
        return try await watch(WatchedFeature(film), showing, section: .films, request, visitor) { marks, memory in
            WatchPage(film, showing, marks, memory, words)
        }
    }

    private func watchEpisode(_ request: Request, _ visitor: Visitor) async throws -> Response {
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

    private func watchExtra(_ request: Request, _ visitor: Visitor) async throws -> Response {
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
            let progress = isHistoryOff ? nil : try await watching.history.progress(ofFirst: feature.names, by: watcher.profile)
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

    /// To the title that took in the one that was asked for. Not for ever: they can be parted again.
    private static func leadOn(to place: Place) -> Response {
        Response(status: .found, headers: [.location: place.address, .cacheControl: "no-store"])
    }

    private static func version(_ request: Request) -> PackageID? {
        FormFields(request.uri.query)["version"].map { PackageID($0) }
    }
}

// MARK: Preparation

extension Website {
    private func preparation(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let page = PreparationPage(board: try await JobBoard(desk, words), names: try await NamesBoard(corrector, words))
        return try pages.response("preparation", page, title: words(.preparation), section: .preparation, for: visitor)
    }

    private func preparationEvents(_ request: Request, _ visitor: Visitor) async throws -> Response {
        events.answer(to: request, in: words)
    }

    private func pauseAll(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await desk.pauseAll(true)
        return Response(status: .seeOther, headers: [.location: Place.preparation.address])
    }

    private func resumeAll(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await desk.pauseAll(false)
        return Response(status: .seeOther, headers: [.location: Place.preparation.address])
    }

    private func changeJob(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let action = visitor.parameters.get("action", as: JobAction.self) else { throw Refusal.notFound }
        do {
            try await desk.perform(action, on: JobID(visitor.parameters.require("job")))
        } catch let error as any Complaint {
            throw Refusal.conflict(words.said(error))
        }
        return Response(status: .seeOther, headers: [.location: Place.preparation.address])
    }
}

// MARK: The rest

extension Website {
    private func asset(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let asked = try visitor.parameters.require("version")
        return try pages.assets.answer(visitor.parameters.getCatchAll().joined(separator: "/"), version: asked, to: request)
    }

    private func favicon(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try pages.assets.answer("icon.svg", version: "", to: request)
    }

    /// A private collection is nobody's to index.
    private func robots(_ request: Request, _ visitor: Visitor) async throws -> Response {
        Self.text("User-agent: *\nDisallow: /\n", "text/plain; charset=utf-8")
    }

    private static func text(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
