import KinoraMedia

/// Where the package of a job is now; answered by whoever knows the queue.
package protocol EarlyPlaces: Sendable {
    /// Nil when there is no such job, or it came to nothing.
    func place(of job: String) async throws -> EarlyPlace?
}

package enum EarlyPlace: Hashable, Sendable {
    case growing
    case published(PackageID)
}
