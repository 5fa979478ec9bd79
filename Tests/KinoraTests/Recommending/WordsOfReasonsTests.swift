import KinoraRecommendation
import Testing

@testable import KinoraWebsite

@Suite("Reasons in words")
struct WordsOfReasonsTests {
    private static let reasons: [Reason] =
        [.watchedNext(after: "Cléo"), .watchedAlso(with: "Cléo"), .popular, .new, .quiet]
        + ContentNode.Kind.allCases.map { .shares($0, name: "Somebody", with: "Cléo") }

    @Test(arguments: reasons)
    func pagesSayWhatTheCommandLineSays(reason: Reason) {
        #expect(Words.english.sentence(reason) == reason.sentence)
        let path = Words.english.path(of: reason, to: "The Gleaners")
        #expect(path.count >= 2 && path.last == "The Gleaners" && path.allSatisfy { !$0.isEmpty && !$0.contains("{}") })
    }
}
