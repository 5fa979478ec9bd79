import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Screenings on pages", .timeLimit(.minutes(5)))
struct ScreeningPageTests {
    private let house: SampleHouse
    private let film: FilmID

    init() async throws {
        house = try await SampleHouse()
        film = try await house.film(Description(title: "Harbour Lights"))
    }

    private func ask(
        _ address: String, as visitor: SignedIn = SignedIn(), form: String? = nil
    ) async throws -> (status: HTTPResponse.Status, text: String, headers: HTTPFields) {
        let gate = Gate(hosts: .any, isOverTLS: false, admission: Admission(doorkeeper: visitor), problems: house.website.problems)
        let app = Application(router: gate.router(for: house.website.routes))
        return try await app.test(.router) { client in
            var headers: HTTPFields = [.accept: "text/html", HTTPField.Name("Sec-Fetch-Site")!: "same-origin"]
            if form != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
            let answer = try await client.execute(
                uri: address, method: form == nil ? .get : .post, headers: headers, body: form.map { ByteBuffer(string: $0) })
            return (answer.status, String(buffer: answer.body), answer.headers)
        }
    }

    /// Sets a screening that begins in so many seconds, and says where its page is.
    private func set(in seconds: Int, more: String = "&who=all", as visitor: SignedIn = SignedIn()) async throws -> String {
        let at = (house.time.now + .seconds(seconds)).iso8601
        let answer = try await ask(
            "/screenings/new", as: visitor,
            form: "first=film.\(film)&date=\(at.prefix(10))&time=\(at.dropFirst(11).prefix(5))&about=Bring+%3Cb%3Epopcorn%2C+please" + more)
        #expect(answer.status == .seeOther, "\(answer.text)")
        return try #require(answer.headers[.location])
    }

    private func state(_ place: String, as visitor: SignedIn = SignedIn()) async throws -> [String: Any] {
        let answer = try await ask(place + "/state?watching=yes", as: visitor)
        #expect(answer.status == .ok)
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
    }

    @Test func aScreeningIsSetAndStandsOnTheProgrammeAndTheFirstPage() async throws {
        #expect(try await ask(Place.film(film).address).text.contains("/screenings/new?first=film.\(film)"))
        #expect(try await ask("/screenings/new?first=film.\(film)").text.contains("<bdi>Harbour Lights</bdi>"))
        let place = try await set(in: 2 * 3600)

        for address in [place, "/screenings", "/"] {
            let text = try await ask(address).text
            #expect(text.contains("Harbour Lights") && text.contains(place), "\(address)")
            #expect(!text.contains("<b>popcorn"), "\(address)")
        }
        let page = try await ask(place).text
        #expect(page.contains("Bring &lt;b&gt;popcorn, please") && page.contains("(GMT)") && !page.contains("Take your seat"))
        #expect(page.contains("Begin now") && page.contains("/remove"))
        // Far away, the first page is silent.
        house.time.advance(by: .seconds(2 * 3600 + 7000))
        _ = try await set(in: 3 * 86_400)
        #expect(try await !ask("/").text.contains("near-screening"))
    }

    @Test func everybodySeesTheSamePlaceAndTheHostLeads() async throws {
        let place = try await set(in: 3600)
        let guest = SignedIn(role: .guest, profile: "q", member: "g")
        #expect(try await state(place, as: guest)["phase"] as? String == "coming")
        #expect(
            try await ask(Place.watchFilm(film, version: nil).address + "?screening=" + place.dropFirst(12), as: guest).headers[.location]
                == place)

        house.time.advance(by: .seconds(3600))
        let beginning = try await state(place, as: guest)
        #expect(beginning["phase"] as? String == "playing")
        house.time.advance(by: .seconds(600))
        let later = try await state(place, as: guest)
        let (first, second) = (try #require(beginning["position"] as? Int), try #require(later["position"] as? Int))
        #expect(second - first == 600_000)
        let seat = try #require(later["watch"] as? String)
        let player = try await ask(seat, as: guest).text
        #expect(player.contains("data-screening=\"\(place)/state\"") && player.contains("data-screening-host=\"\""))
        #expect(try await ask(place, as: guest).text.contains("Take your seat"))

        #expect(try await ask(place + "/control", as: guest, form: "wish=pause").status == .forbidden)
        #expect(try await ask(place + "/control", form: "wish=pause").status == .seeOther)
        house.time.advance(by: .seconds(60))
        let paused = try await state(place, as: guest)
        #expect(paused["phase"] as? String == "paused" && paused["position"] as? Int == second)
        _ = try await ask(place + "/control", form: "wish=seek&position=12.5")
        _ = try await ask(place + "/control", form: "wish=resume")
        #expect(try await state(place, as: guest)["position"] as? Int == 12_500)
        for form in ["wish=seek&position=nan", "wish=seek", "wish=dance", ""] {
            #expect(try await ask(place + "/control", form: form).status == .badRequest, "\(form)")
        }
        _ = try await ask(place + "/control", form: "wish=end")
        #expect(try await state(place, as: guest)["phase"] as? String == "over")
    }

