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

@Suite("Signing in through others", .timeLimit(.minutes(10)))
struct ProviderSignInTests {
    private struct Answer {
        var status: Int
        var location: String?
        var cookies: [String: String]
        var text: String
    }

    private let cookie = SessionCookie()

    private func house() async throws -> FamilyHouse {
        try await FamilyHouse(providers: [ProviderForTests()], requestReaders: [RequestsForTests()])
    }

    private func ask(
        _ house: FamilyHouse, _ address: String, cookies: [String: String] = [:], form: String? = nil, site: String? = nil
    ) async throws -> Answer {
        var fields: HTTPFields = [.accept: "text/html"]
        if !cookies.isEmpty { fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if form != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        if let site { fields[HTTPField.Name("Sec-Fetch-Site")!] = site }
        let headers = fields
        return try await house.app.test(.router) { client in
            let response = try await client.execute(
                uri: address, method: form == nil ? .get : .post, headers: headers, body: form.map { ByteBuffer(string: $0) })
            let pairs = response.headers[values: .setCookie].map { text -> (String, String) in
                let parts = text.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(parts[0]), String(parts[1]))
            }
            return Answer(
                status: response.status.code, location: response.headers[.location],
                cookies: Dictionary(pairs) { $1 }, text: String(buffer: response.body))
        }
    }

    /// Leaves for the provider, and comes back with its word.
    private func come(
        _ house: FamilyHouse, from begin: String = "/login/with/oidc", saying code: String, cookies: [String: String] = [:]
    ) async throws -> Answer {
        let left = try await ask(house, begin, cookies: cookies)
        #expect(left.status == 303)
        let state = try #require(left.location?.split(separator: "=").last)
        return try await ask(
            house, "/login/callback/oidc?state=\(state)&code=\(code)", cookies: cookies.merging(left.cookies) { $1 }, site: "cross-site")
    }

    private func session(_ answer: Answer) -> String? { answer.cookies[cookie.name(.session)].flatMap { $0.isEmpty ? nil : $0 } }

    @Test("an identity is linked in the settings, and lets its member in afterwards, in a session of its own")
    func linkAndSignIn() async throws {
        let house = try await house()
        let token = try await house.browser(as: nil).token
        let signedIn = [cookie.name(.session): token]

        let linked = try await come(house, from: "/account/identities/with/oidc", saying: "sub-1;x@example.org;no", cookies: signedIn)
        #expect(linked.status == 303 && linked.location == "/account/identities")
        #expect(try await house.accounts.identities.list(of: house.ida).map(\.value.subject) == ["sub-1"])
        let page = try await ask(house, "/account/identities", cookies: signedIn)
        #expect(page.text.contains("x@example.org") && page.text.contains(#"href="/account/identities/with/oidc""#))

        let arrived = try await come(house, from: "/login/with/oidc?next=/films", saying: "sub-1;x@example.org;no")
        #expect(arrived.status == 303 && arrived.location == "/films")
        let fresh = try #require(session(arrived))
        #expect(fresh != token)
        let kept = try await house.accounts.sessions.session(fresh, on: DeviceSighting(agent: nil, address: "127.0.0.1"))
        #expect(kept?.value.member == house.ida.rawValue && kept?.value.ways == [.provider])
        #expect(try await ask(house, "/login").text.contains(#"href="/login/with/oidc""#))
    }

    @Test("an answer in another browser, with a foreign or lost state, or for the second time is refused, and signs nobody in")
    func otherBrowser() async throws {
        let house = try await house()
        let left = try await ask(house, "/login/with/oidc")
        let other = try await ask(house, "/login/with/oidc")
        let state = try #require(left.location?.split(separator: "=").last)
        let answer = "/login/callback/oidc?state=\(state)&code=sub-1;x@example.org;no"

        for (address, cookies) in [
            (answer, [:]), (answer, other.cookies), ("/login/callback/oidc?code=sub-1;x@example.org;no", left.cookies),
            ("/login/callback/oidc?state=\(RandomToken.make())&code=sub-1;x@example.org;no", left.cookies),
        ] {
            let refused = try await ask(house, address, cookies: cookies)
            #expect(refused.status == 400 && session(refused) == nil)
        }
        #expect(try await ask(house, answer, cookies: left.cookies).status == 403, "strangers need an invitation")
        #expect(try await ask(house, answer, cookies: left.cookies).status == 400, "twice")
    }

