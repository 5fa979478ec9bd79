import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraRecommendation
import KinoraViewing

/// What the titles on the page about one's taste are called. What the viewer may not find has no name there.
struct TasteNames: Sendable {
    private let named: NamedTitles
    private let words: Words

    init(_ named: NamedTitles, _ words: Words) {
        self.named = named
        self.words = words
    }

    func label(of id: String) -> String? {
        (named.films[id]?.value.description ?? named.series[id]?.value.description)?.shownTitle(words)
    }

    private func address(of id: String) -> String? {
        if named.films[id] != nil { return Place.film(FilmID(id)).address }
        return named.series[id] == nil ? nil : Place.series(SeriesID(id)).address
    }

    /// A title that counts; nil where it is gone.
    func line(_ title: Taste.Title, _ words: Words) -> TastePage.Line? {
        guard let label = label(of: title.title) else { return nil }
        let button = TastePage.Button(
            wish: TasteCorrection.Wish.forget.rawValue, label: words(.tasteUnused), spoken: words(.tasteUnusedThis, label))
        return TastePage.Line(
            subject: "title", name: title.title, label: label, address: address(of: title.title),
            meta: TastePage.strength(title.strength, words), percent: Int(title.strength * 100), buttons: [button])
    }

    /// A title of which something was said that can be taken back.
    func line(
        _ id: String, _ subject: String, _ wish: String, _ button: String, _ spoken: Phrase, _ words: Words
    ) -> TastePage.Line {
        let label = label(of: id)
        let shown = label ?? words(.tasteGone)
        return TastePage.Line(
            subject: subject, name: id, label: shown, address: address(of: id), meta: "", percent: nil,
            buttons: [.init(wish: wish, label: button, spoken: words(spoken, shown))])
    }
}
