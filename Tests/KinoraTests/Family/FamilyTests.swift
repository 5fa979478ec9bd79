import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import Kinora

@Suite("A family with a child's profile", .timeLimit(.minutes(10)))
struct FamilyTests {
    private static let hidden = "Forbidden Harbour"

    // MARK: - What a child may not see

    @Test func whatAChildMayNotSeeIsOnNoPage() async throws {
        let house = try await FamilyHouse()
        let kind = try await house.film("Kind Film", "FSK 6")
        let strict = try await house.film("\(Self.hidden) film", "FSK 18", genre: "Forbidden genre")
        try await house.film("\(Self.hidden) of nobody", nil, genre: "Forbidden genre")
        let night = try await house.series("\(Self.hidden) series", "TV-MA", genre: "Forbidden genre")
        let child = try await house.browser(as: house.child)
        let parent = try await house.browser(as: house.grownUp)

        let lists = [
            "/", "/films", "/films?order=newest", "/films?genre=Forbidden%20genre", "/series", "/search?q=Harbour", "/films/\(kind)",
        ]
        for address in lists {
            let page = try await child.get(address)
            #expect(page.status == 200, "\(address)")
            #expect(!page.text.contains(Self.hidden) && !page.text.contains(">Forbidden genre<"), "\(address)")
        }
        let places = [
            "/films/\(strict)", "/watch/film/\(strict)", "/series/\(night.series)", "/series/\(night.series)/season/1",
            "/watch/episode/\(night.episode)",
        ]
        for address in places {
            #expect(try await child.get(address).status == 404, "\(address)")
            #expect(try await parent.get(address).status == 200, "\(address)")
        }
        for address in ["/watched/film/\(strict)", "/watched/episode/\(night.episode)", "/mark/film/\(strict)"] {
            #expect(try await child.post(address, "sitting=abcdefgh&number=1&seconds=5&position=5").status == 404, "\(address)")
        }
        #expect(try await child.get("/films").text.contains("Kind Film"))
        #expect(try await parent.get("/search?q=Harbour").text.contains(Self.hidden))
    }

    @Test func whereThereIsNothingForAChildThePageDoesNotTellOfOtherThings() async throws {
        let house = try await FamilyHouse()
        try await house.film("\(Self.hidden) film", "FSK 18")
        let page = try await house.browser(as: house.child).get("/")
        #expect(page.status == 200 && page.text.contains("nothing for this profile"))
        #expect(!page.text.contains("/preparation") && !page.text.contains("/films\n") && !page.text.contains(Self.hidden))
    }

    @Test func theOwnersWishLetsChildrenSeeWhatNobodyRated() async throws {
        let house = try await FamilyHouse(unratedForChildren: true)
        let film = try await house.film("Home video", nil)
        #expect(try await house.browser(as: house.child).get("/films/\(film)").status == 200)
    }

    @Test func anOwnersChildHasNoneOfTheOwnersRights() async throws {
        let house = try await FamilyHouse()
        let child = try await house.browser(as: house.child)
        let parent = try await house.browser(as: house.grownUp)
        for address in ["/preparation", "/preparation/events", "/names/abc", "/members"] {
            #expect(try await child.get(address).status == 403, "\(address)")
        }
        #expect(try await child.post("/preparation/pause").status == 403)
        #expect(try await parent.get("/preparation").status == 200)
    }

    // MARK: - Choosing

    @Test func whoHasSeveralProfilesSaysWhoWatchesFirst() async throws {
        let house = try await FamilyHouse()
        let film = try await house.film("Kind Film", "FSK 6")
        let browser = try await house.browser(as: nil)

        #expect(try await browser.get("/films/\(film)").location == "/profiles?next=%2Ffilms%2F\(film)")
        let who = try await browser.get("/profiles?next=%2Ffilms%2F\(film)")
        #expect(who.text.contains("Ida") && who.text.contains("Little") && who.text.contains("For age 6"))
        #expect(who.text.contains("/profiles/\(house.child)/choose?next=%2Ffilms%2F\(film)"))

        let former = browser.token
        let chosen = try await browser.post("/profiles/\(house.child)/choose?next=%2Ffilms%2F\(film)")
        #expect(chosen.status == 303 && chosen.location == "/films/\(film)")
        #expect(browser.token != former)
        let page = try await browser.get("/films/\(film)")
        #expect(page.status == 200 && page.text.contains("Little") && page.text.contains("/profiles/frog.svg"))
        #expect(try await Browser(house: house, token: former).get("/films").location?.hasPrefix("/login") == true)
    }

