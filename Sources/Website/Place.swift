import Foundation
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraViewing

/// Every address of the website as a value: pages link with it, routes are registered with its patterns, so a dead link does not compile.
package enum Place: Hashable, Sendable {
    case home
    case films(DirectoryChoice)
    case film(FilmID)
    case seriesDirectory(DirectoryChoice)
    case series(SeriesID)
    case season(SeriesID, Int)
    case search(String)
    /// Where something is said in a film, and in the episodes of a season.
    case saidInFilm(FilmID, String)
    case saidInSeason(SeriesID, Int, String)
    /// The player at a moment, in milliseconds from the beginning, whatever was watched before.
    case filmMoment(FilmID, version: PackageID?, Int64)
    case episodeMoment(EpisodeID, version: PackageID?, Int64)
    /// What may be meant by what was typed so far, for a script.
    case suggestions(String)
    case person(PersonID)
    case collection(CollectionID)
    case collections(page: Int)
    /// Where an owner says which rows stand on the first page.
    case homeRows
    case watchFilm(FilmID, version: PackageID?)
    case watchEpisode(EpisodeID, version: PackageID?)
    case watchExtra(ExtraID)
    /// Where the player tells what was watched, and plays on.
    case watched(FeatureKind, String)
    /// Where a player that comes back asks for the right to play, and gives its place back.
    case stream(FeatureKind, String)
    case leaveStream(FeatureKind, String)
    /// Where a viewer copies addresses of a film for players outside the browser, and ends all of them.
    case elsewhere(FeatureKind, String)
    case endAddresses
    /// Where a viewer says that something was watched, or was not.
    case mark(FeatureKind, String)
    /// Where a viewer says that a title is not to be recommended, or is after all.
    case notForMe(TitleName)
    /// What Kinora takes for the viewer's taste; corrections are sent there too.
    case taste
    /// Where a profile's recommendations are turned on or off.
    case tasteSwitch
    /// The viewer's list; the buttons that change it send there too.
    case myList(page: Int)
    case history(page: Int)
    case historyRemove(FeatureKind, String)
    case historyClear
    /// How the house stands.
    case dashboard
    /// What becomes of recommended titles.
    case recommended
    /// The graph of recommendations around a title.
    case graph(String)
    case preparation
    case preparationEvents
    /// Pauses everything, or lets it go on.
    case preparationPause(Bool)
    case job(JobID, JobAction)
    /// The form “What is this?” about a source.
    case naming(String)
    case correctNaming(String)
    case takeBackNaming(String)
    /// Where the owner says which of several titles a film or a series is.
    case chooseTitle(String)
    /// The form about what a title is about, where it is kept, and where everything in it is made automatic again.
    case edit(Subject)
    case makeAutomatic(Subject)
    /// Where an owner says that two titles are one, and parts them again; with what the other one is called, while it is looked for.
    case merging(Subject, String?)
    /// Where an owner sees what pictures a title could have and chooses among them, and where a picture of the owner's own is sent.
    case pictures(Subject)
    case pictureUpload(Subject)
    /// A file of the artwork's.
    case artwork(String)
    case insidePackage(PackageID, String)
    /// Of a package that is watched while it is made; by its job.
    case insideEarly(String, String)

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case home = "/"
        case films = "/films"
        case film = "/films/{film}"
        case seriesDirectory = "/series"
        case series = "/series/{series}"
        case season = "/series/{series}/season/{season}"
        case search = "/search"
        case saidInFilm = "/films/{film}/said"
        case saidInSeason = "/series/{series}/season/{season}/said"
        case suggestions = "/search/suggestions"
        case person = "/people/{person}"
        case collection = "/collections/{collection}"
        case collections = "/collections"
        case homeRows = "/home-rows"
        case watchFilm = "/watch/film/{film}"
        case watchEpisode = "/watch/episode/{episode}"
        case watchExtra = "/watch/extra/{extra}"
        case watched = "/watched/{kind}/{feature}"
        case stream = "/stream/{kind}/{feature}"
        case leaveStream = "/stream/{kind}/{feature}/leave"
        case elsewhere = "/elsewhere/{kind}/{feature}"
        case endAddresses = "/elsewhere/end"
        case mark = "/mark/{kind}/{feature}"
        case taste = "/taste"
        case tasteSwitch = "/taste/recommendations"
        case notForMe = "/not-for-me/{title}"
        case myList = "/my-list"
        case history = "/history"
        case historyRemove = "/history/{kind}/{feature}/remove"
        case historyClear = "/history/clear"
        case dashboard = "/dashboard"
        case recommended = "/dashboard/recommendations"
        case graph = "/dashboard/graph/{title}"
        case preparation = "/preparation"
        case preparationEvents = "/preparation/events"
        case preparationPauseAll = "/preparation/pause"
        case preparationResumeAll = "/preparation/resume"
        case job = "/preparation/{job}/{action}"
        case naming = "/names/{source}"
        case correctNaming = "/names/{source}/correct"
        case takeBackNaming = "/names/{source}/take-back"
        case chooseTitle = "/titles/{title}/choose"
        case editTitle = "/edit/{title}"
        case makeAutomatic = "/edit/{title}/automatic"
        case merging = "/merge/{title}"
        case pictures = "/pictures/{title}"
        case pictureUpload = "/pictures/{title}/upload"
        case assets = "/assets/{version}/**"
        case favicon = "/favicon.ico"
        case robots = "/robots.txt"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .home: "/"
        case .films(let choice): "/films" + Self.query(choice)
        case .film(let id): "/films/" + Self.encode(id.rawValue)
        case .seriesDirectory(let choice): "/series" + Self.query(choice)
        case .series(let id): "/series/" + Self.encode(id.rawValue)
        case .season(let id, let number): "/series/\(Self.encode(id.rawValue))/season/\(number)"
        case .search(let text): "/search" + Self.query([("q", text)])
        case .saidInFilm(let id, let text): "/films/\(Self.encode(id.rawValue))/said" + Self.query([("q", text)])
        case .saidInSeason(let id, let number, let text):
            "/series/\(Self.encode(id.rawValue))/season/\(number)/said" + Self.query([("q", text)])
        case .filmMoment(let id, let version, let moment):
            "/watch/film/" + Self.encode(id.rawValue) + Self.query([("version", version?.rawValue), ("t", Self.seconds(moment))])
        case .episodeMoment(let id, let version, let moment):
            "/watch/episode/" + Self.encode(id.rawValue) + Self.query([("version", version?.rawValue), ("t", Self.seconds(moment))])
        case .suggestions(let text): "/search/suggestions" + Self.query([("q", text)])
        case .collections(let page): "/collections" + Self.query([("page", page == 1 ? nil : String(page))])
        case .homeRows: "/home-rows"
        case .collection(let id): "/collections/" + Self.encode(id.rawValue)
        case .person(let id): "/people/" + Self.encode(id.rawValue)
        case .watchFilm(let id, let version): "/watch/film/" + Self.encode(id.rawValue) + Self.query([("version", version?.rawValue)])
        case .watchEpisode(let id, let version): "/watch/episode/" + Self.encode(id.rawValue) + Self.query([("version", version?.rawValue)])
        case .watchExtra(let id): "/watch/extra/" + Self.encode(id.rawValue)
        case .watched(let kind, let feature): "/watched/\(kind.rawValue)/\(Self.encode(feature))"
        case .stream(let kind, let feature): "/stream/\(kind.rawValue)/\(Self.encode(feature))"
        case .leaveStream(let kind, let feature): "/stream/\(kind.rawValue)/\(Self.encode(feature))/leave"
        case .elsewhere(let kind, let feature): "/elsewhere/\(kind.rawValue)/\(Self.encode(feature))"
        case .endAddresses: "/elsewhere/end"
        case .mark(let kind, let feature): "/mark/\(kind.rawValue)/\(Self.encode(feature))"
        case .taste: "/taste"
        case .tasteSwitch: "/taste/recommendations"
        case .notForMe(let title): "/not-for-me/" + Self.encode(title.id)
        case .myList(let page): "/my-list" + Self.query([("page", page == 1 ? nil : String(page))])
        case .history(let page): "/history" + Self.query([("page", page == 1 ? nil : String(page))])
        case .historyRemove(let kind, let feature): "/history/\(kind.rawValue)/\(Self.encode(feature))/remove"
        case .historyClear: "/history/clear"
        case .dashboard: "/dashboard"
        case .recommended: "/dashboard/recommendations"
        case .graph(let title): "/dashboard/graph/" + Self.encode(title)
        case .preparation: "/preparation"
        case .preparationEvents: "/preparation/events"
        case .preparationPause(let isPaused): isPaused ? "/preparation/pause" : "/preparation/resume"
        case .job(let id, let action): "/preparation/\(Self.encode(id.rawValue))/\(action.rawValue)"
        case .naming(let source): "/names/" + Self.encode(source)
        case .correctNaming(let source): "/names/\(Self.encode(source))/correct"
        case .takeBackNaming(let source): "/names/\(Self.encode(source))/take-back"
        case .chooseTitle(let title): "/titles/\(Self.encode(title))/choose"
        case .edit(let subject): "/edit/" + Self.encode(subject.name)
        case .makeAutomatic(let subject): "/edit/\(Self.encode(subject.name))/automatic"
        case .merging(let subject, let text): "/merge/" + Self.encode(subject.name) + Self.query([("q", text)])
        case .pictures(let subject): SharedAddresses.pictures + "/" + Self.encode(subject.name)
        case .pictureUpload(let subject): SharedAddresses.pictures + "/\(Self.encode(subject.name))/upload"
        case .artwork(let file): SharedAddresses.artwork + "/" + Self.encode(file)
        case .insidePackage(let package, let path): Self.inside(SharedAddresses.media, package.rawValue, path)
        case .insideEarly(let job, let path): Self.inside(SharedAddresses.early, job, path)
        }
    }

    /// With a tenth, never later than the moment.
    private static func seconds(_ milliseconds: Int64) -> String {
        let tenths = max(0, milliseconds) / 100
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func inside(_ root: String, _ name: String, _ path: String) -> String {
        ([root, encode(name)] + path.split(separator: "/").map { encode(String($0)) }).joined(separator: "/")
    }

    private static func query(_ choice: DirectoryChoice) -> String {
        query([
            ("order", choice.order == .title ? nil : choice.order.rawValue), ("genre", choice.genre),
            ("decade", choice.decade.map { String($0) }), ("country", choice.country), ("language", choice.language),
            ("length", choice.length?.rawValue), ("age", choice.age.map { String($0) }), ("unwatched", choice.isUnwatched ? "yes" : nil),
            ("page", choice.page == 1 ? nil : String(choice.page)),
        ])
    }

    private static func query(_ fields: [(String, String?)]) -> String {
        let given = fields.compactMap { name, value in value.map { "\(name)=\(encode($0))" } }
        return given.isEmpty ? "" : "?" + given.joined(separator: "&")
    }

    /// Percent-encodes everything but unreserved characters (RFC 3986 section 2.3).
    private static func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

extension DirectoryChoice {
    /// What an address asks for; what it spells wrongly counts as not asked.
    init(_ fields: FormFields) {
        self.init(
            order: fields["order"].flatMap(Order.init(rawValue:)) ?? .title, genre: fields["genre"].map { $0.onOneLine(atMost: 200) },
            decade: fields["decade"].flatMap { Int($0) }.flatMap { (0...9990).contains($0) ? $0 : nil },
            country: fields["country"].map { $0.onOneLine(atMost: 200) },
            language: fields["language"].map { $0.onOneLine(atMost: 20) }, length: fields["length"].flatMap(Length.init(rawValue:)),
            age: fields["age"].flatMap { Int($0) }.flatMap { (0...99).contains($0) ? $0 : nil }, isUnwatched: fields["unwatched"] == "yes",
            page: fields["page"].flatMap { Int($0) } ?? 1)
    }
}
