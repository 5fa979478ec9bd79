import KinoraCatalogue
import KinoraDelivery
import KinoraGate
import KinoraMedia

/// Gives a viewer the bytes of what the pages show it, and of nothing else: a title for older people is not there by its address either.
struct AudiencePermission: WatchPermission {
    let packages: PackageAudience

    func mayWatch(_ package: PackageID, _ visitor: Visitor) async throws -> Bool {
        try await packages.maySee(package, at: visitor.signedIn().ageLimit)
    }

    func mayWatch(early job: String, _ visitor: Visitor) async throws -> Bool {
        try await packages.maySee(early: job, at: visitor.signedIn().ageLimit)
    }
}
