import KinoraRecommendation

/// What rows of recommendations are called, for those who have no page to show them on.
package enum RecommendationHeading {
    package static func of(_ kind: KinoraRecommendation.Row.Kind) -> String { Words.english.heading(kind) }
}
