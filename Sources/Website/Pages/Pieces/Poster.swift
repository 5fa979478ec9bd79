import KinoraCatalogue

/// The upright picture of a title: its poster; else a scene with the title set over it; else the title set on a coloured ground.
struct Poster: Sendable {
    let title: String
    /// A real poster.
    let artwork: Picture?
    /// A scene, for titles without a poster.
    let scene: Picture?
    /// Whether the title is set in type.
    let isSet: Bool
    /// Classes of the style sheet: the colour, the ground's pattern, the size of the type.
    let classes: String

    init(title: String, artwork: Picture?, scene: Picture?) {
        self.title = title
        self.artwork = artwork
        self.scene = artwork == nil ? scene : nil
        isSet = artwork == nil
        classes = TypeSetting.classes(for: title)
    }
}
