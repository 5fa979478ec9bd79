import KinoraKernel

/// Who answers what a profile may like. Two do: the graph in memory, and a graph database; one contract is kept by both.
package protocol RecommendationSource: Sendable {
    /// The rows of a profile's first page; no title stands in two of them. Empty where recommendations are turned off.
    /// - Parameter isPermitted: whether the profile may see a title: age, rights.
    func rows(
        for profile: String, at now: Moment, length: Int, isPermitted: @escaping @Sendable (String) -> Bool
    ) async throws -> [Row]

    /// What is like a title, each with its reason; what the profile watched or does not want is left out.
    func moreLike(
        _ title: String, count: Int, profile: String?, isPermitted: @escaping @Sendable (String) -> Bool
    ) async throws -> [Row.Item]

    /// What weighs in a profile's answers.
    func taste(of profile: String, isPermitted: @escaping @Sendable (String) -> Bool) async throws -> Taste

    /// What is around a title, whoever asks; nil for one that is not listed.
    func surroundings(of title: String) async throws -> Surroundings?
}
