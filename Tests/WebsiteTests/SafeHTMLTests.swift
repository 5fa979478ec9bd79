import Testing

@testable import KinoraWebsite

@Suite("Hostile text in pages")
struct SafeHTMLTests {
    @Test(arguments: [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("a\u{0}b\u{7}c", "a\u{FFFD}b\u{FFFD}c"), ("two\nlines\tand", "two\nlines\tand"),
        ("\"\u{301} onclick=x", "&quot;\u{301} onclick=x"), ("<\u{338}script>", "&lt;\u{338}script&gt;"), ("é 🎬 שלום", "é 🎬 שלום"),
    ])
    func isTextForTheBrowser(text: String, escaped: String) {
        // Compared by scalars: as strings, `"` with an accent would equal itself in many spellings.
        #expect(Array(SafeHTML().escapeText(text).unicodeScalars) == Array(escaped.unicodeScalars))
    }
}
