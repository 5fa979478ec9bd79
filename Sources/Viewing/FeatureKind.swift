/// What can be played.
package enum FeatureKind: String, Codable, Sendable, CaseIterable {
    case film, episode
    /// A trailer or something else beside a title: nothing of it is written down, and nobody continues it.
    case extra

    /// Whether what is watched of it is written down, as history and for recommendations.
    package var isRemembered: Bool { self != .extra }
}
