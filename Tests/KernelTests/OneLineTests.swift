import KinoraKernel
import Testing

@Suite("Foreign text on one line")
struct OneLineTests {
    @Test(arguments: [
        ("two\nlines\r\tend", "two lines  end"), ("bell\u{7}\u{1B}[31mred", "bell  [31mred"), ("a\u{2028}b", "a b"),
        ("\u{202E}gnp.exe\u{202C}", "gnp.exe"), ("\u{2066}a\u{2069}b", "ab"), ("שלום\u{200F}!", "שלום\u{200F}!"),
        ("👩\u{200D}👩\u{200D}👧", "👩\u{200D}👩\u{200D}👧"),
    ])
    func staysOneLineAndTurnsNothing(text: String, line: String) {
        #expect(Array(text.onOneLine().unicodeScalars) == Array(line.unicodeScalars))
    }

    @Test func isCutWhereItIsTooLong() {
        #expect("abcdef".onOneLine(atMost: 6) == "abcdef")
        #expect("abcdefg".onOneLine(atMost: 6) == "abcdef…")
        #expect(("z" + String(repeating: "\u{301}", count: 5000)).onOneLine(atMost: 10).unicodeScalars.count == 11)
    }
}