    @Test func whoWatchesIsCountedAndNotNamed() async throws {
        let place = try await set(in: 60)
        house.time.advance(by: .seconds(60))
        #expect(try await state(place)["people"] as? Int == 1)
        #expect(try await state(place)["people"] as? Int == 1, "the same device")
        #expect(try await ask(place).text.contains("One person watches"))
        house.time.advance(by: .seconds(16))
        #expect(try await !ask(place).text.contains("One person watches"))
    }

    @Test func whoIsNotAskedOrTooYoungFindsNothing() async throws {
        let place = try await set(in: 60, more: "&who=invited&guests=nobody%40example.org")
        var stranger = SignedIn(role: .member, profile: "q", member: "g")
        #expect(try await ask(place).status == .ok)
        for address in [place, place + "/state", place + "/calendar"] {
            #expect(try await ask(address, as: stranger).status == .notFound, "\(address)")
        }
        let open = try await set(in: 120)
        #expect(try await ask(open, as: stranger).status == .ok)
        stranger.ageLimit = 6
        for address in [open, open + "/state", open + "/calendar"] {
            #expect(try await ask(address, as: stranger).status == .notFound, "an unrated film is not for children: \(address)")
        }
        #expect(try await ask(place + "/control", as: stranger, form: "wish=pause").status == .notFound)
        #expect(try await !ask("/screenings", as: stranger).text.contains("Harbour Lights"))
    }

    @Test func membersSetScreeningsWhereTheOwnerLetsThem() async throws {
        let member = SignedIn(role: .member, profile: "q", member: "g")
        #expect(try await ask("/screenings/new", as: member).status == .forbidden)
        #expect(try await ask("/screenings/new", as: member, form: "first=film.\(film)&date=2027-01-01&time=20:00").status == .forbidden)
        #expect(try await !ask(Place.film(film).address, as: member).text.contains("/screenings/new"))

        var rules = HouseRules()
        rules.mayMembersScreen = true
        try await house.website.accounts.rules.set(rules)
        _ = try await set(in: 3600, as: member)
        #expect(try await ask("/screenings/new", as: SignedIn(role: .guest, profile: "q", member: "g")).status == .forbidden)
        var child = member
        child.ageLimit = 12
        #expect(try await ask("/screenings/new", as: child).status == .forbidden)
    }

    @Test func aHostDoesNotLearnWhoHasAnAccount() async throws {
        _ = try await house.website.accounts.members.create(
            Member(email: "otto@example.org", name: "Otto", role: .member, state: .active))
        for guest in ["otto", "nobody"] {
            let place = try await set(in: 3600, more: "&who=invited&guests=\(guest)%40example.org")
            #expect(try await ask(place).text.contains("one person is asked"), "\(guest)")
        }
    }

    @Test func rightsThatWaitForASecondFactorSetAndLeadNothing() async throws {
        let place = try await set(in: 3600, as: SignedIn(role: .curator, profile: "q", member: "g"))
        #expect(try await ask(place).text.contains("/control"))
        let owner = SignedIn(lacksSecondFactor: true)
        #expect(try await ask("/screenings/new", as: owner).status == .forbidden)
        #expect(try await !ask(place, as: owner).text.contains("/control"))
        #expect(try await ask(place + "/control", as: owner, form: "wish=pause").status == .forbidden)
    }

    @Test func whatCannotBeSaysWhatToDo() async throws {
        for (form, words) in [
            ("films=Nothing+Such&date=2027-01-01&time=20:00", "no film called “Nothing Such”"),
            ("first=film.\(film)&date=2027-02-30&time=20:00", "no such time"),
            ("date=2027-01-01&time=20:00", "at least one film"),
            ("first=film.\(film)&date=2020-01-01&time=20:00", "begins from now on"),
            ("films=" + String(repeating: "Harbour+Lights%0A", count: 13) + "&date=2026-01-05&time=20:00", "one to 12 films"),
        ] {
            let answer = try await ask("/screenings/new", form: form)
            #expect([.badRequest, .conflict].contains(answer.status) && answer.text.contains(words), "\(form)")
        }
        #expect(try await ask("/screenings/nothing").status == .notFound)
        #expect(try await ask(Place.watchFilm(film, version: nil).address + "?screening=nothing").status == .notFound)
    }

    @Test func severalFilmsPlayOneAfterTheOther() async throws {
        let second = try await house.film(Description(title: "Slow Water"))
        let place = try await set(in: 60, more: "&who=all&films=slow+water%0A")
        house.time.advance(by: .seconds(60 + 6720 + 20))
        let state = try await state(place)
        let seat = try #require(state["watch"] as? String)
        #expect(seat.hasPrefix(Place.watchFilm(second, version: nil).address))
        // Who is still at the first film is sent to the second.
        let first = Place.watchFilm(film, version: nil).address + "?screening=" + place.dropFirst(12)
        #expect(try await ask(first).headers[.location] == seat)
    }

