import Crypto
import Foundation
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPartners

@Suite("What Facebook itself sends")
struct FacebookRequestTests {
    private static let secret = "0123456789abcdef0123456789abcdef"
    private static let payload =
        "eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTczNTY4OTYwMCwidXNlcl9pZCI6IjEwMTUwMDAwMDAwMDAwMDAxIn0"
    private static let vector = "KzbUQojh3c09SwpdDbGtT06ac9apLNsMX-eXB86c8XQ." + payload

    private func reader(_ secondsLater: Int64, secret: String = Self.secret) throws -> FacebookRequest {
        let time = StoppedTime(at: Moment(milliseconds: (1_735_689_600 + secondsLater) * 1000))
        return FacebookRequest(secret: try SignInBench.key(secret), time: time)
    }

    private func signed(_ payload: Value, secret: String = Self.secret) -> String {
        let encoded = Base64URL.encode(payload.jsonBytes)
        let code = HMAC<SHA256>.authenticationCode(for: Array(encoded.utf8), using: SymmetricKey(data: Array(secret.utf8)))
        return Base64URL.encode(code) + "." + encoded
    }

    @Test("a request that was really made, and the proof of a token that was")
    func vectors() throws {
        #expect(try reader(10).subject(of: Self.vector) == "10150000000000001")
        #expect(
            FacebookProvider.proof(of: "EAAtoken", try SignInBench.key(Self.secret))
                == "3ed5c45291669ee788e82dfd074125ffd6cef0f510cae95b5d0bcfb96cd18cd2")
    }

    @Test("what is old, from the future, of another app, changed, or signed in another way names nobody")
    func refused() throws {
        #expect(try reader(3600).subject(of: Self.vector) != nil)
        #expect(try reader(3601).subject(of: Self.vector) == nil)
        #expect(try reader(-61).subject(of: Self.vector) == nil)
        #expect(try reader(10, secret: "another").subject(of: Self.vector) == nil)
        let reader = try reader(10)
        let issued: Value = .int(1_735_689_600)
        #expect(reader.subject(of: signed(["algorithm": "HMAC-SHA256", "issued_at": issued, "user_id": "7"])) == "7")
        #expect(reader.subject(of: signed(["algorithm": "HMAC-SHA1", "issued_at": issued, "user_id": "7"])) == nil)
        #expect(reader.subject(of: signed(["algorithm": "none", "issued_at": issued, "user_id": "7"])) == nil)
        #expect(reader.subject(of: signed(["issued_at": issued, "user_id": "7"])) == nil)
        #expect(reader.subject(of: signed(["algorithm": "HMAC-SHA256", "user_id": "7"])) == nil)
        #expect(reader.subject(of: signed(["algorithm": "HMAC-SHA256", "issued_at": issued, "user_id": 7])) == nil)
        let odd = [
            "", ".", Self.payload, "." + Self.payload, Self.vector + ".x", Self.vector + "=", "A" + Self.vector,
            Self.vector.replacingOccurrences(of: "KzbU", with: "KzbV"), String(repeating: "a", count: 20_000) + "." + Self.payload,
        ]
        for text in odd { #expect(reader.subject(of: text) == nil, "\(text.prefix(80))") }
    }
}
