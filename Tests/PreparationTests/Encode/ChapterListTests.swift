import KinoraMedia
import KinoraPreparation
import Testing

@Suite("The chapters of a file")
struct ChapterListTests {
    private func tidy(_ found: [SourceChapter], origin: Double = 0, duration: Double = 600) -> [Chapter] {
        ChapterList.tidy(found, origin: origin, duration: duration)
    }

    @Test("are put in order, and each ends where the next begins, or earlier where it says so")
    func order() {
        let chapters = tidy([
            SourceChapter(start: 300, title: "Three"), SourceChapter(start: 0, end: 250, title: "One"),
            SourceChapter(start: 100, end: 200, title: "Two"),
        ])
        #expect(
            chapters == [
                Chapter(start: 0, end: 100_000, title: "One"), Chapter(start: 100_000, end: 200_000, title: "Two"),
                Chapter(start: 300_000, end: 600_000, title: "Three"),
            ])
    }

    @Test("count from the film's beginning")
    func origin() {
        let chapters = tidy([SourceChapter(start: 0.08, title: "A"), SourceChapter(start: 60.08, title: "B")], origin: 0.08)
        #expect(chapters.map(\.start) == [0, 60_000])
    }

    @Test("that begin before the film go on into it, if they do")
    func negative() {
        #expect(tidy([SourceChapter(start: -20, title: "A"), SourceChapter(start: 60, title: "B")]).map(\.title) == ["A", "B"])
        #expect(tidy([SourceChapter(start: -20, end: -5, title: "A"), SourceChapter(start: 60, title: "B")]).map(\.title) == ["B"])
        #expect(
            tidy([
                SourceChapter(start: -20, title: "A"), SourceChapter(start: -10, title: "B"), SourceChapter(start: 0.5, title: "C"),
                SourceChapter(start: 9, title: "D"),
            ]).map(\.title) == ["C", "D"])
    }

    @Test("that lie behind its end, are no numbers, or begin together with another are left out")
    func nonsense() {
        let chapters = tidy([
            SourceChapter(start: .nan, title: "x"), SourceChapter(start: .infinity, title: "x"), SourceChapter(start: 1e300, title: "x"),
            SourceChapter(start: 0), SourceChapter(start: 0.2, title: "Inner"), SourceChapter(start: 30, end: -1, title: "Second"),
            SourceChapter(start: 599.9, title: "x"), SourceChapter(start: 700, title: "x"),
        ])
        #expect(chapters.map(\.title) == ["Inner", "Second"] && chapters.map(\.end) == [30_000, 600_000])
    }

    @Test("are not more than anybody looks for, and their names not longer")
    func bounds() {
        let many = tidy(
            (0..<100_000).map { SourceChapter(start: Double($0), title: String(repeating: "n", count: 5000)) }, duration: 200_000)
        #expect(many.count == ChapterList.most && many.allSatisfy { $0.title.count <= ChapterList.longestTitle + 1 })
    }

    @Test("have names on one line that turn nothing around")
    func names() {
        #expect(
            tidy([SourceChapter(start: 0, title: " A\n\u{202E}B\u{0} "), SourceChapter(start: 9, title: "C")]).map(\.title) == ["A B", "C"])
    }

    @Test("are none when there is but one that is the whole film")
    func one() {
        #expect(tidy([SourceChapter(start: 0, title: "Film")]).isEmpty && tidy([]).isEmpty)
        #expect(tidy([SourceChapter(start: 500, title: "Credits")]).count == 1)
    }
}
