import KinoraDocuments
import Testing

@Suite("Words are compared without case, accents and width")
struct FoldedWordsTests {
    @Test(arguments: [
        ("The Night Ferry", ["the", "night", "ferry"]), ("  a--b  ", ["a", "b"]), ("", []), ("...", []), ("8½ Weeks", ["8½", "weeks"]),
        ("AMÉLIE", ["amelie"]), ("Ｗｉｄｅ", ["wide"]), ("R2-D2\r\nC3PO", ["r2", "d2", "c3po"]),
    ])
    func words(text: String, words: [String]) {
        #expect(FoldedWords.of(text) == words)
    }

    @Test func textsOfASCIIHaveTheSameWordsByTheShorterWay() {
        var chance = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...24, using: &chance)).map { _ in UInt8.random(in: 0...127, using: &chance) }
            let text = String(decoding: bytes, as: UTF8.self)
            // A dash that is not ASCII, and belongs to no word, makes it go the longer way.
            #expect(FoldedWords.of(text) == FoldedWords.of("\u{2014}" + text), "\(bytes)")
            #expect(FoldedWords.ofASCII("\u{2014}" + text) == nil)
        }
    }
}
