import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraCatalogue
import KinoraDelivery
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraViewing
import KinoraWebsite
import NIOCore
import Testing

@testable import Kinora

@Suite("Addresses for players outside the browser", .timeLimit(.minutes(10)))
struct ElsewhereTests {
    private let house: FamilyHouse
    private let film: FilmID

    init() async throws {
        house = try await FamilyHouse()
        film = try await house.film("Harbour", "FSK 12")
    }

    private var page: String { "/elsewhere/film/\(film)" }

    /// The paths of the addresses that a page shows.
    private func addresses(_ text: String) -> [String] {
        text.matches(of: /https?:\/\/[^\/\s]+(\/m\/[A-Za-z0-9_-]+\/[0-9a-f]+\/(?:master\.m3u8|manifest\.mpd))</).map { String($0.1) }
    }

    private func made(by browser: Browser) async throws -> String {
        let answer = try await browser.post(page)
        #expect(answer.status == 200)
        return try #require(addresses(answer.text).first)
    }

    /// What the house answers to a player: 403 where it may not, 404 where it may, for there is no such package on the disk.
    private func play(_ path: String) async throws -> Int {
        let seal = GrantSeal(keys: house.accounts.keys, time: house.time)
        let shelf = PackageShelf(folder: "/nowhere/kinora")
        let delivery = Delivery(
            shelf: shelf, artwork: ArtworkFolder("/nowhere/artwork"), grants: seal, audience: HousePictures(store: house.store),
            time: house.time)
        let early = EarlyDelivery(
            early: EarlyShelf(folder: "/nowhere"), packages: shelf, places: QueuePlaces(store: house.store), grants: seal)
        let paths = PathDelivery(delivery, early, grants: seal, keeper: HouseAddresses(website: house.website))
        let gate = Gate(
            hosts: .any, admission: Admission(doorkeeper: SessionDoorkeeper(house.accounts)), problems: house.website.problems)
        return try await Application(router: gate.router(for: paths.routes + delivery.routes)).test(.router) { client in
            try await client.execute(uri: path, method: .get).status.code
        }
    }

    private func mayPlay(_ path: String) async throws -> Bool {
        let status = try await play(path)
        #expect([403, 404].contains(status))
        return status == 404
    }

    @Test func anAddressIsShownOnceAndOpensForTwelveHours() async throws {
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await browser.get("/films/\(film)").text.contains("href=\"\(page)\""))
        #expect(try await addresses(browser.get(page).text).isEmpty)

        let answer = try await browser.post(page)
        let both = addresses(answer.text)
        #expect(both.count == 2 && both[0].hasSuffix("master.m3u8") && both[1].hasSuffix("manifest.mpd"))
        #expect(try await addresses(browser.get(page).text).isEmpty)
        for path in both { #expect(try await mayPlay(path)) }

        house.time.advance(by: AddressBook.life - .seconds(1))
        #expect(try await mayPlay(both[0]))
        house.time.advance(by: .seconds(1))
        #expect(try await !mayPlay(both[0]))
        #expect(try await house.accounts.addresses.count(of: house.ida) == 0)
    }

