import KinoraCatalogue
import KinoraDelivery
import KinoraDocuments
import KinoraGate
import KinoraMedia

/// Whose eyes pictures are for: stills are for whoever may see the title of their package, artwork for whoever may see a title that shows it.
struct HousePictures: PictureAudience {
    private let packages: PackageAudience
    private let artwork: ArtworkAudience

    init(store: any DocumentStore, isUnratedForChildren: Bool = false) {
        packages = PackageAudience(store: store, isUnratedForChildren: isUnratedForChildren)
        artwork = ArtworkAudience(store: store, isUnratedForChildren: isUnratedForChildren)
    }

    func maySee(package: PackageID, _ viewer: Principal) async throws -> Bool {
        try await packages.maySee(package, at: viewer.ageLimit)
    }

    func maySee(artwork file: String, _ viewer: Principal) async throws -> Bool {
        try await artwork.maySee(file, at: viewer.ageLimit)
    }
}
