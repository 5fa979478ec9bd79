/// What can be played.
package enum FeatureKind: String, Codable, Sendable, CaseIterable {
    case film, episode
}
