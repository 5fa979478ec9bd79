/// Where on a page an image stands; how wide it is there follows from `site.css`.
enum PicturePlace: Sendable {
    case card
    /// Behind the title set on a card.
    case cardScene
    case titlePoster
    case titleScene
    case banner
    case still
    /// The title's lettering, in the title's place.
    case lettering
    case portrait

    /// For the `sizes` of an image: CSS lengths by the window's width.
    var sizes: String {
        switch self {
        case .card: "clamp(131px, 88px + 7vw, 220px)"
        // A wide picture that fills an upright card is as wide as the card is high, by its own proportion.
        case .cardScene: "clamp(350px, 235px + 19vw, 560px)"
        case .titlePoster: "(max-width: 46rem) 184px, clamp(176px, 22vw, 320px)"
        case .titleScene: "(max-width: 46rem) 490px, clamp(470px, 59vw, 850px)"
        case .banner: "max(100vw, 900px)"
        case .still: "clamp(128px, 24vw, 240px)"
        case .lettering: "min(80vw, 420px)"
        case .portrait: "clamp(7rem, 18vw, 11rem)"
        }
    }

    /// The largest file for browsers that choose nothing, in pixels.
    var standardWidth: Int {
        switch self {
        case .card, .portrait: 320
        case .cardScene, .titlePoster, .still, .lettering: 640
        case .titleScene: 960
        case .banner: 1920
        }
    }

    var pictureClass: String? {
        switch self {
        case .cardScene, .titleScene: "poster-scene"
        case .banner: "banner-picture"
        default: nil
        }
    }

    var imageClass: String? { self == .lettering ? "lettering" : nil }

    /// What stands at the head of a page is wanted at once.
    var isLazy: Bool {
        switch self {
        case .card, .cardScene, .still: true
        default: false
        }
    }
}
