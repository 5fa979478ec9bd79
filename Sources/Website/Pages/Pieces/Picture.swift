import KinoraCatalogue
import Mustache

/// An image on a page. Its size is stated so that nothing moves when it arrives, and browsers choose the file that fits their screen.
struct Picture: Sendable {
    /// For browsers that choose nothing.
    let address: String
    let width: Int
    let height: Int
    /// Nil for a picture of one size alone.
    let choice: Choice?
    let alt: String
    let pictureClass: String?
    let imageClass: String?
    let isLazy: Bool

    /// Files to choose from: addresses with their widths, as `srcset` has them.
    struct Choice: Sendable {
        let webp: String
        let plain: String
        /// How wide it stands on the page, as `sizes` has it.
        let sizes: String
    }

    /// Artwork of the catalogue's.
    init?(_ artwork: Artwork?, as place: PicturePlace, alt: String = "") {
        guard let artwork else { return nil }
        let standard = artwork.sizes.last { $0.width <= place.standardWidth } ?? artwork.sizes.first
        address = Place.artwork(standard?.plain ?? artwork.file).address
        width = max(1, standard?.width ?? artwork.width)
        height = max(1, standard?.height ?? artwork.height)
        choice =
            artwork.sizes.isEmpty
            ? nil
            : Choice(
                webp: Self.set(artwork.sizes, \.webp), plain: Self.set(artwork.sizes, \.plain), sizes: place.sizes)
        self.alt = alt
        (pictureClass, imageClass, isLazy) = (place.pictureClass, place.imageClass, place.isLazy)
    }

    /// A still out of the first package that has one.
    init?(stillOf versions: [Playable], as place: PicturePlace) {
        guard let version = versions.first(where: { $0.still != nil }), let still = version.still else { return nil }
        address = Place.insidePackage(version.package, still).address
        width = 1280
        height = 720
        choice = nil
        alt = ""
        (pictureClass, imageClass, isLazy) = (place.pictureClass, place.imageClass, place.isLazy)
    }

    private static func set(_ sizes: [Artwork.Size], _ file: KeyPath<Artwork.Size, String>) -> String {
        sizes.map { "\(Place.artwork($0[keyPath: file]).address) \($0.width)w" }.joined(separator: ", ")
    }
}

extension Picture: MustacheParent {
    // Named one by one: reflection takes many times as long, and a page has a hundred pictures.
    func child(named name: String) -> Any? {
        switch name {
        case "address": address
        case "width": width
        case "height": height
        case "choice": choice
        case "alt": alt
        case "pictureClass": pictureClass
        case "imageClass": imageClass
        case "isLazy": isLazy
        default: nil
        }
    }
}

extension Picture.Choice: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "webp": webp
        case "plain": plain
        case "sizes": sizes
        default: nil
        }
    }
}
