import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing
import NIOCore
import Testing

@testable import Kinora

@Suite("Pages about one's data, closing and wishes", .timeLimit(.minutes(10)))
struct DataPageTests {
    private let house: FamilyHouse
    /// A member who is no owner, with what was watched.
    private let jo: MemberID
    private let joWatches: ProfileID

    init() async throws {
        house = try await FamilyHouse()
        var jo = Member(email: "jo@example.org", name: "Jo", role: .member, state: .active)
        jo.password = try await house.accounts.passwords.hash(FamilyHouse.password)
        self.jo = MemberID(try await house.accounts.members.create(jo).id)
        joWatches = ProfileID(try await house.accounts.profiles.profiles(of: self.jo)[0].id)
    }

    private func watch(_ film: String, by profile: ProfileID) async throws {
        let now = house.time.now
        let watch: Value = [
            "profile": .string(profile.rawValue), "feature": .string(film), "kind": "film", "title": .string(film),
            "sitting": .string("sitting-\(film)"), "seconds": .double(10), "position": .double(10), "completion": .double(0.2),
            "startedAt": .date(now), "lastAt": .date(now), "device": "computer",
        ]
        _ = try await house.store.insert(watch, id: nil, into: Watch.schema.name)
    }

    @Test func theArchiveIsDownloadedWithWhatWasWatchedByItsTitle() async throws {
        let film = try await house.film("The Ferry", nil)
        try await watch(film.rawValue, by: joWatches)
        try await watch("of-ida", by: house.grownUp)
        let browser = try await house.browser(as: joWatches, of: jo)
        #expect(try await browser.get("/account/data").text.contains("Download my data"))
        let answer = try await browser.post("/account/data")
        #expect(answer.status == 200)
        #expect(answer.text.contains("watches.csv") && answer.text.contains("The Ferry") && answer.text.hasPrefix("PK"))
        #expect(!answer.text.contains("of-ida") && !answer.text.contains("ida@example.org"))
    }

    @Test func whoeverShowedLongAgoWhoTheyAreShowsItAgainFirst() async throws {
        let browser = try await house.browser(as: joWatches, of: jo)
        house.time.advance(by: .seconds(11 * 60))
        for page in ["/account/data", "/account/close"] {
            #expect(try await browser.get(page).location?.hasPrefix("/login/again") == true)
            #expect(try await browser.post(page, "word=close").status != 200)
        }
        #expect(try await house.accounts.members.read(jo)?.value.state == .active)
    }

    @Test(arguments: ["", "word=", "word=no", "word=close&word=close", "word=clo%00se", "word=%FF", "word=close%"])
    func whatIsNotTheWordClosesNothing(form: String) async throws {
        let browser = try await house.browser(as: joWatches, of: jo)
        #expect(try await browser.post("/account/close", form).status == 400)
        #expect(try await house.accounts.members.read(jo)?.value.state == .active)
        #expect(try await browser.get("/account").status == 200)
    }

    @Test func closingSignsOutAndSigningInAsksWhetherToKeep() async throws {
        let browser = try await house.browser(as: joWatches, of: jo)
        let closed = try await browser.post("/account/close", "word=+Close+")
        #expect(closed.status == 200 && closed.text.contains("Your account is closed") && !closed.text.contains(">Jo<"))
        #expect(try await browser.get("/account").location?.hasPrefix("/login") == true)

        let keep = try await house.signIn("jo@example.org")
        #expect(keep.location == "/login/keep")
        let step = try #require(keep.step)
        #expect(try await house.ask(.get, "/login/keep", step: step).text.contains("This account is closing"))
        let kept = try await house.ask(.post, "/login/keep", step: step)
        #expect(kept.location == "/")
        #expect(try await house.accounts.members.read(jo)?.value.state == .active)
        #expect(try await house.ask(.post, "/login/keep", step: step).location == "/login", "once")
        #expect(try await house.ask(.post, "/login/keep", step: nil).location == "/login")
        #expect(try await house.ask(.post, "/login/keep", step: "x").location == "/login")
    }

    @Test func theLastOwnerIsToldWhyNot() async throws {
        let answer = try await house.browser(as: house.grownUp).post("/account/close", "word=close")
        #expect(answer.status == 409 && answer.text.contains("The house needs an owner"))
    }

    @Test func theGraceTimeIsTheOwnersChoiceFromAList() async throws {
        let browser = try await house.browser(as: house.grownUp)
        let rules = "registration=invitation"
        #expect(try await browser.get("/members/rules").text.contains(#"<option value="14" selected>14 days"#))
        for bad in ["grace=-1", "grace=2", "grace=99999999999999999999", "grace=x", "grace=1&grace=1"] {
            #expect(try await browser.post("/members/rules", rules + "&" + bad).status == 400, "\(bad)")
        }
        #expect(try await browser.post("/members/rules", rules + "&grace=0").status == 200)
        #expect(try await house.accounts.rules.rules().daysOfGrace == 0)
        let closed = try await house.browser(as: joWatches, of: jo).post("/account/close", "word=close")
        #expect(closed.text.contains("being erased now"))
        #expect(try await house.accounts.eraser.eraseDue().isEmpty, "players may still be telling")
        house.time.advance(by: .seconds(5))
        #expect(try await house.accounts.eraser.eraseDue().count == 1)
        #expect(try await house.accounts.members.read(jo) == nil)
    }

