import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore
import Testing

@testable import Kinora

@Suite("Letting a television in, over HTTP", .timeLimit(.minutes(10)))
struct TelevisionPageTests {
    private let house: FamilyHouse

    init() async throws { house = try await FamilyHouse() }

    private struct Answer {
        var status: Int
        var text: String
        var location: String?
        var cookies: [String]
    }

    private func ask(_ method: HTTPRequest.Method, _ path: String, cookie: String = "", form: String? = nil, host: String? = nil)
        async throws -> Answer
    {
        var fields: HTTPFields = [.accept: "text/html", .cookie: cookie]
        fields[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
        if form != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        if let host { fields[HTTPField.Name("X-Forwarded-Host")!] = host }
        let headers = fields
        return try await house.app.test(.router) { client in
            let response = try await client.execute(uri: path, method: method, headers: headers, body: form.map { ByteBuffer(string: $0) })
            return Answer(
                status: response.status.code, text: String(buffer: response.body), location: response.headers[.location],
                cookies: response.headers[values: .setCookie])
        }
    }

    /// A television with a code: its cookie, and what it shows.
    private func television() async throws -> (cookie: String, code: String) {
        let answer = try await ask(.post, "/tv", form: "")
        #expect(answer.status == 303 && answer.location == "/tv")
        let set = try #require(answer.cookies.first { $0.hasPrefix("__Host-kinora-television=") })
        #expect(set.contains("HttpOnly") && set.contains("Secure") && set.contains("Max-Age=600"))
        let cookie = String(set.prefix { $0 != ";" })
        let page = try await ask(.get, "/tv", cookie: cookie)
        let code = try #require(page.text.firstMatch(of: /[B-Z]{4}-[B-Z]{4}/))
        return (cookie, String(code.0))
    }

    private func sessionCookie(_ answer: Answer) -> String? {
        answer.cookies.first { $0.hasPrefix("__Host-kinora=") }.map { String($0.prefix { $0 != ";" }) }
    }

    @Test func theMemberSeesWhichTelevisionAsksAndLetsItIn() async throws {
        let ida = try await house.browser(as: house.grownUp)
        let television = try await self.television()
        #expect(try await ask(.get, "/tv", cookie: television.cookie, host: "evil.example").text.contains("http://house"))
        #expect(try await !ask(.get, "/tv", cookie: television.cookie, host: "evil.example").text.contains("evil.example"))
        #expect(try await ida.get("/tv/connect?code=\(television.code)").text.contains(television.code))

        let wish = try await ida.post("/tv/connect", "code=\(television.code.lowercased().replacing("-", with: "+"))")
        #expect(wish.status == 200 && wish.text.contains("Unknown device") && wish.text.contains("Say yes only if"))
        #expect(try await ida.post("/tv/connect/approve", "code=\(television.code)").status == 200)

        #expect(try await ask(.get, "/tv/state", cookie: television.cookie).text == #"{"state":"approved","seconds":0}"#)
        #expect(try await ask(.get, "/tv", cookie: television.cookie).text.contains(#"action="/tv/enter""#))
        let entered = try await ask(.post, "/tv/enter", cookie: television.cookie, form: "")
        #expect(entered.status == 303 && entered.location == "/")
        let session = try #require(sessionCookie(entered))
        #expect(entered.cookies.contains { $0.hasPrefix("__Host-kinora-television=;") })

        // It watches, and does nothing that needs a proof.
        #expect(try await ask(.get, "/profiles", cookie: session).status == 200)
        let account = try await ask(.get, "/account/password", cookie: session)
        #expect(account.status == 303 && account.location?.hasPrefix("/login/again") == true)
        let again = try await ask(.get, "/login/again", cookie: session)
        #expect(again.status == 403 && again.text.contains("Not on a television"))
        let proof = try await ask(.post, "/login/again", cookie: session, form: "password=a+lamp+in+the+projection+room")
        #expect(proof.status == 403)
        for path in ["/members", "/preparation"] { #expect(try await ask(.get, path, cookie: session).status != 200, "\(path)") }
        #expect(try await ask(.get, "/tv/connect", cookie: session).status == 403, "a television lets no other in")

        // Once.
        let replayed = try await ask(.post, "/tv/enter", cookie: television.cookie, form: "")
        #expect(sessionCookie(replayed) == nil && replayed.status == 200)
        #expect(try await ida.post("/tv/connect", "code=\(television.code)").status == 400)
        let list = try await ida.get("/account/sessions")
        #expect(list.text.contains("code on another device"))
        for found in try await house.accounts.sessions.list(of: house.ida) where found.value.isTelevision {
            #expect(try await ida.post("/account/sessions/\(found.id)/end").status == 303)
        }
        #expect(try await ask(.get, "/profiles", cookie: session).status == 303, "signed out")
    }

    @Test func whatIsWrongOldOrNobodysIsRefusedWithASentence() async throws {
        let ida = try await house.browser(as: house.grownUp)
        let television = try await self.television()
        for code in ["BBBB-BBBB", "nonsense", "%00", ""] {
            let answer = try await ida.post("/tv/connect/approve", "code=\(code)")
            #expect(answer.status == 400, "\(code)")
        }
        #expect(try await ida.post("/tv/connect", "code=a&code=b").status == 400)
        house.time.advance(by: TelevisionBook.life)
        #expect(try await ida.post("/tv/connect/approve", "code=\(television.code)").status == 400)
        #expect(try await ask(.get, "/tv", cookie: television.cookie).text.contains("The code is over"))
        for cookie in ["", "__Host-kinora-television=a.b", "__Host-kinora-television=a", "__Host-kinora-television=."] {
            #expect(try await ask(.get, "/tv/state", cookie: cookie).text.contains("over"))
            #expect(sessionCookie(try await ask(.post, "/tv/enter", cookie: cookie, form: "")) == nil)
        }
    }

    @Test func aChildAndAStrangerLetNobodyIn() async throws {
        try await house.accounts.members.change(house.ida) { $0.pin = "set" }
        let child = try await house.browser(as: house.child)
        let television = try await self.television()

        #expect(try await child.post("/tv/connect/approve", "code=\(television.code)").location?.hasPrefix("/pin") == true)
        #expect(try await ask(.post, "/tv/connect/approve", form: "code=\(television.code)").location?.hasPrefix("/login") == true)
        #expect(try await !ask(.get, "/tv/state", cookie: television.cookie).text.contains("approved"))
    }

    @Test func aFloodOfCodesIsRefused() async throws {
        var last = 0
        for _ in 0...TelevisionBook.mostOfAPlace { last = try await ask(.post, "/tv", form: "").status }
        #expect(last == 429)
    }
}
