import KinoraCatalogue
import KinoraKernel
import Mustache

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

    /// - Parameters:
    ///   - scene: for a title without a poster; nil for a still of what can be played.
    ///   - label: what the poster is called, where nothing beside it says so; then it stands large at the head of a page.
    init(title: String, poster: Artwork?, scene: Artwork?, versions: [Playable] = [], label: String? = nil) {
        self.title = title
        artwork = Picture(poster, as: label == nil ? .card : .titlePoster, alt: label ?? "")
        let place: PicturePlace = label == nil ? .cardScene : .titleScene
        self.scene = artwork == nil ? Picture(scene, as: place) ?? Picture(stillOf: versions, as: place) : nil
        isSet = artwork == nil
        classes = TypeSetting.classes(for: title)
    }

    init(_ film: Film, _ words: Words, label: String? = nil) {
        let description = film.description
        self.init(
            title: description.shownTitle(words), poster: description.poster, scene: description.backdrop, versions: film.versions,
            label: label)
    }

    init(_ series: Series, _ words: Words, label: String? = nil) {
        let description = series.description
        self.init(title: description.shownTitle(words), poster: description.poster, scene: description.backdrop, label: label)
    }
}

extension Poster: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "artwork": artwork
        case "scene": scene
        case "isSet": isSet
        case "classes": classes
        default: nil
        }
    }
}
