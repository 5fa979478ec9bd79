import KinoraCatalogue
import KinoraRecommendation

/// What a graph of recommendations is told of the house: made of documents by `FactFeed`, for the graph in memory and for any other.
///
/// Every fact says how things stand, not what happened. So facts may be told again, and in the order in which they come the last one counts.
enum GraphFact: Sendable, Hashable {
    /// A film or a series that is listed: new, or described anew.
    case listed(TitleFacts, TitleRule)
    /// A title that is listed no more, or gone.
    case unlisted(title: String)
    /// What a profile watched of a title so far: all sittings of a film, or of one episode of a series.
    case watched(WatchFact)
    /// Everything that a profile watched, in the order in which it began, in the place of what was known: some of it was taken away.
    case history(profile: String, [WatchFact])
    /// "Not for me", or after all.
    case unwanted(profile: String, title: String, Bool)
    /// All that a profile said of genres and people, and titles whose watches are to say nothing of it. Where the latter changed, its history
    /// is asked for (`FactFeed.history`).
    case taste(profile: String, [Leaning], setAside: [String])
    /// Whether a profile wants recommendations. One that does not is forgotten, and nothing of it is taken in; of one that wants them again
    /// everything is asked for (`FactFeed.everything(of:)`).
    case recommendations(profile: String, isOn: Bool)
    /// A profile that is no more: its name is to stand nowhere.
    case erased(profile: String)
}
