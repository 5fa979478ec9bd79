import KinoraDelivery
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import KinoraPreparation

/// Tells from the documents of jobs and sources where a package is, whichever process makes it.
struct QueuePlaces: EarlyPlaces {
    let store: any DocumentStore

    func place(of job: String) async throws -> EarlyPlace? {
        guard let found = try await Records<Job>(in: store).read(job)?.value else { return nil }
        if let package = try await Records<Source>(in: store).read(found.source)?.value.package {
            return .published(PackageID(package))
        }
        switch found.state {
        case .waiting, .running, .paused: return .growing
        case .done, .failed, .cancelled: return nil
        }
    }
}
