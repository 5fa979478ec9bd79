import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraWebsite
import Testing

@testable import Kinora

@Suite("What holds for every page of an account", .timeLimit(.minutes(10)))
struct AccountPageTests {
    private func headers(_ house: FamilyHouse, _ method: HTTPRequest.Method, _ path: String, _ token: String) async throws -> HTTPFields {
        var fields: HTTPFields = [.accept: "text/html", .cookie: "__Host-kinora=\(token)"]
        fields[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
        let sent = fields
        return try await house.app.test(.router) { try await $0.execute(uri: path, method: method, headers: sent).headers }
    }

    @Test func nothingOfAnAccountStaysInACache() async throws {
        let house = try await FamilyHouse()
        let token = try await house.browser(as: house.grownUp).token
        // This house sends no mail and sells nothing, so there are no pages about it.
        let kept = house.website.routes.filter { route in
            route.method == .get && !route.path.contains("{") && route.path != "/account/mail"
                && !route.path.hasPrefix("/account/payments")
                && ["/account", "/login", "/members", "/tv", "/profiles", "/register", "/forgot"].contains { route.path.hasPrefix($0) }
        }
        #expect(kept.count > 12)
        for route in kept {
            let answered = try await headers(house, .get, route.path, token)
            #expect(answered[.cacheControl] == "no-store", "\(route.path)")
        }
    }

    @Test func whoSignsOutLeavesNothingInTheBrowser() async throws {
        let house = try await FamilyHouse()
        let token = try await house.browser(as: house.grownUp).token

        let answered = try await headers(house, .post, "/logout", token)

        #expect(answered[HTTPField.Name("Clear-Site-Data")!] == #""cache", "storage""#)
        #expect(answered[values: .setCookie].contains { $0.hasPrefix("__Host-kinora=;") && $0.contains("Max-Age=0") })
        #expect(try await Browser(house: house, token: token).get("/films").location?.hasPrefix("/login") == true)
    }

    @Test func theOwnerCanDemandASecondFactorOfWhoeverHasPowers() async throws {
        let house = try await FamilyHouse()
        let before = try await house.browser(as: house.grownUp)
        #expect(try await before.get("/members").status == 200)

        var rules = HouseRules()
        rules.mustManagersHaveSecondFactor = true
        try await house.accounts.rules.set(rules)

        let after = try await house.browser(as: house.grownUp)
        #expect(try await after.get("/members").location == "/account/second-factor")
        #expect(try await after.get("/films").status == 200, "watching needs none")
        let token = try await house.accounts.sessions.begin(
            house.ida, [.passkey], on: DeviceSighting(agent: nil, address: "127.0.0.1"), profile: house.grownUp.rawValue)
        #expect(try await Browser(house: house, token: token).get("/members").status == 200, "a passkey is as good")
    }

    @Test func whatAProviderToldHoldsNoToken() throws {
        let identity = try #require(ProvidedIdentity(issuer: "https://id.example.org", subject: "ida"))
        let names = Mirror(reflecting: identity).children.compactMap(\.label)

        #expect(Set(names) == ["issuer", "subject", "email", "isEmailTrusted", "name", "picture", "claims"])
    }
}
