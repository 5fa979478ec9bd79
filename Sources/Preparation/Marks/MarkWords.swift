import KinoraCatalogue
import KinoraMedia

/// Chapters that are called as openings and closings of films are, in the languages that such names are written in.
package enum MarkWords {
    private static let opening: Set<String> = [
        "intro", "introduction", "opening", "opening credits", "opening titles", "opening theme", "opening sequence", "title sequence",
        "main title", "main titles", "op", "vorspann", "titelvorspann", "titelsequenz", "titelmelodie", "anfang vorspann",
        "generique de debut", "generique debut", "generique d ouverture", "introduccion", "creditos iniciales", "apertura", "cabecera",
        "sigla iniziale", "titoli di testa", "abertura", "creditos de abertura",
    ]
    private static let closing: Set<String> = [
        "outro", "ending", "end credits", "closing credits", "closing titles", "closing theme", "closing", "end titles", "end title", "ed",
        "abspann", "nachspann", "schlusstitel", "schluss abspann", "generique de fin", "generique fin", "credits de fin",
        "creditos finales",
        "titulos finales", "sigla finale", "titoli di coda", "encerramento", "creditos finais",
    ]
    /// Either, by where it stands.
    private static let either: Set<String> = ["credits", "credit", "titles", "generique", "creditos", "sigla", "theme song", "theme"]
    /// Words that say nothing of the kind.
    private static let empty: Set<String> = ["chapter", "kapitel", "chapitre", "capitulo", "capitolo", "scene", "the"]

    /// Milliseconds that an opening lasts.
    private static let openingLength: ClosedRange<Int64> = 5_000...300_000
    /// Milliseconds that a closing lasts at least.
    private static let shortestClosing: Int64 = 5_000

    /// - Parameter duration: the film's, in milliseconds.
    package static func marks(in chapters: [Chapter], duration: Int64) -> (opening: Mark?, closing: Mark?) {
        var (opening, closing): (Mark?, Mark?) = (nil, nil)
        for chapter in chapters {
            let name = name(chapter.title)
            let mark = Mark(start: chapter.start, end: chapter.end, evidence: .chapter)
            let isEarly = chapter.start < duration / 2
            let length = chapter.end - chapter.start
            if opening == nil, isEarly, Self.opening.contains(name) || either.contains(name), openingLength.contains(length) {
                opening = mark
            }
            if !isEarly, Self.closing.contains(name) || either.contains(name), length >= shortestClosing, closing == nil { closing = mark }
        }
        return (opening, closing)
    }

    /// Folded, without numbers: `03 – Générique de fin` becomes `generique de fin`.
    private static func name(_ title: String) -> String {
        SortTitle.fold(title).split { !$0.isLetter }.map(String.init).filter { !empty.contains($0) }.joined(separator: " ")
    }
}
