import KinoraDelivery
import Testing

@Suite("What a Range field asks for")
struct ByteRangeTests {
    @Test(
        arguments: [
            ("bytes=0-0", 0..<1), ("bytes=0-99", 0..<100), ("bytes=0-100", 0..<100), ("bytes=40-", 40..<100), ("bytes=-30", 70..<100),
            ("bytes=-1000", 0..<100), ("bytes=99-99", 99..<100), ("BYTES=1-2", 1..<3), ("bytes= 1-2 ", 1..<3), ("bytes=1-2,", 1..<3),
            ("bytes=0-99999999999999999999", 0..<100),
        ] as [(String, Range<Int64>)])
    func onePartOfAHundredBytes(field: String, part: Range<Int64>) {
        #expect(ByteRange(field, size: 100) == .part(part))
    }

    @Test(arguments: ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"])
    func nothingOfItLiesInTheFile(field: String) {
        #expect(ByteRange(field, size: 100) == .unsatisfiable)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=2-1", "bytes=1--2", "bytes=+1-2", "bytes=1-2-3", "items=0-1", "bytes=0x1-2",
        "bytes=0-1,5-9", "bytes=0-,0-,0-", "bytes=١-٢",
    ])
    func whatIsIgnoredGetsTheWholeFile(field: String) {
        #expect(ByteRange(field, size: 100) == .whole)
        #expect(ByteRange(nil, size: 100) == .whole)
    }

    @Test func anEmptyFileHasNoParts() {
        #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-5", size: 0) == .unsatisfiable)
        #expect(ByteRange(nil, size: 0) == .whole)
    }
}