    @Test("a provider’s error shows a sentence of ours and nothing of its own; what is not set up is not there")
    func errors() async throws {
        let house = try await house()
        let left = try await ask(house, "/login/with/oidc")
        let state = try #require(left.location?.split(separator: "=").last)
        let refused = try await ask(
            house, "/login/callback/oidc?state=\(state)&error=server_error&error_description=%3Cscript%3Ealert(1)%3C/script%3E",
            cookies: left.cookies)

        #expect(refused.status == 400 && refused.text.contains("could not be believed"))
        #expect(!refused.text.contains("alert(1)") && !refused.text.contains("server_error"))
        #expect(try await ask(house, "/login/with/google").status == 404)
        #expect(try await ask(house, "/login/callback/google?state=x").status == 404)
        #expect(try await ask(house, "/login/callback/apple", form: "state=x").status == 404)
    }

    @Test("a trusted address that belongs to an account opens nothing: sign in there, then link")
    func neverMerged() async throws {
        let house = try await house()

        let refused = try await come(house, saying: "sub-9;ida@example.org;yes")

        #expect(refused.status == 409 && session(refused) == nil && refused.text.contains("Sign in there"))
        #expect(try await house.accounts.identities.list(of: house.ida).isEmpty)
    }

    @Test("an account with an address that nobody confirmed keeps neither password nor sessions when the address’s owner comes")
    func takeOver() async throws {
        let house = try await house()
        var squatter = Member(email: "bo@example.org", name: "Not Bo", role: .member, state: .active)
        squatter.password = try await house.accounts.passwords.hash("the squatter's own words")
        let id = MemberID(try await house.accounts.members.create(squatter).id)
        let token = try await house.browser(as: nil, of: id).token

        #expect(try await come(house, saying: "sub-2;bo@example.org;no").status == 403, "untrusted: a stranger")
        let arrived = try await come(house, saying: "sub-2;bo@example.org;yes")

        #expect(arrived.status == 303 && session(arrived) != nil)
        let member = try #require(try await house.accounts.members.read(id)).value
        #expect(member.password == nil && member.confirmedAt != nil)
        #expect(try await house.accounts.sessions.session(token, on: DeviceSighting(agent: nil, address: "127.0.0.1")) == nil)
    }

    @Test("strangers are let in as the house’s rule says, and a foreign address to go on to is none")
    func strangers() async throws {
        let house = try await house()
        #expect(try await come(house, saying: "sub-3;cy@example.org;yes").status == 403)
        let code = try await house.accounts.invitations.make(by: house.ida, .guest, as: .owner, people: 1, days: 1, note: "")
        let invited = try await come(house, from: "/login/with/oidc?invitation=\(code)", saying: "sub-3;cy@example.org;yes")
        #expect(invited.status == 303 && session(invited) != nil)
        #expect(try await come(house, from: "/login/with/oidc?invitation=\(code)", saying: "sub-4;di@example.org;yes").status == 403)

        var rules = HouseRules()
        rules.registration = .approval
        try await house.accounts.rules.set(rules)
        let waiting = try await come(house, saying: "sub-5;ed@example.org;yes")
        #expect(waiting.status == 403 && session(waiting) == nil)
        rules.registration = .open
        try await house.accounts.rules.set(rules)
        let open = try await come(house, from: "/login/with/oidc?next=//evil.example", saying: "sub-6;fay@example.org;no")
        #expect(open.status == 303 && open.location == "/" && session(open) != nil)
        let hers = try #require(ProvidedIdentity(issuer: "https://id.example.org", subject: "sub-6"))
        let fay = try #require(try await house.accounts.identities.find(hers)?.value.member)
        #expect(try await house.accounts.members.read(MemberID(fay))?.value.email == nil, "an address that is not trusted is nobody’s here")
    }

