import Hummingbird
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraViewing
import Testing

@testable import KinoraWebsite

@Suite("Every address is a value")
struct PlaceTests {
    private static let places: [(Place, Place.Pattern)] = [
        (.home, .home), (.films(DirectoryChoice()), .films), (.films(DirectoryChoice(order: .year, genre: "Crime & Co?", page: 3)), .films),
        (.film(FilmID("a")), .film), (.seriesDirectory(DirectoryChoice()), .seriesDirectory), (.series(SeriesID("a")), .series),
        (.season(SeriesID("a"), 0), .season), (.search("a b&c"), .search),
        (.suggestions("a b"), .suggestions), (.person(PersonID("a")), .person), (.watchFilm(FilmID("a"), version: nil), .watchFilm),
        (.watchFilm(FilmID("a"), version: PackageID("b")), .watchFilm), (.watchEpisode(EpisodeID("a"), version: nil), .watchEpisode),
        (.watchExtra(ExtraID("a")), .watchExtra),
        (.watched(.film, "a"), .watched), (.stream(.episode, "a"), .stream), (.leaveStream(.film, "a"), .leaveStream),
        (.mark(.film, "a"), .mark), (.history(page: 2), .history), (.historyRemove(.film, "a"), .historyRemove),
        (.historyClear, .historyClear), (.myList(page: 2), .myList), (.collection(CollectionID("a")), .collection),
        (.edit(.film(FilmID("a"))), .editTitle), (.makeAutomatic(.series(SeriesID("a"))), .makeAutomatic),
        (.notForMe(.film(FilmID("a"))), .notForMe),
        (.naming("a"), .naming), (.correctNaming("a"), .correctNaming), (.takeBackNaming("a"), .takeBackNaming),
        (.chooseTitle("film-a"), .chooseTitle),
        (.saidInFilm(FilmID("a"), "x & y"), .saidInFilm), (.saidInSeason(SeriesID("a"), 1, "x"), .saidInSeason),
        (.filmMoment(FilmID("a"), version: nil, 61_500), .watchFilm),
        (.episodeMoment(EpisodeID("a"), version: PackageID("b"), 0), .watchEpisode),
        (.preparation, .preparation), (.preparationEvents, .preparationEvents), (.job(JobID("a"), .retry), .job),
    ]

    @Test func everyPlaceIsServedByItsRoute() async throws {
        let patterns = Set(try await SampleHouse().website.routes.map(\.path))

        for (place, pattern) in Self.places {
            let path = place.address.split(separator: "?")[0]
            #expect(Self.fits(path, pattern.rawValue), "\(place.address) and \(pattern.rawValue)")
            #expect(patterns.contains(pattern.rawValue))
        }
    }

    @Test func everyPatternHasARoute() async throws {
        let routes = try await SampleHouse().website.routes
        let patterns = routes.map(\.path)

        #expect(Set(patterns).isSuperset(of: Place.Pattern.allCases.map(\.rawValue)))
        #expect(Set(patterns).isSuperset(of: AccountPlace.Pattern.allCases.map(\.rawValue)))
        #expect(Set(patterns).isSuperset(of: ProfilePlace.Pattern.allCases.map(\.rawValue)))
        #expect(Set(patterns).isSuperset(of: DataPlace.Pattern.allCases.map(\.rawValue)))
        #expect(routes.count == Set(routes.map { "\($0.method) \($0.path)" }).count)
    }

    @Test func whatIsFilledInIsEncoded() {
        #expect(Place.search("a&b=c d/é").address == "/search?q=a%26b%3Dc%20d%2F%C3%A9")
        #expect(Place.film(FilmID("../x?y")).address == "/films/..%2Fx%3Fy")
        #expect(Place.insidePackage(PackageID("ab"), "text/a b.vtt").address == "/media/ab/text/a%20b.vtt")
    }

    @Test func aChoiceSurvivesItsAddress() {
        let choice = DirectoryChoice(
            order: .year, genre: "Sci-Fi & Fantasy", decade: 1990, country: "Côte d’Ivoire", language: "fr", length: .veryLong, age: 12,
            isUnwatched: true, page: 4)
        let query = Place.films(choice).address.split(separator: "?").last.map(String.init)

        #expect(DirectoryChoice(FormFields(query)) == choice)
        #expect(DirectoryChoice(FormFields("order=nonsense&page=minus")) == DirectoryChoice())
        #expect(DirectoryChoice(FormFields("decade=x&age=-1&length=nonsense&unwatched=perhaps")) == DirectoryChoice())
        #expect(DirectoryChoice(FormFields("page=99999999")).page == DirectoryChoice.lastPage)
    }

    private static func fits(_ path: Substring, _ pattern: String) -> Bool {
        let steps = path.split(separator: "/")
        let wanted = pattern.split(separator: "/")
        return steps.count == wanted.count && zip(steps, wanted).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
    }
}
