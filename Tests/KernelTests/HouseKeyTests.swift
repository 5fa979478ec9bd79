import KinoraKernel
import Testing

@Suite("The house's own secrets")
struct HouseKeyTests {
    private let old = [UInt8](repeating: 1, count: 32)
    private let new = [UInt8](repeating: 2, count: 32)

    @Test func whatWasSealedIsOpenedWithTheSameKeyForTheSamePurposeOnly() throws {
        let keys = try #require(HouseKeys([old]))
        let sealed = try keys.seal(Array("a secret".utf8), for: .secondFactors)

        #expect(keys.open(sealed, for: .secondFactors) == Array("a secret".utf8))
        #expect(keys.open(sealed, for: .signIn) == nil)
        #expect(try #require(HouseKeys([new])).open(sealed, for: .secondFactors) == nil)
        #expect(!sealed.contains("secret"))
        #expect(try keys.seal(Array("a secret".utf8), for: .secondFactors) != sealed, "a nonce is used once")
    }

    @Test func whatWasChangedIsNotOpened() throws {
        let keys = try #require(HouseKeys([old]))
        let bytes = try #require(Base64URL.decode(keys.seal(Array("a secret".utf8), for: .grants)))
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(keys.open(Base64URL.encode(changed), for: .grants) == nil)
        }
        for length in 0..<bytes.count { #expect(keys.open(Base64URL.encode(bytes.prefix(length)), for: .grants) == nil) }
    }

    @Test func anOlderKeyIsStillKnownUntilItIsTakenAway() throws {
        let before = try #require(HouseKeys([old]))
        let between = try #require(HouseKeys([new, old]))
        let after = try #require(HouseKeys([new]))
        let sealed = try before.seal([1, 2, 3], for: .signIn)
        let mac = before.mac([1, 2, 3], for: .grants)

        #expect(between.open(sealed, for: .signIn) == [1, 2, 3] && between.isValid(mac, of: [1, 2, 3], for: .grants))
        #expect(after.open(sealed, for: .signIn) == nil && !after.isValid(mac, of: [1, 2, 3], for: .grants))
        #expect(after.open(try between.seal([4], for: .signIn), for: .signIn) == [4], "new things are made with the newest")
        #expect(!between.isValid(mac, of: [1, 2, 4], for: .grants) && !between.isValid(mac, of: [1, 2, 3], for: .signIn))
        #expect(!between.isValid([], of: [1, 2, 3], for: .grants))
    }

    @Test func keysOfAnotherLengthAreNone() {
        #expect(HouseKeys([]) == nil && HouseKeys([[1]]) == nil && HouseKeys([old, []]) == nil)
    }

    @Test func base64URLTakesNothingButItsOwn() {
        for count in 0...40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 250) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        for text in ["AA=", "AA==", "A", "AB", "A+/A", "A A", "AAA\n", "ÄÄ"] { #expect(Base64URL.decode(text) == nil, "\(text)") }
    }

    @Test func tokensAreLongAndNeverTheSame() {
        let tokens = Set((1...1000).map { _ in RandomToken.make() })
        #expect(tokens.count == 1000 && tokens.allSatisfy { $0.utf8.count == RandomToken.length && Base64URL.decode($0)?.count == 32 })
    }
}