    @Test("the member’s second factor is asked for")
    func secondFactor() async throws {
        let house = try await house()
        let identity = try #require(ProvidedIdentity(issuer: "https://id.example.org", subject: "sub-1"))
        try await house.accounts.identities.link(identity, from: "oidc", to: house.ida)
        let now = house.time.now
        try await house.accounts.members.change(house.ida) { member in
            var factor = SecondFactor(sealed: "x")
            factor.activeSince = now
            member.totp = factor
        }

        let answer = try await come(house, from: "/login/with/oidc?next=/films", saying: "sub-1;x@example.org;no")

        #expect(answer.status == 303 && answer.location == "/login/code?next=%2Ffilms" && session(answer) == nil)
    }

    @Test("an identity is taken away by its member alone, and never the last way in")
    func unlink() async throws {
        let house = try await house()
        let identity = try #require(ProvidedIdentity(issuer: "https://id.example.org", subject: "sub-1"))
        try await house.accounts.identities.link(identity, from: "oidc", to: house.ida)
        let id = try #require(try await house.accounts.identities.list(of: house.ida).first).id
        let ida = try await house.browser(as: nil)
        let bo = MemberID(try await house.accounts.members.create(Member(email: nil, name: "Bo", role: .member, state: .active)).id)

        #expect(try await house.browser(as: nil, of: bo).post("/account/identities/\(id)/unlink").status == 404)
        let password = try #require(try await house.accounts.members.read(house.ida)).value.password
        try await house.accounts.members.change(house.ida) { $0.password = nil }
        #expect(try await ida.post("/account/identities/\(id)/unlink").status == 409)
        try await house.accounts.members.change(house.ida) { $0.password = password }
        #expect(try await ida.post("/account/identities/\(id)/unlink").status == 303)
        #expect(try await house.accounts.identities.list(of: house.ida).isEmpty)
    }

    @Test("linking is begun by no other site’s page")
    func foreignLink() async throws {
        let house = try await house()
        let token = try await house.browser(as: nil).token

        let refused = try await ask(
            house, "/account/identities/with/oidc", cookies: [cookie.name(.session): token], site: "cross-site")

        #expect(refused.status == 403 && refused.location == nil)
    }

    @Test("Facebook’s requests prove themselves by their signature, and need no origin; other forms do")
    func facebook() async throws {
        let house = try await house()
        let identity = try #require(ProvidedIdentity(issuer: "https://id.example.org", subject: "77"))
        try await house.accounts.identities.link(identity, from: "facebook", to: house.ida)

        #expect(try await ask(house, "/login/facebook/deletion", form: "signed_request=forged-77").status == 403)
        #expect(try await ask(house, "/login/facebook/deauthorize", form: "signed_request=forged-77").status == 403)
        #expect(try await house.accounts.identities.find(identity) != nil)
        #expect(try await ask(house, "/login", form: "email=a&password=b").status == 403)

        let deleted = try await ask(house, "/login/facebook/deletion", form: "signed_request=signed-77")
        #expect(deleted.status == 200)
        let code = try #require(try Value(json: deleted.text)["confirmation_code"])
        guard case .string(let code) = code else { return }
        #expect(try Value(json: deleted.text)["url"]?.json.contains("/login/facebook/deletion/\(code)") == true)
        #expect(try await house.accounts.identities.find(identity) == nil)
        #expect(try await ask(house, "/login/facebook/deletion/\(code)").text.contains("was deleted"))
        #expect(try await ask(house, "/login/facebook/deletion/\(RandomToken.make())").status == 404)

        try await house.accounts.identities.link(identity, from: "facebook", to: house.ida)
        #expect(try await ask(house, "/login/facebook/deauthorize", form: "signed_request=signed-77").status == 200)
        #expect(try await house.accounts.identities.find(identity) == nil)
    }
}
