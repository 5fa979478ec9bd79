import Foundation
import KinoraKernel
import Testing

@Suite("Explanations")
struct ExplanationTests {
    private let explanation: Explanation = "Part \(2): \("only \(3) of {} are there" as Explanation)"

    @Test("In English they read like the text that they were written as")
    func english() {
        #expect(explanation.english == "Part 2: only 3 of  are there")
        #expect("\(explanation)" == explanation.english)
        #expect(Explanation(plain: "a {} b").english == "a {} b")
        #expect(("It holds \("{}") and \("nothing")." as Explanation).english == "It holds {} and nothing.")
        #expect((["One.", "Two \(2)."] as [Explanation]).english == "One. Two 2.")
    }

    @Test("What fills the gaps is kept apart from the text")
    func form() {
        let said: Explanation = "only \(7) of \(Int64(9)) pictures of \("a.mkv") can be decoded"
        #expect(said.text == "only {} of {} pictures of {} can be decoded")
        #expect(said.values == [Explanation(plain: "7"), Explanation(plain: "9"), Explanation(plain: "a.mkv")])
        #expect(("Nothing." as Explanation).values == [])
        #expect(Explanation(plain: "Nothing.").values == nil)
        #expect(Explanation(sentence: "Nothing.") == "Nothing.")
    }

    @Test("They come back from JSON as they were, and a mere text is one that is said in English alone")
    func kept() throws {
        let all: [Explanation] = [explanation, "No gap.", Explanation(plain: "{}"), "\("x")"]
        #expect(try JSONDecoder().decode([Explanation].self, from: JSONEncoder().encode(all)) == all)
        let former = try JSONDecoder().decode([Explanation].self, from: Data(#"["Of former times."]"#.utf8))
        #expect(former == [Explanation(plain: "Of former times.")])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Explanation].self, from: Data("[7]".utf8)) }
    }

    @Test("On one line nothing foreign breaks it, and one that is too long is cut")
    func oneLine() {
        let hostile: Explanation = "The file \("a\nb\u{202E}") is there."
        #expect(hostile.onOneLine().english == "The file a b is there.")
        #expect(hostile.onOneLine().text == "The file {} is there.")
        let long: Explanation = "The file \(String(repeating: "x", count: 100)) is there."
        #expect(long.onOneLine(atMost: 20).english == "The file xxxxxxxxxxx…")
        #expect(long.onOneLine(atMost: 20).values == nil)
    }

    private struct Plain: Complaint { let sentence = "It is so." }
    private struct Explained: ExplainedComplaint { let explanation: Explanation = "It is \("so")." }

    @Test("A complaint that explains nothing is said in English alone")
    func complaints() {
        #expect(Explanation(Plain()) == Explanation(plain: "It is so."))
        #expect(Explanation(Explained()).values?.count == 1)
        #expect(Explained().sentence == "It is so.")
    }
}
