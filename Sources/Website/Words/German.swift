/// The texts in German.
enum German {
    static func text(_ phrase: Phrase) -> String {
        switch phrase {
        case .languageTag: "de"
        default: English.text(phrase)
        }
    }
}
