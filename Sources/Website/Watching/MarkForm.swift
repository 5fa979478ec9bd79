import KinoraViewing

/// The button that says of a feature that it was watched, or was not.
struct MarkForm: Sendable {
    let action: String
    /// What it will then be: `yes` or `no`.
    let value: String
    let label: String
    /// `history` where the button stands on that page.
    var back: String?

    /// - Parameter title: of the feature, for those who hear the button alone; nil where it stands on a page of its own.
    init(_ kind: FeatureKind, _ feature: String, title: String? = nil, _ progress: Progress?, _ words: Words) {
        let isWatched = progress?.isWatched == true
        action = Place.mark(kind, feature).address
        value = isWatched ? "no" : "yes"
        let words = words
        label =
            title.map { words(isWatched ? .markThisUnwatched : .markThisWatched, $0) } ?? words(isWatched ? .markUnwatched : .markWatched)
    }
}
