import KinoraGate
import KinoraMedia

/// Whose eyes a picture on a page is for; answered by whoever knows the catalogue and what each viewer may see of it.
package protocol PictureAudience: Sendable {
    /// Whether the viewer may see titles that have this package.
    func maySee(package: PackageID, _ viewer: Principal) async throws -> Bool
    /// Whether the viewer may see a title, or a person, that this file of the artwork's belongs to.
    func maySee(artwork file: String, _ viewer: Principal) async throws -> Bool
}
