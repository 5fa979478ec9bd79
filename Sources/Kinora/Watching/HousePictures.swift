import KinoraCatalogue
import KinoraDelivery
import KinoraGate
import KinoraMedia

/// Whose eyes pictures are for. Stills are for whoever may see the title of their package. Artwork is for whoever is signed in: its names are
/// digests that no page tells to whom a title is hidden from.
struct HousePictures: PictureAudience {
    let packages: PackageAudience

    func maySee(package: PackageID, _ viewer: Principal) async throws -> Bool {
        try await packages.maySee(package, at: viewer.ageLimit)
    }

    func maySee(artwork file: String, _ viewer: Principal) async throws -> Bool { true }
}