    @Test func anEpisodeIsScreenedFromItsSeason() async throws {
        let series = try await house.editor.place(series: Description(title: "Night Ferry"))
        let episode = try await house.episode(2, season: 1, of: series, Description(title: "Fog"))
        let season = Place.season(series, 1).address
        #expect(try await ask(season).text.contains("href=\"/screenings/new?first=episode.\(episode)\""))
        #expect(try await !ask(season, as: SignedIn(role: .guest, profile: "q", member: "g")).text.contains("/screenings/new"))

        let answer = try await ask("/screenings/new", form: "first=episode.\(episode)&date=2026-01-05&time=20:00&who=all")
        let place = try #require(answer.headers[.location])
        #expect(try await ask(place).text.contains("Night Ferry S1 E2"))
        _ = try await ask(place + "/control", form: "wish=begin")
        #expect(try await (state(place)["watch"] as? String)?.hasPrefix("/watch/episode/\(episode)?screening=") == true)
    }

    @Test func itGoesIntoACalendar() async throws {
        let place = try await set(in: 3600)
        let answer = try await ask(place + "/calendar")
        #expect(answer.headers[.contentType] == "text/calendar; charset=utf-8")
        let lines = answer.text.components(separatedBy: "\r\n")
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.suffix(2) == ["END:VCALENDAR", ""])
        #expect(lines.contains("SUMMARY:Harbour Lights") && lines.contains("DESCRIPTION:Bring <b>popcorn\\, please"))
        #expect(lines.contains { $0.wholeMatch(of: /DTSTART:\d{8}T\d{6}Z/) != nil })
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(
            CalendarFile.folded("DESCRIPTION:" + String(repeating: "ü", count: 100)).components(separatedBy: "\r\n").allSatisfy {
                $0.utf8.count <= 75
            })
        #expect(CalendarFile.escaped("a;b\\c\nd\r\ne") == "a\\;b\\\\c\\nd\\ne")
    }

    @Test func oneWhoseFilmIsGoneSaysSoAndItsHostTakesItOff() async throws {
        let place = try await set(in: 3600)
        let other = try await house.film(Description(title: "Slow Water"))
        let guest = SignedIn(role: .guest, profile: "q", member: "g")
        var child = guest
        child.ageLimit = 6
        try await house.editor.retire("Harbour Lights ")

        for visitor in [SignedIn(), guest] {
            let page = try await ask(place, as: visitor)
            #expect(page.status == .ok && page.text.contains("Not in the house any more: Harbour Lights"))
            #expect(page.text.contains("does not take place") && !page.text.contains(Place.film(film).address))
            #expect(try await ask("/screenings", as: visitor).text.contains("does not take place"))
            #expect(try await ask("/", as: visitor).text.contains("does not take place"))
            let seat = Place.watchFilm(other, version: nil).address + "?screening=" + place.dropFirst(12)
            #expect(try await ask(seat, as: visitor).headers[.location] == place)
        }
        #expect(try await ask(place).text.contains("/remove"))
        #expect(try await !ask(place, as: guest).text.contains("/remove"))
        #expect(try await ask(place + "/calendar", as: guest).text.contains("STATUS:CANCELLED"))
        #expect(try await ask(place, as: child).status == .notFound, "nobody knows for which age it was")

        // Leading it does nothing, and its hour comes without it.
        #expect(try await ask(place + "/control", form: "wish=begin").status == .seeOther)
        house.time.advance(by: .seconds(3600))
        #expect(try await state(place, as: guest)["phase"] as? String == "over")
        #expect(try await !ask(place, as: guest).text.contains("Take your seat"))

        #expect(try await ask(place + "/remove", as: guest, form: "").status == .forbidden)
        #expect(try await ask(place + "/remove", form: "").status == .seeOther)
        #expect(try await !ask("/screenings", as: guest).text.contains("Harbour Lights"))
    }

    @Test func whenItsFilmComesBackItTakesPlaceAfterAll() async throws {
        let place = try await set(in: 3600)
        try await Records<Film>(in: house.store).change(film.rawValue) { $0.isListed = false }
        #expect(try await ask(place).text.contains("does not take place"))
        try await Records<Film>(in: house.store).change(film.rawValue) { $0.isListed = true }
        let page = try await ask(place).text
        #expect(!page.contains("does not take place") && page.contains("Begin now"))
    }

    @Test func takenOffItIsGone() async throws {
        let place = try await set(in: 3600)
        #expect(try await ask(place + "/remove", as: SignedIn(role: .guest, profile: "q", member: "g"), form: "").status == .forbidden)
        #expect(try await ask(place + "/remove", form: "").headers[.location] == "/screenings")
        #expect(try await ask(place).status == .notFound)
    }
}
