/// What an extra is, in the order in which pages show them.
package enum ExtraKind: String, Codable, Sendable, CaseIterable {
    case trailer, featurette
    case behindTheScenes = "behind_the_scenes"
    case interview
    case deletedScene = "deleted_scene"
    case scene, clip, short, other
}
