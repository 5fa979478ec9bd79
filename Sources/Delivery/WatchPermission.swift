import KinoraGate
import KinoraMedia

/// Who may have the bytes of a package. Asked for every one of them; answered by whoever knows accounts and purchases.
package protocol WatchPermission: Sendable {
    func mayWatch(_ package: PackageID, _ visitor: Visitor) async throws -> Bool
    /// The same for a package that is being made.
    func mayWatch(early job: String, _ visitor: Visitor) async throws -> Bool
}
