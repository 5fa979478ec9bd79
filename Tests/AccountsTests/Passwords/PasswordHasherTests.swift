import Foundation
import Synchronization
import Testing

@testable import KinoraAccounts

@Suite("What is kept of passwords", .timeLimit(.minutes(10)))
struct PasswordHasherTests {
    /// Little, so that tests that do not ask about cost are quick.
    static let little = HashingCost(memory: 64, passes: 1, lanes: 1)
    private let hasher = PasswordHasher(cost: little)

    @Test("the house keeps Argon2id hashes at OWASP's cost with a salt of their own")
    func theHousesCost() async throws {
        let hasher = PasswordHasher()
        let (first, second) = try await (hasher.hash("a long and winding road"), hasher.hash("a long and winding road"))
        #expect(first.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(first != second)
        #expect(try #require(PasswordHash(first)).salt.count == 16)
        #expect(try await hasher.verify("a long and winding road", against: first) == .right)
        #expect(try await hasher.verify("a long and winding roaD", against: first) == .wrong)
    }

    @Test(
        "passwords are what was typed: nothing is cut, folded or trimmed",
        arguments: [
            ("password", "Password"), ("with space", "with space "), (" with space", "with space"), ("é", "e\u{301}"), ("ﬁ", "fi"),
            (String(repeating: "x", count: 255) + "a", String(repeating: "x", count: 255) + "b"),
            (String(repeating: "🎬", count: 256), String(repeating: "🎬", count: 255)), ("zero\0one", "zero"),
        ])
    func nothingIsChanged(typed: String, other: String) async throws {
        let kept = try await hasher.hash(typed)
        #expect(try await hasher.verify(typed, against: kept) == .right)
        #expect(try await hasher.verify(other, against: kept) == .wrong)
    }

    /// The first two are from the tests of the reference implementation (CC0), the others were made by OpenSSL's Argon2.
    @Test(
        "hashes that others made are understood",
        arguments: [
            ("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"),
            ("password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"),
            ("Grüße aus Köln 🎬", "$argon2id$v=19$m=32768,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$qh9rNqq0TwG5HKWr4xMUWfjZB37bJS2MZzQUvAQWrlI"),
            (
                "correct horse battery staple",
                "$argon2id$v=19$m=1024,t=3,p=4$MDEyMzQ1Njc4OWFiY2RlZg$ghas44SPTrFB04aSoK6IK0NYNDZFl9qzjHQ3+mwcpMo"
            ),
            ("", "$argon2id$v=19$m=64,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$4aHoBpfpRSYZi1zLSqUWpXu0P9bi+hd8MPm/ep0d1e0"),
        ])
    func othersHashes(password: String, kept: String) async throws {
        #expect(try await hasher.verify(password, against: kept) == .rightButOld)
        #expect(try await hasher.verify(password + " ", against: kept) == .wrong)
    }

    @Test func aHashOfTodayNeedsNoOther() async throws {
        let kept = try await hasher.hash("a good password")
        #expect(try await PasswordHasher().verify("a good password", against: kept) == .rightButOld)
        #expect(try await hasher.verify("a good password", against: kept) == .right)
    }

    @Test(
        "what is no hash, or asks for too much, is never right and costs no more than another",
        arguments: [
            "", "$", "password", "$argon2id$", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=262144,t=5,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=4000000000,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=1,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=1,p=16777215$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=064,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=-64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$", "$argon2id$v=19$m=64,t=1,p=1$$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc$",
            "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$" + String(repeating: "A", count: 600),
        ])
    func noHash(kept: String) async throws {
        #expect(try await hasher.verify("password", against: kept) == .wrong)
        #expect(try await hasher.verify("", against: kept) == .wrong)
    }

    @Test func nobodysPasswordIsNeverRight() async throws {
        for guess in ["", "password", "\0"] { #expect(try await hasher.verify(guess, against: nil) == .wrong) }
    }

    @Test func tooLongATextIsNeverRightAndNotKept() async throws {
        let long = String(repeating: "x", count: PasswordHasher.mostBytes + 1)
        let keptOfNothing = try await hasher.hash("")
        #expect(try await hasher.verify(long, against: keptOfNothing) == .wrong)
        await #expect(throws: PasswordNotHashed.tooLong) { try await hasher.hash(long) }
    }
}
