import KinoraCatalogue
import KinoraRecommendation

/// Answers what suits a viewer; told by whoever knows the graph. Nothing is answered while the graph is not there yet.
package protocol Recommender: Sendable {
    /// The rows of a profile's first page, with at most `length` titles each.
    func rows(for profile: String, seenBy audience: Audience, length: Int) async -> [KinoraRecommendation.Row]

    /// What is like a title.
    /// - Parameter profile: whose watched and unwanted titles are left out.
    func moreLike(_ title: String, for profile: String?, seenBy audience: Audience, count: Int) async -> [KinoraRecommendation.Row.Item]

    /// What weighs in a profile's answers; nil while nothing can be answered.
    func taste(of profile: String, seenBy audience: Audience) async -> Taste?

    /// What is around a title, for an owner's eyes; nil while nothing can be answered, or where the graph knows no such title.
    func surroundings(of title: String) async -> Surroundings?
}
