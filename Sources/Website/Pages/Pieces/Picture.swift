import KinoraCatalogue

/// An image on a page. Its size is stated so that nothing moves when it arrives.
struct Picture: Sendable {
    let address: String
    let width: Int
    let height: Int

    /// Artwork of the catalogue's.
    init?(_ artwork: Artwork?) {
        guard let artwork else { return nil }
        address = Place.artwork(artwork).address
        width = max(1, artwork.width)
        height = max(1, artwork.height)
    }

    /// A still out of the first package that has one.
    init?(stillOf versions: [Playable]) {
        guard let version = versions.first(where: { $0.still != nil }), let still = version.still else { return nil }
        address = Place.insidePackage(version.package, still).address
        width = 1280
        height = 720
    }
}
