import KinoraKernel
import KinoraMedia

/// What is played, as far as bytes go: a package, or one that is being made, by its job.
package enum StreamSubject: Hashable, Sendable {
    case package(PackageID)
    case early(job: String)

    /// The package's or the job's name.
    package var name: String {
        switch self {
        case .package(let id): id.rawValue
        case .early(let job): job
        }
    }
}