    @Test(arguments: [
        ("http://localhost", "http://localhost/m/"), ("https://localhost", "https://localhost/m/"), ("null", "https://localhost/m/"),
    ])
    func itLeadsWhereTheBrowserReachedTheHouse(origin: String, beginning: String) async throws {
        let token = try await house.browser(as: house.grownUp).token
        var fields: HTTPFields = [.accept: "text/html", .cookie: "__Host-kinora=\(token)", .origin: origin]
        fields[.contentType] = "application/x-www-form-urlencoded"
        fields[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
        let text = try await house.app.test(.router) { [fields, page] client in
            String(buffer: try await client.execute(uri: page, method: .post, headers: fields, body: ByteBuffer(string: "")).body)
        }
        #expect(text.contains(">\(beginning)"))
    }

    @Test func itOpensItsPackageAloneAndNoCookieIsMadeOfIt() async throws {
        let path = try await made(by: try await house.browser(as: house.grownUp))
        let grant = String(path.split(separator: "/")[1])
        try await house.film("Other", "FSK 12")

        #expect(try await play("/m/\(grant)/\(FamilyHouse.package(of: "Other"))/master.m3u8") == 403)
        let own = FamilyHouse.package(of: "Harbour")
        #expect(GrantSeal(keys: house.accounts.keys, time: house.time).grant(grant) == nil)
        #expect(try await play("/media/\(own)/master.m3u8") == 403)
        #expect(try await play("/m/\(grant.dropLast(2))AA/\(own)/master.m3u8") == 403)
    }

    @Test func itEndsWhenTheMemberSaysSo() async throws {
        let browser = try await house.browser(as: house.grownUp)
        let path = try await made(by: browser)
        #expect(try await mayPlay(path))
        #expect(try await browser.get(page).text.contains("One address of yours is open"))

        #expect(try await browser.post("/elsewhere/end").status == 303)

        #expect(try await !mayPlay(path), "at once, although it played a moment ago")
        #expect(try await !browser.get(page).text.contains("is open"))
    }

    @Test func itEndsWithSigningOutEverywhereElseAndStaysWithSigningOutHere() async throws {
        let browser = try await house.browser(as: house.grownUp)
        let other = try await house.browser(as: house.grownUp)
        let path = try await made(by: browser)
        #expect(try await browser.post("/logout").status == 303)
        #expect(try await mayPlay(path))

        try await house.accounts.sessions.endAll(of: house.ida, except: nil)
        #expect(try await !mayPlay(path))
        #expect(try await other.post(page).location?.hasPrefix("/login") == true)
    }

    @Test func itEndsWithAnotherPassword() async throws {
        let browser = try await house.browser(as: house.grownUp)
        let path = try await made(by: browser)
        let form = "current=\(FamilyHouse.password.replacing(" ", with: "+"))&new=another+lantern+in+another+house"
        let answer = try await browser.post("/account/password", form)
        #expect([200, 303].contains(answer.status), "\(answer.text)")
        #expect(try await house.accounts.addresses.count(of: house.ida) == 0)
        #expect(try await !mayPlay(path))
    }

    @Test func whoIsPutOutOfTheHousePlaysNothingAnyMore() async throws {
        var member = Member(email: "otto@example.org", name: "Otto", role: .member, state: .active)
        member.password = try await house.accounts.passwords.hash(FamilyHouse.password)
        let otto = MemberID(try await house.accounts.members.create(member).id)
        let profile = ProfileID(try await house.accounts.profiles.profiles(of: otto)[0].id)
        let path = try await made(by: try await house.browser(as: profile, of: otto))
        #expect(try await mayPlay(path))

        try await house.accounts.disable(otto, by: .owner)
        #expect(try await !mayPlay(path))
    }

    @Test func itCountsAsAStreamOfTheAccount() async throws {
        let browser = try await house.browser(as: house.grownUp)
        let paths = [try await made(by: browser), try await made(by: browser), try await made(by: browser), try await made(by: browser)]
        for path in paths { #expect(try await mayPlay(path)) }
        let fifth = try await made(by: browser)
        #expect(try await !mayPlay(fifth))

        // Whoever goes on playing keeps the place; the others are free after a minute.
        house.time.advance(by: .seconds(40))
        #expect(try await mayPlay(paths[0]))
        house.time.advance(by: .seconds(40))
        #expect(try await mayPlay(fifth))
        #expect(try await mayPlay(paths[0]))
        #expect(try await StreamLedger(limit: 4, store: house.store, time: house.time).live(of: house.ida.rawValue).count == 2)
    }

    @Test func aChildGetsAddressesOfWhatItMaySeeAndLosesThemWithIt() async throws {
        let child = try await house.browser(as: house.child)
        #expect(try await child.get(page).status == 404)
        #expect(try await child.post(page).status == 404)
        let kind = try await house.film("Kind", "FSK 6")
        let answer = try await child.post("/elsewhere/film/\(kind)")
        let path = try #require(addresses(answer.text).first)
        #expect(try await mayPlay(path))

        try await house.accounts.profiles.change(
            house.child, of: house.ida, to: ProfileDraft(name: "Little", picture: "frog", ageLimit: 0))
        house.time.advance(by: .seconds(21))
        #expect(try await !mayPlay(path))
    }

    @Test func theOwnerCanTurnItOff() async throws {
        let browser = try await house.browser(as: house.grownUp)
        let path = try await made(by: browser)
        var rules = try await house.accounts.rules.rules()
        rules.areAddressesOff = true
        try await house.accounts.rules.set(rules)

        #expect(try await browser.get(page).status == 404)
        #expect(try await browser.post(page).status == 404)
        #expect(try await !browser.get("/films/\(film)").text.contains("/elsewhere/"))
        #expect(try await !mayPlay(path))
    }

    @Test func nobodyHasMoreThanTwentyAndTheOldestGoes() async throws {
        let book = house.accounts.addresses
        var ids: [PlayAddressID] = []
        for _ in 0..<(AddressBook.mostOfAMember + 1) {
            house.time.advance(by: .seconds(1))
            ids.append(try await book.make("film", film.rawValue, package: "p", for: house.ida, profile: house.grownUp.rawValue).id)
        }
        #expect(try await book.count(of: house.ida) == AddressBook.mostOfAMember)
        #expect(try await book.address(ids[0]) == nil)
        #expect(try await book.address(ids[1]) != nil)
        // Players ask for other screens as soon as one is in sight.
        for _ in 0...AddressBook.mostOfAMember {
            house.time.advance(by: .seconds(1))
            _ = try await book.make(
                "film", film.rawValue, package: "p", for: house.ida, profile: house.grownUp.rawValue, session: "a player's")
        }
        #expect(try await book.count(of: house.ida) == 2 * AddressBook.mostOfAMember)
        #expect(try await book.address(ids[1]) != nil)
        house.time.advance(by: AddressBook.life)
        try await house.accounts.sweep()
        #expect(try await Records<PlayAddress>(in: house.store).count() == 0)
    }
}
