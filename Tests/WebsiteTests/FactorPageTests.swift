import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("Pages about passwords, second factors and passkeys", .timeLimit(.minutes(10)))
struct FactorPageTests {
    private let house: SampleHouse
    private let members: Records<Member>
    private static let password = "the ferry leaves at nine"

    init() async throws {
        house = try await SampleHouse()
        members = Records(in: house.store)
        var ida = Member(email: "ida@example.org", name: "Ida", role: .owner, state: .active)
        ida.password = try await house.website.accounts.passwords.hash(Self.password)
        _ = try await members.insert(ida, id: "m")
    }

    private func ask(
        _ method: HTTPRequest.Method, _ place: FactorPlace, _ form: String = "", status: HTTPResponse.Status
    ) async throws -> String {
        try await house.app().test(.router) { client in
            var headers: HTTPFields = [.accept: "text/html", .contentType: "application/x-www-form-urlencoded"]
            headers[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
            let response = try await client.execute(uri: place.address, method: method, headers: headers, body: ByteBuffer(string: form))
            #expect(response.status == status, "\(place.address)")
            if status == .ok { #expect(response.headers[.cacheControl] == "no-store") }
            return String(buffer: response.body)
        }
    }

    private func ida() async throws -> Member { try #require(try await members.read("m")).value }

    @Test("a password is changed with the present one alone, and only to a good one")
    func password() async throws {
        let page = try await ask(.get, .password, status: .ok)
        #expect(page.contains(#"name="current" value="" maxlength="1024" autocomplete="current-password" type="password""#))
        #expect(page.contains(#"name="new" value="" maxlength="1024" autocomplete="new-password" type="password""#))
        #expect(page.contains("15 or more are better"))
        let before = try await ida().password
        let wrong = try await ask(.post, .password, "current=wrong&new=a+new+and+good+one", status: .badRequest)
        #expect(wrong.contains("The present password is not right."))
        #expect(!wrong.contains("a new and good one"))
        let right = "current=the+ferry+leaves+at+nine&new="
        #expect(try await ask(.post, .password, right + "password1", status: .badRequest).contains("lists that are tried first"))
        #expect(try await ask(.post, .password, right + "1234567", status: .badRequest).contains("too short"))
        #expect(try await ask(.post, .password, right + "IdaKinora", status: .badRequest).contains("too close"))
        #expect(try await ida().password == before)
        _ = try await ask(.post, .password, right + "%20r%C3%A4ksm%C3%B6rg%C3%A5s%20", status: .ok)
        let hasher = house.website.accounts.passwords
        #expect(try await hasher.verify(" räksmörgås ", against: ida().password) == .right)
        #expect(try await hasher.verify("räksmörgås", against: ida().password) == .wrong)
    }

    @Test("guessing the present password is slowed down")
    func guessing() async throws {
        for _ in 0..<5 { _ = try await ask(.post, .password, "current=guess&new=a+new+and+good+one", status: .badRequest) }
        _ = try await ask(.post, .password, "current=guess&new=a+new+and+good+one", status: .tooManyRequests)
    }

    @Test("whoever has no password sets a first one")
    func firstPassword() async throws {
        _ = try await members.findAndModify(Query(.equal("_id", .string("m"))), [.unset("password")])
        #expect(try await !ask(.get, .password, status: .ok).contains(#"name="current""#))
        _ = try await ask(.post, .password, "new=a+new+and+good+one", status: .ok)
        #expect(try await house.website.accounts.passwords.verify("a new and good one", against: ida().password) == .right)
    }

    @Test("a second factor is begun, confirmed by a right code and shows its recovery codes once")
    func secondFactor() async throws {
        #expect(try await ask(.get, .secondFactor, status: .ok).contains("Set up"))
        _ = try await ask(.post, .beginFactor, status: .seeOther)
        let page = try await ask(.get, .secondFactor, status: .ok)
        #expect(page.contains("<svg viewBox="))
        let factor = try #require(house.website.accounts.factors.setUp(of: MemberID("m"), try await ida(), house: "Kinora"))
        #expect(page.contains(factor.secret))
        #expect(page.contains(factor.address.replacing("&", with: "&amp;")))
        #expect(try await ask(.post, .confirmFactor, "code=000000", status: .badRequest).contains(factor.secret))
        #expect(try await ida().totp?.activeSince == nil)
        _ = try await ask(.post, .confirmFactor, "code=1&code=2", status: .badRequest)
        _ = try await ask(.post, .renewCodes, status: .seeOther)
        _ = try await ask(.post, .turnFactorOff, status: .seeOther)
        #expect(try await ida().totp == nil)
    }

    @Test("another member's passkeys are not there")
    func othersPasskeys() async throws {
        let passkeys = Records(Passkey.self, in: house.store)
        let bos = try await passkeys.insert(Passkey(member: "bo", credential: "AAAA", key: "", counter: 0, name: "Bo's"))
        #expect(try await !ask(.get, .passkeys, status: .ok).contains("Bo&#39;s"))
        _ = try await ask(.post, .renamePasskey(bos.id), "name=Mine", status: .notFound)
        _ = try await ask(.post, .removePasskey(bos.id), status: .notFound)
        #expect(try await passkeys.read(bos.id)?.value.name == "Bo's")
    }

    @Test("the last way in cannot be removed")
    func lastWayIn() async throws {
        let passkeys = Records(Passkey.self, in: house.store)
        let only = try await passkeys.insert(Passkey(member: "m", credential: "AAAA", key: "", counter: 0, name: "<Only>"))
        _ = try await members.findAndModify(Query(.equal("_id", .string("m"))), [.unset("password")])
        let page = try await ask(.post, .removePasskey(only.id), status: .conflict)
        #expect(page.contains("the only way into your account"))
        #expect(page.contains("&lt;Only&gt;"))
        _ = try await passkeys.insert(Passkey(member: "m", credential: "BBBB", key: "", counter: 0, name: "Another"))
        _ = try await ask(.post, .removePasskey(only.id), status: .seeOther)
        #expect(try await passkeys.count() == 1)
    }

    @Test("of all passkeys that are removed at once, one stays")
    func lastWaysInAtOnce() async throws {
        let passkeys = Records(Passkey.self, in: house.store)
        _ = try await members.findAndModify(Query(.equal("_id", .string("m"))), [.unset("password")])
        var ids: [String] = []
        for number in 0..<6 {
            ids.append(try await passkeys.insert(Passkey(member: "m", credential: "\(number)", key: "", counter: 0, name: "One")).id)
        }
        let ida = try #require(try await members.read("m"))
        await withTaskGroup(of: Void.self) { group in
            for id in ids { group.addTask { [accounts = house.website.accounts] in _ = try? await accounts.removePasskey(id, of: ida) } }
        }
        #expect(try await passkeys.count() >= 1)
    }

    @Test("every address has a route, and what changes an account wants a fresh proof")
    func routes() async throws {
        let routes = house.website.routes
        for pattern in FactorPlace.Pattern.allCases {
            let found = routes.filter { $0.path == pattern.rawValue }
            #expect(!found.isEmpty)
            if pattern.rawValue.hasPrefix("/account/") { #expect(found.allSatisfy { $0.rule == .freshAccountHolder }) }
        }
    }
}
