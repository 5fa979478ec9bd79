import KinoraCatalogue
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("Chapters that are credits")
struct MarkWordsTests {
    private func marks(_ names: [(start: Int64, name: String)], duration: Int64 = 1_500_000) -> (opening: Mark?, closing: Mark?) {
        let ends = names.dropFirst().map(\.start) + [duration]
        return MarkWords.marks(
            in: zip(names, ends).map { Chapter(start: $0.start, end: $1, title: $0.name) }, duration: duration)
    }

    @Test(
        "are known by their names in several languages",
        arguments: [
            ("Intro", "Credits"), ("Opening", "Ending"), ("02 - Opening Credits", "End Credits"), ("Vorspann", "Abspann"),
            ("Générique de début", "Générique de fin"), ("GÉNÉRIQUE", "Générique"), ("Créditos iniciales", "Créditos finales"),
            ("Cabecera", "Créditos"), ("Titoli di testa", "Titoli di coda"), ("Chapter 2: Main Titles", "Outro"), ("OP", "ED"),
        ])
    func names(opening: String, closing: String) {
        let found = marks([(0, "Part 1"), (60_000, opening), (120_000, "Part 2"), (1_400_000, closing)])
        #expect(found.opening == Mark(start: 60_000, end: 120_000, evidence: .chapter))
        #expect(found.closing == Mark(start: 1_400_000, end: 1_500_000, evidence: .chapter))
    }

    @Test("are not those that only mention such a word, stand at the wrong end, or last too long")
    func others() {
        for name in ["The Opening of the Gate", "Introducing Anna", "Operation", "Edward", "Credit card"] {
            let found = marks([(0, "A"), (60_000, name), (120_000, "B"), (1_400_000, name)])
            #expect(found.opening == nil && found.closing == nil, "\(name)")
        }
        #expect(marks([(0, "Intro"), (400_000, "B")]).opening == nil)
        #expect(marks([(0, "A"), (1_400_000, "Intro")]).closing == nil)
        #expect(marks([(0, "Outro"), (60_000, "B")]).opening == nil)
    }

    @Test("win over what was heard, and that over what was seen")
    func evidence() {
        let (chapter, sound, longer, picture) = (
            Mark(start: 5, end: 10, evidence: .chapter), Mark(start: 0, end: 20, evidence: .sound),
            Mark(start: 0, end: 30, evidence: .sound),
            Mark(start: 0, end: 90, evidence: .picture)
        )
        for order in [[chapter, sound, longer, picture], [picture, longer, sound, chapter], [sound, chapter, picture, longer]] {
            var marks = Marks(package: PackageID("p"))
            for mark in order { marks.take(opening: mark) }
            #expect(marks.opening == chapter)
        }
        for order in [[sound, longer, picture], [picture, longer, sound], [longer, picture, sound]] {
            var marks = Marks(package: PackageID("p"))
            for mark in order { marks.take(closing: mark) }
            #expect(marks.closing == longer)
        }
    }
}