    @Test(arguments: ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
    func nobodyIsSentElsewhere(next: String) async throws {
        let house = try await FamilyHouse()
        let browser = try await house.browser(as: nil)
        let chosen = try await browser.post("/profiles/\(house.child)/choose?next=\(next)")
        #expect(chosen.status == 303 && chosen.location == "/")
    }

    @Test func onlyAPostChooses() async throws {
        let house = try await FamilyHouse()
        let browser = try await house.browser(as: house.child)
        #expect(try await browser.get("/profiles/\(house.grownUp)/choose").status == 405)
    }

    // MARK: - The PIN

    private func withPIN() async throws -> FamilyHouse {
        let house = try await FamilyHouse()
        #expect(try await house.accounts.pins.set(FamilyHouse.pin, of: house.ida) == nil)
        return house
    }

    @Test func thePINStandsBetweenTheChildAndTheGrownUp() async throws {
        let house = try await withPIN()
        let browser = try await house.browser(as: house.child)
        let choose = "/profiles/\(house.grownUp)/choose"

        let asked = try await browser.post(choose)
        #expect(asked.status == 200 && asked.text.contains(#"name="pin""#))
        #expect(try await browser.post(choose, "pin=0000").status == 401)
        #expect(try await browser.get("/films").text.contains("Little"))
        #expect(try await browser.post(choose, "pin=\(FamilyHouse.pin)").status == 303)
        #expect(try await browser.get("/films").text.contains("Ida"))

        // Down again without asking, and not up again because the PIN was shown just now.
        #expect(try await browser.post("/profiles/\(house.child)/choose").status == 303)
        #expect(try await browser.post(choose).text.contains(#"name="pin""#))
    }

    @Test func wrongPINsAreSlowedDown() async throws {
        let house = try await withPIN()
        let browser = try await house.browser(as: house.child)
        for _ in 1...5 { #expect(try await browser.post("/profiles/\(house.grownUp)/choose", "pin=0000").status == 401) }
        #expect(try await browser.post("/profiles/\(house.grownUp)/choose", "pin=\(FamilyHouse.pin)").status == 429)
        #expect(try await browser.post("/pin", "pin=\(FamilyHouse.pin)").status == 429)
        house.time.advance(by: .seconds(61))
        #expect(try await browser.post("/profiles/\(house.grownUp)/choose", "pin=\(FamilyHouse.pin)").status == 303)
    }

    @Test func aChildGetsToTheAccountsSettingsByThePINAlone() async throws {
        let house = try await withPIN()
        let browser = try await house.browser(as: house.child)
        for address in [
            "/account", "/account/invitations", "/account/profiles", "/account/profiles/\(house.child)", "/account/pin",
            "/account/sessions",
        ] {
            let page = try await browser.get(address)
            #expect(page.status == 303 && page.location?.hasPrefix("/pin?next=") == true, "\(address)")
        }
        #expect(try await browser.post("/account/profiles/\(house.child)", "name=Little&picture=frog").status == 303)
        #expect(try await house.accounts.profiles.profile(house.child, of: house.ida)?.value.ageLimit == 6)

        #expect(try await browser.post("/pin?next=%2Faccount", "pin=1111").status == 401)
        let shown = try await browser.post("/pin?next=%2Faccount", "pin=\(FamilyHouse.pin)")
        #expect(shown.status == 303 && shown.location == "/account")
        #expect(try await browser.get("/account").status == 200)

        house.time.advance(by: .seconds(601))
        #expect(try await browser.get("/account").status == 303)
        #expect(try await browser.post("/pin", "pin=\(FamilyHouse.pin)").status == 303)
        #expect(try await browser.post("/profiles/\(house.child)/choose").status == 303)
        #expect(try await browser.get("/account").status == 303, "choosing a child ends what the PIN opened")
    }

    @Test func thePasswordDoesInsteadOfAForgottenPIN() async throws {
        let house = try await withPIN()
        let browser = try await house.browser(as: house.child)
        #expect(try await browser.get("/pin/password?next=%2Faccount").status == 200)
        #expect(try await browser.post("/pin/password?next=%2Faccount", "password=wrong").status == 401)
        let password = FamilyHouse.password.replacing(" ", with: "+")
        #expect(try await browser.post("/pin/password?next=%2Faccount", "password=\(password)").location == "/account")
        #expect(try await browser.get("/account").status == 200)
        #expect(try await browser.get("/account/pin").status == 200)
    }

    @Test func aPINIsSetChangedAndRemoved() async throws {
        let house = try await FamilyHouse()
        let browser = try await house.browser(as: house.grownUp)
        for (pin, status) in [("", 400), ("12", 400), ("1234", 400), ("5555", 400), ("abcd", 400), ("123456789", 400), ("4826", 303)] {
            #expect(try await browser.post("/account/pin", "pin=\(pin)").status == status, "\(pin)")
        }
        let stored = try #require(try await house.accounts.members.read(house.ida)?.value.pin)
        #expect(stored.hasPrefix("$argon2id$") && !stored.contains("4826"))
        #expect(try await browser.get("/account/pin/remove").status == 200)
        #expect(try await browser.post("/account/pin/remove").status == 303)
        #expect(try await house.accounts.members.read(house.ida)?.value.pin == nil)

        house.time.advance(by: .seconds(700))
        #expect(try await browser.post("/account/pin", "pin=4826").location?.hasPrefix("/login/again") == true)
    }

    // MARK: - Making and changing

    @Test func profilesAreMadeChangedAndRemoved() async throws {
        let house = try await FamilyHouse()
        let browser = try await house.browser(as: house.grownUp)
        let form = "name=Nora&picture=owl&age=12&audio=de&subtitles=en&lines=480&history=yes"

        let made = try await browser.post("/account/new-profile", form)
        #expect(made.status == 303 && made.location == "/account/pin?next=%2Faccount%2Fprofiles", "an age limit wants a PIN")
        let nora = try #require(try await house.accounts.profiles.profiles(of: house.ida).last)
        #expect(nora.value.name == "Nora" && nora.value.ageLimit == 12 && nora.value.picture == "owl")
        #expect(nora.value.playback == PlaybackWishes(audio: "de", subtitles: "en", mobileLines: 480, isNextAutomatic: false))
        #expect(nora.value.isHistoryOff == nil && nora.value.areRecommendationsOff == true)

        let page = try await browser.get("/account/profiles/\(nora.id)")
        #expect(page.status == 200 && page.text.contains(#"value="Nora""#) && page.text.contains(#"<option value="12" selected>"#))
        #expect(try await browser.post("/account/profiles/\(nora.id)", "name=&picture=owl").status == 400)
        #expect(try await browser.post("/account/profiles/\(nora.id)", "name=Nora&picture=..%2Ficon").status == 400)
        #expect(try await browser.post("/account/profiles/\(nora.id)", "name=Nora&picture=owl&age=x").status == 400)
        #expect(try await browser.post("/account/profiles/\(nora.id)", "name=Nora&name=Eve&picture=owl").status == 400)
        #expect(try await browser.post("/account/profiles/\(nora.id)", "name=Nora%00&picture=owl").status == 400)

        #expect(try await browser.post("/account/profiles/\(nora.id)/remove").status == 303)
        #expect(try await browser.post("/account/profiles/\(house.child)/remove").status == 303)
        #expect(try await browser.post("/account/profiles/\(house.grownUp)/remove").status == 409)
    }

    @Test func namesAreTextOnEveryPage() async throws {
        let house = try await FamilyHouse()
        let name = #"<script>alert(1)</script>"#
        let id = try await house.accounts.profiles.make(ProfileDraft(name: name), for: house.ida).id
        let browser = try await house.browser(as: ProfileID(id))
        for address in ["/films", "/profiles", "/account/profiles", "/account/profiles/\(id)"] {
            let page = try await browser.get(address)
            #expect(page.status == 200 && !page.text.contains("<script>alert") && page.text.contains("&lt;script&gt;"), "\(address)")
        }
    }

    @Test func aProfileThatIsGoneIsChosenAnew() async throws {
        let house = try await FamilyHouse()
        let other = try await house.browser(as: house.child)
        try await house.accounts.profiles.remove(house.child, of: house.ida)
        #expect(try await other.get("/films").location?.hasPrefix("/profiles") == true)
    }

    @Test func thePlayerIsToldTheWishes() async throws {
        let house = try await FamilyHouse()
        let film = try await house.film("Kind Film", "FSK 6")
        var draft = ProfileDraft(name: "Little", picture: "frog", ageLimit: 6)
        draft.playback = PlaybackWishes(audio: "de", subtitles: "en", mobileLines: 480, isNextAutomatic: false)
        try await house.accounts.profiles.change(house.child, of: house.ida, to: draft)

        let page = try await house.browser(as: house.child).get("/watch/film/\(film)")

        for part in [
            #"data-profile="\#(house.child)""#, #"data-wish-audio="de""#, #"data-wish-subtitles="en""#, #"data-wish-lines="480""#,
            #"data-wish-next="no""#,
        ] { #expect(page.text.contains(part), "\(part)") }
    }

    // MARK: - Other people's

    @Test func anotherAccountsProfilesAreNotThere() async throws {
        let house = try await FamilyHouse()
        let ole = MemberID(
            try await house.accounts.members.create(Member(email: "ole@example.org", name: "Ole", role: .member, state: .active)).id)
        let browser = try await house.browser(as: try await ProfileID(house.accounts.profiles.profiles(of: ole)[0].id), of: ole)

        #expect(try await browser.post("/profiles/\(house.grownUp)/choose").status == 404)
        #expect(try await browser.get("/account/profiles/\(house.grownUp)").status == 404)
        #expect(try await browser.post("/account/profiles/\(house.grownUp)", "name=Taken&picture=fox").status == 404)
        #expect(try await browser.post("/account/profiles/\(house.grownUp)/remove").status == 404)
        for address in ["/profiles", "/account/profiles"] { #expect(try await !browser.get(address).text.contains("Little")) }

        let all = try await house.accounts.profiles.profiles(of: house.ida)
        #expect(all.map(\.value.name) == ["Ida", "Little"])
    }

    @Test func aRoleOrAnotherAccountInsideTheFormChangesNothing() async throws {
        let house = try await FamilyHouse()
        let ole = MemberID(
            try await house.accounts.members.create(Member(email: "ole@example.org", name: "Ole", role: .member, state: .active)).id)
        let profile = try await house.accounts.profiles.profiles(of: ole)[0]
        let browser = try await house.browser(as: ProfileID(profile.id), of: ole)

        let form = "name=Ole&picture=owl&role=owner&member=\(house.ida)&place=1&id=\(house.child)&_id=x&state=active&ageLimit=3"
        #expect(try await browser.post("/account/profiles/\(profile.id)", form).status == 303)

        let kept = try #require(try await house.accounts.profiles.profile(ProfileID(profile.id), of: ole)).value
        #expect(kept.member == ole.rawValue && kept.picture == "owl" && kept.ageLimit == nil && kept.place == profile.value.place)
        #expect(try await house.accounts.members.read(ole)?.value.role == .member)
        #expect(try await browser.get("/members").status == 403)
    }
}
