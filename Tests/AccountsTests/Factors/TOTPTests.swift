import Foundation
import KinoraKernel
import Testing

@testable import KinoraAccounts

@Suite("Codes from a secret and the time", .timeLimit(.minutes(10)))
struct TOTPTests {
    /// RFC 6238, appendix B, with the lengths of keys that its reference implementation uses.
    @Test(
        "the RFC's vectors",
        arguments: [
            (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
        ])
    func vectors(seconds: Int64, sha1: String, sha256: String, sha512: String) {
        let step = TOTP.step(at: Moment(milliseconds: seconds * 1000))
        #expect(Self.ofTheRFC(.sha1, bytes: 20).code(at: step) == sha1)
        #expect(Self.ofTheRFC(.sha256, bytes: 32).code(at: step) == sha256)
        #expect(Self.ofTheRFC(.sha512, bytes: 64).code(at: step) == sha512)
    }

    @Test("oathtool computes the same codes", arguments: 0..<6)
    func oathtool(number: Int) async throws {
        let totp = TOTP.make()
        let moment = Moment(milliseconds: 1_767_225_600_000 + Int64(number) * 86_400_123)
        let theirs = try await Judge.ask(
            "oathtool", ["--totp=sha1", "--base32", "--digits=6", "--now=@\(moment.milliseconds / 1000)", totp.secretText])
        #expect(totp.code(at: TOTP.step(at: moment)) == theirs)
    }

    @Test("a code is right for its half minute and one before and after it, and never twice")
    func drift() {
        let totp = TOTP(secret: Array("a secret of a test..".utf8))
        let now = Moment(milliseconds: 1_800_000_015_000)
        let step = TOTP.step(at: now)
        for distance: Int64 in -3...3 {
            let found = totp.step(of: totp.code(at: step + distance), at: now, after: nil)
            #expect(found == (abs(distance) <= 1 ? step + distance : nil))
        }
        #expect(totp.step(of: totp.code(at: step), at: now, after: step) == nil)
        #expect(totp.step(of: totp.code(at: step - 1), at: now, after: step) == nil)
        #expect(totp.step(of: totp.code(at: step + 1), at: now, after: step) == step + 1)
        for wrong in ["", "12345", "1234567", "abcdef", "-12345", "１２３４５６"] { #expect(totp.step(of: wrong, at: now, after: nil) == nil) }
    }

    @Test("secrets have 160 bits and are never the same")
    func secrets() {
        let secrets = (0..<100).map { _ in TOTP.make().secret }
        #expect(Set(secrets).count == 100)
        #expect(secrets.allSatisfy { $0.count == 20 })
    }

    @Test("the address that apps read names the house and the account, whatever they are called")
    func address() throws {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        #expect(
            totp.address(house: "Kinora", account: "ida@example.org")
                == "otpauth://totp/Kinora:ida%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kinora&algorithm=SHA1&digits=6&period=30"
        )
        let odd = totp.address(house: "Räuber: & Söhne?", account: "a:b#c/d&secret=x " + String(repeating: "🎬", count: 80))
        #expect(odd.hasPrefix("otpauth://totp/R%C3%A4uber%20%26%20S%C3%B6hne%3F:ab%23c%2Fd%26secret%3Dx%20%F0%9F%8E%AC"))
        #expect(odd.utf8.count < 400)
        let read = try #require(URLComponents(string: odd))
        #expect(read.queryItems?.map(\.name) == ["secret", "issuer", "algorithm", "digits", "period"])
        #expect(read.queryItems?[1].value == "Räuber & Söhne?")
    }

    @Test(
        "base 32 as RFC 4648 has it",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
        ])
    func base32(plain: String, text: String) {
        #expect(Base32.encode(Array(plain.utf8)) == text)
    }

    private static func ofTheRFC(_ algorithm: TOTP.Algorithm, bytes: Int) -> TOTP {
        let digits = Array("1234567890".utf8)
        return TOTP(secret: (0..<bytes).map { digits[$0 % 10] }, algorithm: algorithm, digits: 8)
    }
}
