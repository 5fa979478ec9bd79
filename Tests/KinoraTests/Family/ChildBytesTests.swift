import KinoraAccounts
import KinoraCatalogue
import KinoraDelivery
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import Testing

@testable import Kinora

@Suite("A child's profile and the bytes of films", .timeLimit(.minutes(10)))
struct ChildBytesTests {
    /// What the house answers to a player that asks for the right to the package of a title.
    private func right(to title: String, of film: FilmID, _ browser: Browser) async throws -> Int {
        try await browser.post("/stream/film/\(film)", "subject=package.\(FamilyHouse.package(of: title))").status
    }

    @Test func whatAChildMayNotSeeGivesItNoRightToItsBytes() async throws {
        let house = try await FamilyHouse()
        let kind = try await house.film("Kind Film", "FSK 6")
        let strict = try await house.film("Harbour", "FSK 18")
        let unrated = try await house.film("Of nobody", nil)
        let child = try await house.browser(as: house.child)
        let parent = try await house.browser(as: house.grownUp)

        for (title, film, forChild) in [("Kind Film", kind, 200), ("Harbour", strict, 404), ("Of nobody", unrated, 404)] {
            #expect(try await child.get("/watch/film/\(film)").status == forChild, "\(title)")
            #expect(try await right(to: title, of: film, child) == forChild, "\(title)")
            #expect(try await parent.get("/watch/film/\(film)").status == 200, "\(title)")
            #expect(try await right(to: title, of: film, parent) == 200, "\(title)")
        }
        #expect(try await right(to: "Harbour", of: kind, child) == 404, "a film that it may see opens no other")
    }

    @Test func stillsOfWhatAChildMayNotSeeAreRefusedToo() async throws {
        let house = try await FamilyHouse()
        try await house.film("Kind Film", "FSK 6")
        try await house.film("Harbour", "FSK 18")
        try await house.film("Of nobody", nil)
        let pictures = HousePictures(store: house.store)

        for (title, isForChild) in [("Kind Film", true), ("Harbour", false), ("Of nobody", false), ("Unknown", false)] {
            let package = FamilyHouse.package(of: title)
            #expect(try await pictures.maySee(package: package, house.principal(as: house.child, at: 6)) == isForChild, "\(title)")
            #expect(try await pictures.maySee(package: package, house.principal(as: house.grownUp)), "\(title)")
        }
    }

    @Test func artworkIsForWhoMaySeeATitleThatShowsIt() async throws {
        let house = try await FamilyHouse()
        let kind = try await house.film("Kind Film", "FSK 6")
        let strict = try await house.film("Harbour", "FSK 18")
        let night = try await house.series("Night", "FSK 18")
        let day = try await house.series("Day", "FSK 6")
        func picture(_ name: String) -> Artwork {
            let file = Digest(of: Array(name.utf8)).hex
            return Artwork(
                file: file + ".jpg", width: 600, height: 900,
                sizes: [.init(width: 300, height: 450, webp: file + ".webp", plain: "small" + file)])
        }
        for (film, posters) in [(kind, ["both", "kind"]), (strict, ["both", "strict"])] {
            try await house.editor.describe(film: film) { film in
                var description = film.description
                (description.poster, description.backdrop) = (picture(posters[0]), picture(posters[1]))
                return description
            }
        }
        for (series, name) in [(night.series, "night"), (day.series, "day")] {
            try await house.editor.describe(series: series) { series in
                var description = series.description
                description.logo = picture(name)
                return description
            }
            try await house.editor.place(season: 1, of: series, title: nil, plot: nil, poster: picture(name + " season"))
        }
        let pictures = HousePictures(store: house.store)

        for (name, isForChild) in [
            ("kind", true), ("both", true), ("day", true), ("day season", true), ("strict", false), ("night", false),
            ("night season", false), ("of nothing", false),
        ] {
            for file in picture(name).files {
                #expect(try await pictures.maySee(artwork: file, house.principal(as: house.child, at: 6)) == isForChild, "\(name) \(file)")
                #expect(try await pictures.maySee(artwork: file, house.principal(as: house.grownUp)), "\(name)")
            }
        }
    }

    @Test func whatIsNotThereYetOrNoLongerIsNotPlayed() async throws {
        let house = try await FamilyHouse()
        let film = try await house.film("Kind Film", "FSK 6")
        let browser = try await house.browser(as: house.grownUp)
        let films = Records<Film>(in: house.store)
        func set(from: Moment?, until: Moment?) async throws {
            try await films.change(film.rawValue) { ($0.availableFrom, $0.availableUntil) = (from, until) }
        }

        for (from, until, sentence) in [
            (house.time.now + .seconds(60), nil, "can be watched from"), (nil, house.time.now, "could be watched until"),
        ] as [(Moment?, Moment?, String)] {
            try await set(from: from, until: until)
            let page = try await browser.get("/films/\(film)")
            #expect(page.status == 200 && page.text.contains(sentence) && !page.text.contains("/watch/film/"), "\(sentence)")
            let refusal = try await browser.get("/watch/film/\(film)")
            #expect(refusal.status == 403 && refusal.text.contains(sentence), "\(sentence)")
            #expect(try await right(to: "Kind Film", of: film, browser) == 403)
        }
        try await set(from: house.time.now, until: house.time.now + .seconds(60))
        #expect(try await right(to: "Kind Film", of: film, browser) == 200)
        house.time.advance(by: .seconds(60))
        #expect(try await right(to: "Kind Film", of: film, browser) == 403, "its last moment ends it for who is watching, too")
    }
}
