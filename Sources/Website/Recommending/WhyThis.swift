import KinoraCatalogue
import KinoraRecommendation

/// Why a title is in a row: the way that leads to it in the graph, and the button that takes it away.
struct WhyThis: Sendable {
    let steps: [String]
    let form: NotForMeForm
}

extension Card {
    /// The same, with the reason and the way that leads here.
    func recommended(because reason: Reason, _ words: Words) -> Card {
        var card = self
        card.reason = words.sentence(reason)
        card.why = name.map { name in
            WhyThis(steps: words.path(of: reason, to: title), form: NotForMeForm(name, isUnwanted: false, comesBackHome: true, words))
        }
        return card
    }
}
