import Foundation
import HTTPTypes
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraVideoAPI

@Suite("Tokens")
struct TokenTests {
    private func status(_ house: APIHouse, _ authorization: String?) async throws -> Int {
        try await house.send(.get, "/films", nil, as: nil, authorization.map { [.authorization: $0] } ?? [:]).status
    }

    @Test func areShownAsBearerOrAsThePasswordOfBasic() async throws {
        let house = try await APIHouse()
        let secret = house.secret(.readCatalogue)
        func basic(_ pair: String) -> String { "Basic " + Data(pair.utf8).base64EncodedString() }

        #expect(try await status(house, "Bearer \(secret)") == 200)
        #expect(try await status(house, "bearer  \(secret) ") == 200)
        #expect(try await status(house, basic("anyone:\(secret)")) == 200)
        #expect(try await status(house, basic(":\(secret)")) == 200)
        for wrong in [
            nil, "", "Bearer", "Bearer ", secret, "Bearer \(secret)x", "Bearer \(secret.dropLast())", "Bearer \(secret.uppercased())",
            "Token \(secret)", "Digest \(secret)", basic(secret), basic("\(secret):x"), "Basic \(secret)", "Basic !!!",
            "Bearer " + String(repeating: "a", count: 10_000), "Bearer \(Digest(of: Array(secret.utf8)).hex)",
        ] {
            #expect(try await status(house, wrong) == 401, "\(wrong ?? "none")")
        }
    }

    @Test func noCookieOpensAnything() async throws {
        let house = try await APIHouse()

        let answer = try await house.send(.get, "/films", nil, as: nil, [.cookie: "token=\(house.secret(.documents)); session=x"])

        #expect(answer.status == 401)
    }

    @Test func aTokenThatIsRevokedStopsAtOnce() async throws {
        let house = try await APIHouse()
        #expect(try await house.send(.get, "/films", as: .readCatalogue).status == 200)

        try await house.book.revoke("catalogue:read")

        #expect(try await house.send(.get, "/films", as: .readCatalogue).status == 401)
        #expect(try await house.send(.get, "/films", as: .documents).status == 200)
        await #expect(throws: TokenRefusal.unknown("catalogue:read")) { try await house.book.revoke("catalogue:read") }
    }

    @Test func aTokenIsRevokedByTheBeginningThatTheListShows() async throws {
        let house = try await APIHouse()
        let prefix = try #require(try await house.book.list().first { $0.value.name == "usage:read" }).value.prefix

        try await house.book.revoke(prefix)

        #expect(try await house.send(.get, "/watches", as: .readUsage).status == 401)
        #expect(prefix.count == 13 && house.secret(.readUsage).hasPrefix(prefix))
    }

    @Test func aTokenEndsWhenItsDaysAreOver() async throws {
        let house = try await APIHouse()
        let secret = try await house.book.create("guest", scopes: [.readCatalogue], days: 2).secret

        house.time.advance(by: .seconds(2 * 86_400 - 1))
        #expect(try await status(house, "Bearer \(secret.text)") == 200)
        house.time.advance(by: .seconds(1))
        #expect(try await status(house, "Bearer \(secret.text)") == 401)
    }

    @Test func itsUseIsNotedOnceAMinute() async throws {
        let house = try await APIHouse()
        func lastUse() async throws -> Moment? {
            try await house.book.list().first { $0.value.name == "catalogue:read" }?.value.lastUsedAt
        }
        #expect(try await lastUse() == nil)
        let first = house.time.now

        _ = try await house.send(.get, "/films", as: .readCatalogue)
        house.time.advance(by: .seconds(59))
        _ = try await house.send(.get, "/films", as: .readCatalogue)
        #expect(try await lastUse() == first)
        house.time.advance(by: .seconds(1))
        _ = try await house.send(.get, "/films", as: .readCatalogue)

        #expect(try await lastUse() == house.time.now)
    }

    @Test func theSecretIsKeptNowhere() async throws {
        let house = try await APIHouse()
        let (token, secret) = try await house.book.create("new", scopes: [.readUsage, .readCatalogue])

        let kept = try await house.store.find(Query(), in: Token.schema.name).map { "\($0.id) \($0.body.json)" }.joined()

        #expect(secret.text.count == 71 && !kept.contains(secret.text.dropFirst(TokenSecret.beginning.count)))
        #expect(kept.contains(token.value.prefix))
        #expect(token.value.scopes == [.readCatalogue, .readUsage])
    }

    @Test func aNewTokenNeedsANameAndAScope() async throws {
        let book = try await APIHouse().book

        await #expect(throws: TokenRefusal.noScope) { _ = try await book.create("x", scopes: []) }
        await #expect(throws: TokenRefusal.unusableName) { _ = try await book.create("", scopes: [.documents]) }
        await #expect(throws: TokenRefusal.unusableName) { _ = try await book.create("a\nb", scopes: [.documents]) }
        await #expect(throws: TokenRefusal.unusableDays) { _ = try await book.create("x", scopes: [.documents], days: 0) }
        await #expect(throws: TokenRefusal.nameIsTaken("documents")) { _ = try await book.create("documents", scopes: [.documents]) }
    }

    @Test func severalScopesAddUp() async throws {
        let house = try await APIHouse()
        let secret = try await house.book.create("both", scopes: [.readUsage, .readCatalogue]).secret.text
        let fields: HTTPFields = [.authorization: "Bearer \(secret)"]

        #expect(try await house.send(.get, "/films", nil, as: nil, fields).status == 200)
        #expect(try await house.send(.get, "/watches", nil, as: nil, fields).status == 200)
        #expect(try await house.send(.post, "/films", "{}", as: nil, fields).status == 403)
    }
}
