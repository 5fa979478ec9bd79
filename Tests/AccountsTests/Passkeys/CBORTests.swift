import Testing

@testable import KinoraAccounts

@Suite("CBOR from strangers", .timeLimit(.minutes(10)))
struct CBORTests {
    /// From RFC 8949, appendix A.
    @Test(
        "the RFC's examples",
        arguments: [
            ([0x00], .integer(0)), ([0x17], .integer(23)), ([0x18, 0x18], .integer(24)), ([0x19, 0x03, 0xe8], .integer(1000)),
            ([0x1a, 0x00, 0x0f, 0x42, 0x40], .integer(1_000_000)),
            ([0x1b, 0x00, 0x00, 0x00, 0xe8, 0xd4, 0xa5, 0x10, 0x00], .integer(1_000_000_000_000)), ([0x20], .integer(-1)),
            ([0x39, 0x03, 0xe7], .integer(-1000)), ([0xf4], .boolean(false)), ([0xf5], .boolean(true)), ([0xf6], .null),
            ([0x40], .bytes([])), ([0x44, 1, 2, 3, 4], .bytes([1, 2, 3, 4])), ([0x60], .text("")), ([0x63, 0xc3, 0xbc, 0x61], .text("üa")),
            ([0x80], .array([])), ([0x83, 1, 2, 3], .array([.integer(1), .integer(2), .integer(3)])), ([0xa0], .map([:])),
            (
                [0xa2, 0x61, 0x61, 1, 0x61, 0x62, 0x82, 2, 3],
                .map([.text("a"): .integer(1), .text("b"): .array([.integer(2), .integer(3)])])
            ),
        ] as [([UInt8], CBOR)])
    func examples(bytes: [UInt8], value: CBOR) {
        #expect(CBORReader.whole(bytes) == value)
        for length in 0..<bytes.count { #expect(CBORReader.whole(bytes[..<length]) == nil) }
        #expect(CBORReader.whole(bytes + [0]) == nil)
    }

    @Test(
        "what authenticators do not write is refused",
        arguments: [
            [0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0xf9, 0x3c, 0x00], [0xfa, 0x47, 0xc3, 0x50, 0x00], [0xc0, 0x60], [0x5f, 0x41, 0x00, 0xff], [0x7f, 0xff], [0x9f, 0xff],
            [0xbf, 0xff],
            [0xf7], [0xf0], [0xf8, 0x20], [0xff], [0x1c], [0x1d], [0x1e], [0x1f], [0x61, 0xff], [0x62, 0xc3, 0x28],
            [0xa2, 0x00, 0x01, 0x00, 0x02],
        ] as [[UInt8]])
    func refused(bytes: [UInt8]) {
        #expect(CBORReader.whole(bytes) == nil)
    }

    @Test("lengths that are not there cost nothing", arguments: [0x40, 0x60, 0x80, 0xa0] as [UInt8])
    func hugeLengths(kind: UInt8) {
        for length in [
            [0x1a, 0xff, 0xff, 0xff, 0xff], [0x1b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0x1b] + Array(repeating: 0xff, count: 8),
        ] as [[UInt8]] {
            #expect(CBORReader.whole([kind | length[0]] + length.dropFirst()) == nil)
            #expect(CBORReader.whole([kind | length[0]] + length.dropFirst() + Array(repeating: 0, count: 1000)) == nil)
        }
    }

    @Test("neither depth nor number is without bound")
    func bounds() {
        #expect(CBORReader.whole(Array(repeating: 0x81, count: CBORReader.deepest - 1) + [0x00]) != nil)
        #expect(CBORReader.whole(Array(repeating: 0x81, count: CBORReader.deepest) + [0x00]) == nil)
        #expect(CBORReader.whole(Array(repeating: 0x81, count: 100_000)) == nil)
        #expect(CBORReader.whole([0x98, 255] + Array(repeating: 0, count: 255)) != nil)
        #expect(CBORReader.whole([0x99, 1, 0] + Array(repeating: 0, count: 256)) == nil)
        #expect(
            CBORReader.whole([0x82, 0x98, 200] + Array(repeating: 0, count: 200) + [0x98, 200] + Array(repeating: 0, count: 200)) == nil)
    }

    @Test("ten thousand random texts do no harm")
    func random() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<10_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = CBORReader.whole(bytes)
            _ = try? AuthenticatorData(bytes)
            _ = try? PasskeyKey(cose: bytes)
        }
    }
}
