import HTTPTypes
import Hummingbird
import KinoraGate
import KinoraKernel

/// Every route on one page: which address is answered by what, and for whom. Rooms with many of their own list them themselves.
extension Website {
    /// The addresses at which players say that they play, and ask to go on: nobody should have to stop watching because nothing can be changed.
    package static let toldByPlayers: Set<String> = Set(
        [Place.Pattern.watched, .stream, .leaveStream].map(\.rawValue))

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