    @Test func eachProfileSaysWhatIsWrittenDownOfIt() async throws {
        let browser = try await house.browser(as: house.grownUp)
        let page = try await browser.get("/account/privacy")
        #expect(page.text.contains(#"name="history-\#(house.child)" value="yes" checked"#))
        #expect(!page.text.contains(joWatches.rawValue), "another's profiles are not there")
        let saved = try await browser.post(
            "/account/privacy",
            "history-\(house.child)=yes&recommendations-\(house.grownUp)=yes&recommendations-\(house.child)=yes&history-\(joWatches)=")
        #expect(saved.status == 200)
        let profiles = try await house.accounts.profiles.profiles(of: house.ida)
        #expect(profiles.map(\.value.isHistoryOff) == [true, nil] && profiles.map(\.value.areRecommendationsOff) == [nil, nil])
        #expect(try await house.accounts.profiles.profile(joWatches, of: jo)?.value.isHistoryOff == nil)
        #expect(try await browser.post("/account/privacy", "a=1&a=2").status == 400)
    }

    @Test func aHistoryIsClearedByItsOwnAccountAlone() async throws {
        try await watch("a", by: joWatches)
        try await watch("b", by: house.grownUp)
        let browser = try await house.browser(as: house.grownUp)
        for profile in [joWatches.rawValue, "nothing", "%00", "..%2f"] {
            #expect([400, 404].contains(try await browser.post("/account/privacy/\(profile)/clear").status), "\(profile)")
        }
        let watches = Records(Watch.self, in: house.store)
        #expect(try await watches.count() == 2)
        #expect(try await browser.post("/account/privacy/\(house.grownUp)/clear").text.contains("is cleared"))
        #expect(try await watches.find().map(\.value.feature) == ["a"])
    }

    @Test func whatARemovedProfileWatchedGoesWithIt() async throws {
        try await watch("b", by: house.child)
        #expect(try await house.browser(as: house.grownUp).post("/account/profiles/\(house.child)/remove").status == 303)
        #expect(try await Records(Watch.self, in: house.store).count() == 0)
    }

    @Test func aHouseWithoutMailOffersNothingAboutMail() async throws {
        let browser = try await house.browser(as: house.grownUp)
        #expect(try await !browser.get("/account").text.contains("/account/mail"))
        #expect(try await browser.get("/account/mail").status == 404)
        #expect(try await browser.post("/account/mail", "waiting=yes").status == 404)
    }

    @Test func theLanguageIsOneThatTheHouseSpeaks() async throws {
        let browser = try await house.browser(as: joWatches, of: jo)
        #expect(try await browser.get("/account/language").text.contains("As this browser asks: English"))
        #expect(try await browser.post("/account/language", "language=tlh").status == 400)
        #expect(try await browser.post("/account/language", "language=en").status == 200)
        #expect(try await house.accounts.members.read(jo)?.value.language == "en")
        #expect(try await browser.post("/account/language", "language=de").text.contains(#"<html lang="de""#), "from this page on")
        #expect(try await browser.get("/account").text.contains(#"<html lang="de""#))
        #expect(try await browser.post("/account/language", "language=").status == 200)
        #expect(try await browser.get("/account").text.contains(#"<html lang="en""#))
        #expect(try await house.accounts.members.read(jo)?.value.language == nil)
    }

    @Test func theOverviewLeadsToAllOfIt() async throws {
        let page = try await house.browser(as: joWatches, of: jo).get("/account").text
        for address in [
            "/account/details", "/account/password", "/account/passkeys", "/account/second-factor", "/account/sessions",
            "/account/profiles",
            "/account/pin", "/account/language", "/account/privacy", "/account/data", "/account/close",
        ] {
            #expect(page.contains(#"href="\#(address)""#), "\(address)")
        }
    }
}

extension FamilyHouse {
    struct Answer {
        var text: String
        var location: String?
        /// What the cookie between two steps holds.
        var step: String?
    }

    func signIn(_ address: String) async throws -> Answer {
        let form = "email=\(address)&password=\(Self.password.replacing(" ", with: "+"))"
        return try await ask(.post, "/login", step: nil, form)
    }

    /// Without a session.
    func ask(_ method: HTTPRequest.Method, _ address: String, step: String?, _ form: String = "") async throws -> Answer {
        let name = SessionCookie().name(.step)
        return try await app.test(.router) { client in
            var fields: HTTPFields = [.accept: "text/html"]
            if let step { fields[.cookie] = "\(name)=\(step)" }
            if method == .post {
                fields[.contentType] = "application/x-www-form-urlencoded"
                fields[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
            }
            let response = try await client.execute(
                uri: address, method: method, headers: fields, body: method == .post ? ByteBuffer(string: form) : nil)
            let cookie = response.headers[values: .setCookie].first { $0.hasPrefix(name + "=") }
            return Answer(
                text: String(buffer: response.body), location: response.headers[.location],
                step: cookie.map { String($0.dropFirst(name.count + 1).prefix { $0 != ";" }) })
        }
    }
}
