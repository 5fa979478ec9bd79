import KinoraRecommendation

/// One thing that the graph is told.
package enum MirrorFact: Sendable, Hashable {
    /// A title that is new or described anew.
    case title(TitleFacts)
    /// A title that is listed no more.
    case titleGone(String)
    case watch(WatchFact)
    /// Everything that a profile watched, in the place of what was known.
    case history(profile: String, [WatchFact])
    case notForMe(profile: String, title: String, isUnwanted: Bool)
    /// What a profile said of genres and people, and titles whose watches say nothing of it; its history is told anew where these changed.
    case taste(profile: String, [Leaning], setAside: [String])
    /// Whether a profile wants recommendations at all; what was known of one that does not is forgotten.
    case turn(profile: String, isOn: Bool)
    /// A profile that is no more.
    case erased(profile: String)
}
