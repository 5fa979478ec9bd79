import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraCatalogue

@Suite("Looking for what is said")
struct SpeechTests {
    private func words(_ text: String) -> [String] { SpokenWords(text).words.map(\.text) }

    @Test func wordsAreFoldedAndKnowWhereTheyStand() {
        let text = "L’été à Århus – “Straße”, don't!"
        let found = SpokenWords(text).words
        #expect(found.map(\.text) == ["l", "ete", "a", "arhus", "straße", "don", "t"] || found.map(\.text)[4] == "strasse")
        #expect(found.map { String(text.unicodeScalars[$0.range]) } == ["L", "été", "à", "Århus", "Straße", "don", "t"])
    }

    @Test func writingWithoutSpacesIsTakenLetterByLetter() {
        #expect(words("灯台はどこ ですか") == ["灯", "台", "は", "と", "こ", "て", "す", "か"] || words("灯台はどこ ですか").count == 8)
        #expect(words("Tokyo灯台2号") == ["tokyo", "灯", "台", "2", "号"])
        #expect(words("마음 등대") == ["마음", "등대"] || words("마음 등대").count == 2)
    }

    @Test func aQuestionIsFirstTakenAsASentence() throws {
        let query = try #require(SpeechQuery("The old  lighthouse"))
        let plain = [SpeechQuery.Phrase(["the"]), SpeechQuery.Phrase(["old"]), SpeechQuery.Phrase(["lighthouse"])]
        #expect(query.attempts.first == [SpeechQuery.Phrase(["the", "old", "lighthouse"])])
        #expect(query.attempts.dropFirst().first == plain)
        #expect(query.attempts.last?.map(\.isBeginning) == [false, false, true])
    }

    @Test func whatStandsInQuotationMarksIsMeantSo() throws {
        for text in ["\"old house\" Boat", "“old house” boat", "„old house“ boat", "«old house» boat"] {
            let query = try #require(SpeechQuery(text))
            #expect(query.attempts == [[SpeechQuery.Phrase(["old", "house"]), SpeechQuery.Phrase(["boat"])]], "\(text)")
        }
        // A mark that nobody closed is none.
        #expect(try #require(SpeechQuery("\"old house")).attempts[1] == [SpeechQuery.Phrase(["old"]), SpeechQuery.Phrase(["house"])])
        #expect(SpeechQuery("…  \" \" -- *") == nil)
        #expect(try #require(SpeechQuery(String(repeating: "a b ", count: 500))).attempts[0][0].words.count <= SpeechQuery.mostWords)
    }

    private func found(_ parts: [(Int64, String)], _ phrases: [SpeechQuery.Phrase]) -> Saying {
        Saying(
            FoundUtterance(
                package: PackageID("p"), feature: SpokenFeature(.film, "f"), language: LanguageTag("en"), isForHearingImpaired: false,
                utterance: Utterance(parts: parts.map { Utterance.Part(start: $0.0, text: $0.1) }), phrases: phrases, attempt: 0))
    }

    @Test func theFoundWordsAreMarkedAndTheMomentIsTheirs() {
        let saying = found(
            [(1000, "I was there,"), (2500, "in the Old  Lighthouse."), (4000, "Old.")], [SpeechQuery.Phrase(["old", "lighthouse"])])
        #expect(saying.moment == 2500)
        #expect(saying.pieces.map(\.text).joined() == "I was there, in the Old  Lighthouse. Old.")
        #expect(saying.pieces.filter(\.isFound).map(\.text) == ["Old", "Lighthouse"])
    }

    @Test func aSentenceOverTwoCuesIsMarkedInBoth() {
        let saying = found([(1000, "Never trust"), (2000, "the sea.")], [SpeechQuery.Phrase(["trust", "the", "sea"])])
        #expect(saying.moment == 1000)
        #expect(saying.pieces.filter(\.isFound).map(\.text) == ["trust", "the", "sea"])
    }

    @Test func beginningsMarkTheWholeWordAndAccentsDoNotMatter() {
        let saying = found(
            [(0, "Das Café am Leuchtturm")], [SpeechQuery.Phrase(["leucht"], isBeginning: true), SpeechQuery.Phrase(["cafe"])])
        #expect(saying.pieces.filter(\.isFound).map(\.text) == ["Café", "Leuchtturm"])
    }

    @Test func whatIsVeryLongIsCutAroundWhatWasFound() {
        let long = String(repeating: "very many words ", count: 60)
        let saying = found([(0, long + "needle " + long)], [SpeechQuery.Phrase(["needle"])])
        let text = saying.pieces.map(\.text).joined()
        #expect(text.count <= Saying.longest + 2 && text.hasPrefix("…") && text.hasSuffix("…") && text.contains("needle"))
    }
}
